import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProductQuery } from '#agents/search/product-index.ts';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { dropCollection, ensureCollection, listCollections } from '#infra/weaviate/collections.ts';
import { connectWeaviate, type WeaviateServices } from '#infra/weaviate/connect-weaviate.ts';
import { openWeaviate } from '#infra/weaviate/connection.ts';
import { productCollection, productCollectionName } from '#infra/weaviate/product-schema.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import type { ServerProcess } from '#tests/services/server-process.ts';
import {
  newWeaviatePlace,
  startWeaviateServer,
  type WeaviatePlace,
} from '#tests/services/servers/weaviate.ts';
import { emptyCatalogue, namedModel } from './open-test-weaviate.ts';

const MILK: ProductQuery = {
  text: 'oat milk',
  excludeTerms: [],
  alpha: 0.2,
  filters: { maxPriceCents: 499 },
  limit: 10,
  offset: 0,
  sort: 'relevance',
};

let place: WeaviatePlace;
let server: ServerProcess | null;
let changes: string[];
let issued = 0;
const open: WeaviateServices[] = [];

interface ConnectOptions {
  readonly model?: string;
  readonly apiKey?: string | null;
  readonly questionMs?: number;
  readonly catalogue?: Awaited<ReturnType<typeof emptyCatalogue>>;
}

/** One process of ours with the fixtures as its catalogue, connected to the server of this test. */
async function connect(options: ConnectOptions = {}) {
  const { model = 'model-1', apiKey = null, questionMs = 2_000, catalogue } = options;
  const own = catalogue ?? (await emptyCatalogue());
  if (catalogue === undefined) await own.index.upsert(fixtureProducts);
  const services = connectWeaviate({
    address: { url: place.url, grpcUrl: place.grpcUrl, apiKey },
    embeddings: namedModel(model),
    embedder: recollectionEmbedder(namedModel(model), 'builtin'),
    catalogue: own.store,
    embedded: own.index,
    now: Date.now,
    newId: () => {
      issued += 1;
      return `catalogue-${issued}`;
    },
    onChange: (capability, reason) => changes.push(`${capability} ${reason === null ? 'back' : 'out'}`),
    followMs: 100,
    questionMs,
  });
  open.push(services);
  return { ...services, catalogue: own };
}

const idsOf = (page: { readonly hits: readonly { readonly product: { readonly id: string } }[] }) =>
  page.hits.map(({ product }) => product.id).sort();

const searchHealth = ({ health }: Pick<WeaviateServices, 'health'>) =>
  health().find(({ name }) => name === 'weaviate-search');

/** Searches until Weaviate itself answers. */
const isBack = (services: Pick<WeaviateServices, 'products' | 'health'>) =>
  vi.waitFor(
    async () => {
      const page = await services.products.search(MILK);
      expect(page.degraded).toBeUndefined();
      expect(searchHealth(services)).toMatchObject({ status: 'pass' });
      return page;
    },
    { timeout: 30_000, interval: 100 },
  );

beforeEach(async () => {
  place = await newWeaviatePlace();
  server = await startWeaviateServer(place);
  changes = [];
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
  await server?.kill();
  rmSync(place.folder, { recursive: true, force: true });
});

describe('Weaviate that was killed', () => {
  it('leaves search to this process, said so, and takes it over again by itself', async () => {
    const services = await connect();
    const before = await isBack(services);
    expect(idsOf(before)).toEqual(['oatly-original', 'planet-oat-original']);

    await server?.kill();
    const meanwhile = await services.products.search(MILK);
    expect(idsOf(meanwhile)).toEqual(idsOf(before));
    expect(meanwhile.degraded).toMatchObject({ fallback: 'searched the index within this process' });
    expect(meanwhile.degraded?.reason).toMatch(/not available|too slow/);
    expect(searchHealth(services)).toMatchObject({ status: 'warn' });
    const none = await services.products.search({ ...MILK, text: 'zyxwvut' });
    expect(none).toMatchObject({ total: 0, degraded: { reason: expect.any(String) } });

    server = await startWeaviateServer(place);
    await isBack(services);
    expect((await services.products.search({ ...MILK, text: 'zyxwvut' })).degraded).toBeUndefined();
    expect(changes.filter((change) => change.startsWith('search')).at(-1)).toBe('search back');
  });

  it('is filled again by itself when it comes back empty', async () => {
    const services = await connect();
    await isBack(services);
    await server?.kill();
    rmSync(place.folder, { recursive: true, force: true });
    server = await startWeaviateServer(place);
    expect(idsOf(await isBack(services))).toEqual(['oatly-original', 'planet-oat-original']);
  });
});

describe('Weaviate that hangs', () => {
  it('keeps no search waiting beyond its deadline, and later ones not at all', async () => {
    const services = await connect();
    await isBack(services);
    const pid = server?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      expect((await services.products.search(MILK)).degraded).toMatchObject({ reason: 'too slow' });
      const next = await services.products.search(MILK);
      expect(idsOf(next)).toEqual(['oatly-original', 'planet-oat-original']);
      expect(next.degraded).toBeDefined();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await isBack(services);
  });
});

