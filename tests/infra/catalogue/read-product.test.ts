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
