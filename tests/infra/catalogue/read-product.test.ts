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
    ['£1.25', 125],
    ['1.234,50 €', 123_450],
    ["1'299.00", 129_900],
    ['85p', 85],
    ['99 ¢', 99],
    ['.99', 99],
  ])('is read off “%s”', (written, cents) => {
    expect(priceOf(written)).toBe(cents);
  });

  it.each(['about 5', 'from 3.99', '2 for 5', 'free', '-1', '4.99 or 5.99', '3.50/kg', '1,2,3', '£2p', '0'])(
    'is refused in “%s”',
    (written) => {
      expect(priceOf(written)).toMatch(/is no price/u);
    },
  );
});

function read(row: Record<string, unknown>) {
  return productReader(resolveMapping(Object.keys(row), null))({ id: '1', name: 'Rice', ...row });
}

describe('the currency', () => {
  it.each([
    [{ price: '£1.25' }, 'GBP'],
    [{ price: '1,25 €' }, 'EUR'],
    [{ price: '60p' }, 'GBP'],
    [{ price: '$3' }, 'USD'],
    [{ price: '$3', currency: 'CAD' }, 'CAD'],
    [{ price_gbp: '1.25' }, 'GBP'],
    [{ price: 'CHF 4.20' }, 'CHF'],
  ])('of %j is %s', (row, currency) => {
    const result = read({ id: '1', name: 'Rice', ...row });
    expect(result.kind === 'product' && result.product.currency).toBe(currency);
  });
  it('is refused where the price and the column differ', () => {
    expect(read({ id: '1', name: 'Rice', price: '£1', currency: 'EUR' })).toMatchObject({
      reason: 'price is in GBP and currency says EUR',
    });
  });
});

describe('the shelf', () => {
  it.each([
    ['Food > Dairy > Milk', 'Food', 'Milk'],
    [['Food', 'Dairy', 'Milk'], 'Food', 'Milk'],
    ['Milk', 'Milk', 'Milk'],
    [[], 'Other', 'Other'],
  ])('of %j', (category, department, shelf) => {
    expect(read({ id: '1', name: 'Milk', category })).toMatchObject({
      product: { department, category: shelf },
    });
  });
});