describe('Weaviate that is slow', () => {
  it('is not waited for beyond the deadline, however often it is tried again', async () => {
    const services = await connect({ questionMs: 1 });
    const reasons = new Set<string | undefined>();
    await vi.waitFor(
      async () => {
        const page = await services.products.search(MILK);
        expect(idsOf(page)).toEqual(['oatly-original', 'planet-oat-original']);
        reasons.add(page.degraded?.reason);
        expect(reasons).toContain('too slow');
      },
      { timeout: 20_000, interval: 50 },
    );
    expect(reasons).not.toContain(undefined);
  });
});

describe('Weaviate that is not there at the start', () => {
  it('keeps no process from searching, and is filled once it comes', async () => {
    await server?.kill();
    const services = await connect();
    const page = await services.products.search(MILK);
    expect(idsOf(page)).toEqual(['oatly-original', 'planet-oat-original']);
    expect(page.degraded).toBeDefined();
    server = await startWeaviateServer(place);
    await isBack(services);
  });
});

describe('Weaviate that asks for a key', () => {
  it('is not used with a wrong one, which is said in the health but not in replies', async () => {
    await server?.kill();
    server = await startWeaviateServer(place, 'the-right-key');
    const services = await connect({ apiKey: 'a-wrong-key' });
    const page = await services.products.search(MILK);
    expect(idsOf(page)).toEqual(['oatly-original', 'planet-oat-original']);
    expect(page.degraded?.reason).toBe('not available');
    await vi.waitFor(() => expect(searchHealth(services)?.detail).toMatch(/WEAVIATE_API_KEY/), {
      timeout: 10_000,
    });
    expect(searchHealth(services)).toMatchObject({ status: 'warn' });
    expect(JSON.stringify(services.health())).not.toContain('a-wrong-key');
    await isBack(await connect({ apiKey: 'the-right-key' }));
  });
});

describe('what Weaviate holds', () => {
  it('follows the catalogue: changes, removals and what another process imports', async () => {
    const { catalogue, ...services } = await connect();
    await isBack(services);
    const [milk] = catalogue.store.read(['oatly-original']);
    if (milk === undefined) throw new Error('the fixtures have no oat milk');
    await services.products.upsert([{ ...milk, priceCents: 450 }]);
    catalogue.store.remove(['planet-oat-original']);
    await catalogue.index.sync();
    await vi.waitFor(
      async () => {
        const page = await services.products.search(MILK);
        expect(page.degraded).toBeUndefined();
        expect(page.hits.map(({ product }) => [product.id, product.priceCents])).toEqual([
          ['oatly-original', 450],
        ]);
      },
      { timeout: 10_000, interval: 100 },
    );
  });

  it('gives a process with another catalogue the one that was imported', async () => {
    await isBack(await connect());
    const other = await emptyCatalogue();
    const services = await connect({ catalogue: other });
    await vi.waitFor(
      async () => {
        await other.index.sync();
        expect(other.store.count()).toBe(fixtureProducts.length);
      },
      { timeout: 10_000, interval: 100 },
    );
    expect(idsOf(await isBack(services))).toEqual(['oatly-original', 'planet-oat-original']);
  });

  it('stands in a collection of its own for every model, and vectors are never mixed', async () => {
    await isBack(await connect({ model: 'model-1' }));
    const next = await connect({ model: 'model-2' });
    await isBack(next);
    const names = await listCollections(next.connection);
    expect(names).toEqual(
      expect.arrayContaining([
        productCollectionName(namedModel('model-1')),
        productCollectionName(namedModel('model-2')),
      ]),
    );
  });

  it('is made anew beside a collection of an older schema, which nobody uses and which goes', async () => {
    const admin = openWeaviate({ url: place.url, grpcUrl: place.grpcUrl, apiKey: null, questionMs: 10_000 });
    await ensureCollection(admin, {
      class: 'LeafLoafProducts_v0_0123456789',
      vectorConfig: { default: { vectorizer: { none: {} }, vectorIndexType: 'flat' } },
      properties: [{ name: 'title', dataType: ['text'] }],
    });
    const services = await connect();
    expect(idsOf(await isBack(services))).toEqual(['oatly-original', 'planet-oat-original']);
    await vi.waitFor(
      async () =>
        expect((await listCollections(admin)).filter((name) => name.startsWith('LeafLoafProducts'))).toEqual([
          productCollectionName(namedModel('model-1')),
        ]),
      { timeout: 10_000 },
    );
    await admin.close();
  });

  it('gets the properties that a half-done change of the schema left out', async () => {
    const admin = openWeaviate({ url: place.url, grpcUrl: place.grpcUrl, apiKey: null, questionMs: 10_000 });
    const whole = productCollection(namedModel('model-1'));
    await ensureCollection(admin, { ...whole, properties: whole.properties?.slice(0, 4) ?? [] });
    const services = await connect();
    expect(idsOf(await isBack(services))).toEqual(['oatly-original', 'planet-oat-original']);
    await admin.close();
  });

  it('is filled again when somebody drops it', async () => {
    const services = await connect();
    await isBack(services);
    await dropCollection(services.connection, productCollectionName(namedModel('model-1')));
    const page = await services.products.search(MILK);
    expect(idsOf(page)).toEqual(['oatly-original', 'planet-oat-original']);
    expect(page.degraded).toMatchObject({ reason: 'not available' });
    await isBack(services);
  });
});
