import { describe, expect, it } from 'vitest';
import { resolveMapping } from '#infra/catalogue/column-mapping.ts';
import { productReader } from '#infra/catalogue/read-product.ts';

function organicOf(name: string, organic?: string): string {
  const row = { id: '1', name, ...(organic === undefined ? {} : { organic }) };
  const read = productReader(resolveMapping(Object.keys(row), null))(row);
  return read.kind === 'product' ? read.product.organic : read.reason;
}

describe('whether a product is organic', () => {
  it.each([
    ['Organic Baby Spinach', undefined, 'yes'],
    ['Happy Baby Organics Pears', undefined, 'yes'],
    ['Baby Spinach', undefined, 'unknown'],
    ['Non-Organic Apples', undefined, 'unknown'],
    ['Organic-Style Granola', 'no', 'no'],
  ])('is read off “%s” (stated: %s) as %s', (name, stated, expected) => {
    expect(organicOf(name, stated)).toBe(expected);
  });
});

function priceOf(price: string): number | string | null {
  const row = { id: '1', name: 'Rice', price };
  const read = productReader(resolveMapping(Object.keys(row), null))(row);
  return read.kind === 'product' ? read.product.priceCents : read.reason;
}

describe('a price', () => {
  it.each([
    ['4.99', 499],
    ['$4.99', 499],
    ['US$ 4.99', 499],
    ['GBP 3', 300],
    ['3,49 €', 349],
    ['$1,299.00', 129_900],
    ['2.50 each', 250],
  ])('is read off “%s”', (written, cents) => {
    expect(priceOf(written)).toBe(cents);
  });

  it.each(['about 5', 'from 3.99', '2 for 5', 'free', '-1', '4.99 or 5.99'])(
    'is refused in “%s”',
    (written) => {
      expect(priceOf(written)).toMatch(/is no price/u);
    },
  );
});
