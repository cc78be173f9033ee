import { describe, expect, it } from 'vitest';
import { createPriceShelf } from '#infra/catalogue/price-shelf.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { placeAmong } from '#personalization/prices/price-distribution.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const ORIGIN = { source: 'test', run: 'test' };
const loaves = Array.from({ length: 5 }, (_, index) =>
  fixtureProduct(`loaf-${index}`, `Baker ${index} Rye Bread`, 'Bakery/Bread', '500 g', 200 + 100 * index),
);
const others = [
  fixtureProduct('rolls-4', 'Four Rolls', 'Bakery/Bread', '4 ct', 200),
  fixtureProduct('rolls-8', 'Eight Rolls', 'Bakery/Bread', '8 ct', 320),
  fixtureProduct('baguette', 'French Baguette', 'Bakery/Bread', '250 g', 300),
  fixtureProduct('no-price', 'Wheat Bread', 'Bakery/Bread', '500 g', null),
  fixtureProduct('no-size', 'Surprise', 'Bakery/Bread', null, 500),
];

function openShelf() {
  const store = createCatalogueStore(openDatabase({ path: ':memory:', migrations: catalogueMigrations }));
  store.upsert([...loaves, ...others], ORIGIN);
  const shelf = createPriceShelf(store);
  shelf.sync();
  return { store, shelf };
}

describe('the shelf of prices', () => {
  it('compares by the unit, within things that are called alike and measured alike', () => {
    const { shelf } = openShelf();
    const rye = shelf.of('loaf-0')!;
    expect(rye).toMatchObject({ family: 'Bakery', unitsPerPack: 500, packCents: 200 });
    expect(shelf.of('no-price')!.kind).toBe(rye.kind);
    const kinds = ['loaf-0', 'rolls-4', 'baguette', 'no-size'].map((id) => shelf.of(id)!.kind);
    expect(new Set(kinds).size).toBe(4);
    expect(shelf.cheapestOf(rye.kind)).toEqual(['loaf-0', 'loaf-1', 'loaf-2', 'loaf-3', 'loaf-4']);
    expect(shelf.cheapestOf(shelf.of('rolls-4')!.kind)).toEqual(['rolls-8', 'rolls-4']);
    expect(placeAmong(shelf.pricesOf(rye.kind), 200 / 500)).toBe(0.1);
    expect(shelf.of('unheard-of')).toBeNull();
    expect(shelf.cheapestOf('unheard-of')).toEqual([]);
    expect(placeAmong(shelf.pricesOf('unheard-of'), 1)).toBeNull();
  });

  it('takes in what changed and what went', () => {
    const { store, shelf } = openShelf();
    const { kind } = shelf.of('loaf-4')!;
    store.upsert([{ ...loaves[4]!, priceCents: 100 }], ORIGIN);
    store.remove(['loaf-0']);
    expect(shelf.cheapestOf(kind)[0]).toBe('loaf-0');
    shelf.sync();
    expect(shelf.of('loaf-0')).toBeNull();
    expect(shelf.cheapestOf(shelf.of('loaf-4')!.kind)[0]).toBe('loaf-4');
  });
});
