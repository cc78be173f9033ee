import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isShopperId } from '#infra/security/shopper-id.ts';

it.each(['ann', 'auth0|5f', 'ann@shop.example', 'id-1', '7'])('%j may be a shopper', (id) => {
  expect(isShopperId(id)).toBe(true);
});

it('nothing else may: no path, no wildcard, no name that objects carry', () => {
  for (const id of [
    '*',
    '',
    '.',
    '../a',
    'a/b',
    'a b',
    'a\n',
    '__proto__',
    'constructor',
    'toString',
    'ä',
    7,
    null,
    {},
  ]) {
    expect(isShopperId(id), String(id)).toBe(false);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      if (isShopperId(text)) expect(text).toMatch(/^[\w.:@|-]{1,128}$/);
    }),
  );
});
