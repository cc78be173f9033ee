import { expect, it } from 'vitest';
import { isNamedAsWritten } from '#agents/order/named-as-written.ts';
import type { Product } from '#agents/search/product.ts';

const wine = {
  name: 'Côtes de Provence Rosé',
  aliases: ['rosé', 'rose wine'],
  category: 'Wine',
} as unknown as Product;

it.each([
  ['rose wine', true],
  ['rosé', true],
  ['rosés', true],
  ['rose', true],
  ['wines', true],
  ['provence', true],
  ['roses', false],
  ['a dozen roses', false],
])('takes "%s" for the wine: %s', (said, is) => {
  expect(isNamedAsWritten(said, wine)).toBe(is);
});
