import { expect, it } from 'vitest';
import { isWebsocketOriginAllowed } from '#infra/security/websocket-origin.ts';

it.each([
  ['http://shop.example', 'shop.example', true],
  ['https://shop.example:8443', 'shop.example:8443', true],
  ['https://SHOP.example', 'shop.Example', true],
  ['https://partner.example', 'shop.example', true],
  [undefined, 'shop.example', true],
  ['https://shop.example:8443', 'shop.example', false],
  ['https://shop.example.evil.example', 'shop.example', false],
  ['https://evil.example/?shop.example', 'shop.example', false],
  ['file://shop.example', 'shop.example', false],
  ['null', 'shop.example', false],
  ['', 'shop.example', false],
  ['https://shop.example', undefined, false],
])('a websocket from %j to the host %j: %s', (origin, host, allowed) => {
  expect(isWebsocketOriginAllowed(origin, host, ['https://partner.example'])).toBe(allowed);
});
