import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CatalogueStore,
  catalogueMigrations,
  createCatalogueStore,
} from '#infra/embedded/catalogue-store.ts';
import { type Database, openDatabase } from '#infra/embedded/database.ts';
import { fixture } from '#tests/fixtures/products.ts';

const origin = { source: 'grocer', run: '1' };

describe('the catalogue store', () => {
  let database: Database;
  let store: CatalogueStore;
  beforeEach(() => {
    database = openDatabase({ path: ':memory:', migrations: catalogueMigrations });
    store = createCatalogueStore(database);
  });
  afterEach(() => database.close());

  it('tells every change after a version once, in order, in pages', () => {
    store.upsert([fixture('limes'), fixture('salt'), fixture('kimchi')], origin);
    const first = store.changedSince(0, 2);
    const rest = store.changedSince(first.at(-1)?.version ?? 0, 2);
    expect([...first, ...rest].map((change) => change.id)).toEqual(['limes', 'salt', 'kimchi']);
    expect(store.changedSince(store.version(), 10)).toEqual([]);
  });

  it('counts a product that is put in again unchanged as no change', () => {
    store.upsert([fixture('limes')], origin);
    const before = store.version();
    store.upsert([fixture('limes')], { source: 'grocer', run: '2' });
    expect(store.version()).toBe(before);
    expect(store.originOf('limes')).toEqual({ source: 'grocer', run: '2' });
  });

  it('tells a removal as a change, and the product is gone', () => {
    store.upsert([fixture('limes'), fixture('salt')], origin);
    const before = store.version();
    store.remove(['limes']);
    expect(store.changedSince(before, 10)).toMatchObject([{ id: 'limes', product: null }]);
    expect(store.read(['salt', 'limes'])).toEqual([fixture('salt')]);
    expect(store.count()).toBe(1);
    expect(store.originOf('limes')).toBeNull();
  });

  it('tells a product that comes back after its removal', () => {
    store.upsert([fixture('limes')], origin);
    store.remove(['limes']);
    const before = store.version();
    store.upsert([fixture('limes')], origin);
    expect(store.changedSince(before, 10)).toMatchObject([{ id: 'limes', product: fixture('limes') }]);
  });

  it('keeps nothing of a batch that fails', () => {
    expect(() =>
      store.transaction(() => {
        store.upsert([fixture('limes')], origin);
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(store.count()).toBe(0);
    expect(store.version()).toBe(0);
  });

  it('remembers how far an import has come', () => {
    const checkpoint = {
      fingerprint: 'f',
      run: 'r',
      state: 'running',
      row: 500,
      accepted: 490,
      rejected: 10,
      rejectsBytes: 77,
    } as const;
    store.saveCheckpoint(checkpoint);
    store.saveCheckpoint({ ...checkpoint, row: 1000 });
    expect(store.checkpoint('f')).toEqual({ ...checkpoint, row: 1000 });
    expect(store.checkpoint('g')).toBeNull();
  });
});
