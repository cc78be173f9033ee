import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MappingFile } from '#infra/catalogue/column-mapping.ts';
import { importCatalogue } from '#infra/catalogue/import-catalogue.ts';
import { openRejects } from '#infra/catalogue/rejects-file.ts';
import {
  type CatalogueStore,
  catalogueMigrations,
  createCatalogueStore,
} from '#infra/embedded/catalogue-store.ts';
import { type Database, openDatabase } from '#infra/embedded/database.ts';
import { fixture } from '#tests/fixtures/products.ts';

describe('importing a catalogue', () => {
  let folder: string;
  let database: Database;
  let store: CatalogueStore;
  let runs: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leafloaf-import-'));
    database = openDatabase({ path: join(folder, 'catalogue.db'), migrations: catalogueMigrations });
    store = createCatalogueStore(database);
    runs = 0;
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (name: string, content: string | Uint8Array) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const jsonl = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  const run = (
    file: string,
    rest: { mapping?: MappingFile; replace?: boolean; onProgress?: () => void } = {},
  ) =>
    importCatalogue({
      file,
      store,
      dataDir: folder,
      mapping: null,
      newId: () => `run-${++runs}`,
      ...rest,
    });
  const rejectsOf = (file: string | null) =>
    readFileSync(file ?? '', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { row: number; reason: string });

  it('reads names and shelves without a mapping and leaves every other fact unknown', async () => {
    const file = put(
      'a.jsonl',
      jsonl([{ id: 1, name: 'Oolong Tea', aisle: 'tea', department: 'dairy eggs' }]),
    );
    expect(await run(file)).toMatchObject({ rows: 1, accepted: 1, rejected: 0, rejectsFile: null });
    expect(store.read(['1'])).toEqual([
      {
        id: '1',
        name: 'Oolong Tea',
        brand: null,
        department: 'Dairy Eggs',
        category: 'Tea',
        size: null,
        unit: 'each',
        priceCents: null,
        currency: 'USD',
        stock: null,
        organic: 'unknown',
        diets: {},
        allergens: { contains: [], mayContain: [], declared: false },
        aliases: [],
        cuisines: [],
        ingredients: null,
        description: null,
        ageRestricted: false,
        icon: null,
      },
    ]);
  });

  it('reads the currency from the name of the price column', async () => {
    const file = put(
      'a.jsonl',
      jsonl([
        {
          id: 'x',
          name: 'Lamb',
          size: 'Typically: 2.25kg',
          price_gbp: 22.78,
          category: 'fresh-food',
          brand: null,
        },
        { id: 'y', name: 'Peas', size: 'some', price_gbp: 1, category: 'fresh-food', brand: 'Birds' },
      ]),
    );
    expect(await run(file)).toMatchObject({ accepted: 2, unreadSizes: 1 });
    expect(store.read(['x'])[0]).toMatchObject({
      priceCents: 2278,
      currency: 'GBP',
      size: { amount: 2250, unit: 'g' },
      category: 'Fresh Food',
      department: 'Fresh Food',
    });
    expect(store.read(['y'])[0]).toMatchObject({ size: null, brand: 'Birds' });
  });

  it('reads CSV with quotes, a byte order mark, semicolons and gzip', async () => {
    const csv = '\uFEFFid;name;price\r\n1;"Beans; white, ""large""";3,49\r\n2;Rice;$1,299.00\r\n';
    const file = put('a.csv.gz', gzipSync(csv));
    expect(await run(file)).toMatchObject({ accepted: 2, rejected: 0 });
    expect(store.read(['1', '2']).map((it) => [it.name, it.priceCents])).toEqual([
      ['Beans; white, "large"', 349],
      ['Rice', 129900],
    ]);
  });

  it('reads facts that are stated, and takes a list that is not stated for no statement', async () => {
    const file = put(
      'a.csv',
      [
        'id,name,diets,not_diets,contains,may_contain,organic,stock,aliases',
        '1,Cheese,vegetarian;Gluten-Free,vegan,milk,tree nut,yes,7,cheddar;चीज़',
        '2,Water,vegan,,none,,no,0,',
        '3,Mystery,,,,,,,',
      ].join('\n'),
    );
    await run(file);
    expect(store.read(['1', '2', '3'])).toMatchObject([
      {
        diets: { vegetarian: 'yes', gluten_free: 'yes', vegan: 'no' },
        allergens: { contains: ['milk'], mayContain: ['tree_nut'], declared: true },
        organic: 'yes',
        stock: 7,
        aliases: ['cheddar', 'चीज़'],
      },
      { allergens: { contains: [], mayContain: [], declared: true }, stock: 0, organic: 'no' },
      { allergens: { declared: false }, stock: null, organic: 'unknown', diets: {} },
    ]);
  });

  it('follows a mapping: other columns, constants, factor, separator, and null for unknown', async () => {
    const file = put(
      'a.jsonl',
      jsonl([{ code: 'k', label: 'Tofu', cost: 250, brand: 'Mori', tags: 'vegan|kosher' }]),
    );
    await run(file, {
      mapping: {
        columns: { id: 'code', name: ['title', 'label'], price: 'cost', diets: 'tags', brand: null },
        constants: { department: 'Produce', currency: 'EUR' },
        priceFactor: 1,
        listSeparator: '|',
      },
    });
    expect(store.read(['k'])[0]).toMatchObject({
      name: 'Tofu',
      priceCents: 250,
      currency: 'EUR',
      department: 'Produce',
      brand: null,
      diets: { vegan: 'yes', kosher: 'yes' },
    });
  });

  it('rejects single rows with their number and reason and takes the others', async () => {
    const file = put(
      'bad.jsonl',
      [
        '{"id":"1","name":"Good"}',
        '{"id":"2","name":"  "}',
        'not json',
        '[1,2]',
        '',
        '{"id":"3","name":"Dear","price":"two for one"}',
        '{"id":"4","name":"Free","price":0}',
        '{"id":"5","name":"Odd","diets":"carnivore"}',
        '{"id":"6","name":"Both","diets":"vegan","not_diets":"vegan"}',
        '{"id":"1","name":"Again"}',
        '{"id":"7","name":{"en":"Nested"}}',
        '{"id":"8","name":"Last","stock":-1}',
      ].join('\n'),
    );
    const report = await run(file);
    expect(report).toMatchObject({ rows: 11, accepted: 1, rejected: 10 });
    const rejects = rejectsOf(report.rejectsFile);
    expect(rejects.map((it) => it.row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const reasons = rejects.map((it) => it.reason);
    expect(reasons[0]).toBe('name is missing');
    expect(reasons[1]).toBe('the line is not JSON');
    expect(reasons[3]).toContain('price "two for one"');
    expect(reasons[5]).toContain('"carnivore" is none of vegan');
    expect(reasons[7]).toBe('id "1" stands in an earlier row too');
    expect(store.read(['1'])[0]?.name).toBe('Good');
  });

  it('counts names with letters of another encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\n1,Crème\n2,Brûlée\n'),
      Buffer.from('3,Caf\xe9\n', 'latin1'),
    ]);
    expect(await run(put('mixed.csv', bytes))).toMatchObject({ accepted: 3, brokenLetters: 1 });
  });

  it('finds a repeated id a whole batch later', async () => {
    const rows = Array.from({ length: 1200 }, (_, at) => ({ id: `${at % 1100}`, name: `Thing ${at}` }));
    const report = await run(put('long.jsonl', jsonl(rows)));
    expect(report).toMatchObject({ accepted: 1100, rejected: 100 });
    expect(rejectsOf(report.rejectsFile)[0]?.row).toBe(1101);
  });

  it('goes on after the last saved row when it was broken off, and rejects no row twice', async () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => ({
      id: `${at}`,
      name: at % 10 === 0 ? '' : `Thing ${at}`,
    }));
    const file = put('big.jsonl', jsonl(rows));
    const broken = run(file, {
      onProgress: () => {
        throw new Error('killed');
      },
    });
    await expect(broken).rejects.toThrow('killed');
    const before = store.count();
    expect(before).toBe(4500);
    const report = await run(file);
    expect(report).toMatchObject({ rows: 12_000, accepted: 10_800, rejected: 1200, resumedFrom: 5000 });
    expect(store.count()).toBe(10_800);
    const rejected = rejectsOf(report.rejectsFile).map((it) => it.row);
    expect(new Set(rejected).size).toBe(1200);
    expect(rejected).toHaveLength(1200);
  });

  it('forgets rejects that were written after the last saved row', () => {
    const file = join(folder, 'imports', 'catalogue-a.rejects.jsonl');
    const before = openRejects(file, 0);
    before.add({ row: 1, line: 1 }, 'name is missing', {});
    const saved = before.flush();
    before.add({ row: 2, line: 2 }, 'name is missing', {});
    before.flush();
    before.close();
    const after = openRejects(file, saved);
    after.add({ row: 2, line: 2 }, 'id is missing', {});
    after.flush();
    after.close();
    expect(rejectsOf(file).map((it) => it.reason)).toEqual(['name is missing', 'id is missing']);
  });

  it('changes nothing when the same file is imported again', async () => {
    const file = put('a.jsonl', jsonl([{ id: '1', name: 'Tea' }]));
    await run(file);
    const version = store.version();
    expect(await run(file)).toMatchObject({ accepted: 1, rejected: 0, resumedFrom: 0 });
    expect(store.version()).toBe(version);
  });

  it('stands beside what is there, and takes its place only when told to', async () => {
    store.upsert([fixture('limes')], { source: 'shipped', run: 's' });
    const file = put('a.jsonl', jsonl([{ id: '1', name: 'Tea' }]));
    expect(await run(file)).toMatchObject({ removed: 0 });
    expect(store.count()).toBe(2);
    expect(await run(file, { replace: true })).toMatchObject({ removed: 1 });
    expect(store.read(['limes', '1']).map((it) => it.id)).toEqual(['1']);
  });

  it('takes nothing away when no row of a replacement is good', async () => {
    store.upsert([fixture('limes')], { source: 'shipped', run: 's' });
    const file = put('a.jsonl', jsonl([{ id: '1', name: '' }]));
    expect(await run(file, { replace: true })).toMatchObject({ accepted: 0, removed: 0 });
    expect(store.count()).toBe(1);
  });

  it('takes away an old file of rejects once every row is good', async () => {
    const file = put('a.jsonl', jsonl([{ id: '1', name: '' }]));
    const { rejectsFile } = await run(file);
    put('a.jsonl', jsonl([{ id: '1', name: 'Tea' }]));
    await run(file);
    expect(existsSync(rejectsFile ?? '')).toBe(false);
  });

  it.each([
    ['an empty file', 'a.jsonl', '', 'is empty'],
    ['one JSON list', 'a.json', '[{"id":1}]', 'one JSON object a line'],
    ['no column for the name', 'a.csv', 'id,colour\n1,red\n', "No column can be read as the product's name"],
    ['a header alone', 'a.csv', 'id,name\n', 'no product in it'],
  ])('refuses %s and says what to do', async (_, name, content, message) => {
    await expect(run(put(name, content))).rejects.toThrow(message);
  });

  it('refuses a missing and a damaged file by name', async () => {
    await expect(run(join(folder, 'nowhere.csv'))).rejects.toThrow('nowhere.csv cannot be read');
    const whole = gzipSync(
      jsonl(Array.from({ length: 20_000 }, (_, at) => ({ id: at, name: `Thing ${at}` }))),
    );
    const file = put('cut.jsonl.gz', whole.subarray(0, whole.length / 2));
    await expect(run(file)).rejects.toThrow('is damaged');
  });

  it('knows a shelf of alcohol, and that root beer is none', async () => {
    const file = put(
      'a.jsonl',
      jsonl([
        { id: '1', name: 'IPA', category: 'Beers & Ciders', department: 'Drinks' },
        { id: '2', name: 'Root Beer', category: 'Root Beer', department: 'Drinks' },
        { id: '3', name: 'Rosé', category: 'Pink', department: 'alcohol' },
        { id: '4', name: 'Vinegar', category: 'Wine Vinegar', department: 'Pantry' },
      ]),
    );
    await run(file);
    expect(store.read(['1', '2', '3', '4']).map((it) => it.ageRestricted)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
