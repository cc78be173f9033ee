import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type DerivedFacts, deriveFacts } from '#infra/catalogue/ingredients/derive-facts.ts';
import type { Benchmark, BenchResult, Figure } from './figure.ts';

interface AllergenLabel {
  readonly id: string;
  readonly ingredients: string;
  readonly declared_allergens: readonly string[];
}
interface VegetarianLabel {
  readonly id: string;
  readonly name: string;
  readonly ingredients: string;
  readonly vegetarian: boolean;
}

/** The nine allergens that US labels declare. */
const DECLARED = [
  'milk',
  'egg',
  'fish',
  'shellfish',
  'tree_nut',
  'peanut',
  'wheat',
  'soy',
  'sesame',
] as const;

/** Allergens and vegetarian food, derived from ingredient lists, against what the label or the shop says. */
export const benchDietary: Benchmark = async ({ dataDir, split }) => dietaryFigures(dataDir, split);

/** The figures of `bench -- dietary`, also printed by `bench -- search`. */
export function dietaryFigures(dataDir: string, split: 'public' | 'heldout'): BenchResult {
  const read = <Label>(name: string) => {
    const file = join(dataDir, 'dietary', `${name}.${split}.jsonl.gz`);
    if (!existsSync(file)) return { file, labels: null };
    const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean);
    return { file, labels: lines.map((line): Label => JSON.parse(line)) };
  };
  const allergens = read<AllergenLabel>('fdc_allergens');
  const vegetarian = read<VegetarianLabel>('ocado_vegetarian');
  return {
    figures: [
      ...(allergens.labels === null ? [] : allergenFigures(allergens.labels)),
      ...(vegetarian.labels === null ? [] : vegetarianFigures(vegetarian.labels)),
    ],
    skipped: [allergens, vegetarian].flatMap(({ file, labels }) => (labels === null ? [file] : [])),
  };
}

export function allergenFigures(labels: readonly AllergenLabel[]): readonly Figure[] {
  const rows = labels.map(({ ingredients, declared_allergens }) => {
    const facts = deriveFacts({ name: '', ingredients });
    const got = new Set<string>(DECLARED.filter((it) => facts.contains.includes(it)));
    return { facts, got, expected: new Set(declared_allergens) };
  });
  const sum = (count: (row: (typeof rows)[number]) => number) =>
    rows.reduce((all, row) => all + count(row), 0);
  const hits = sum(({ got, expected }) => [...got].filter((it) => expected.has(it)).length);
  const given = sum(({ got }) => got.size);
  const asked = sum(({ expected }) => expected.size);
  const clear = rows.filter(({ facts }) => facts.listIsClear);
  const missedWhenClear = clear.filter(({ got, expected }) => [...expected].some((it) => !got.has(it)));
  return [
    { name: 'dietary.allergens.microF1', value: (2 * hits) / (given + asked), reference: 0.924, aim: 0.95 },
    { name: 'dietary.allergens.precision', value: hits / given, reference: 0.867 },
    { name: 'dietary.allergens.recall', value: hits / asked, reference: 0.988 },
    {
      name: 'dietary.allergens.exactSet',
      value: share(
        rows,
        ({ got, expected }) => got.size === expected.size && [...got].every((it) => expected.has(it)),
      ),
      reference: 0.656,
    },
    { name: 'dietary.allergens.listClear', value: clear.length / rows.length },
    {
      name: 'dietary.allergens.missedWhenClear',
      value: clear.length === 0 ? 0 : missedWhenClear.length / clear.length,
    },
  ];
}

export function vegetarianFigures(labels: readonly VegetarianLabel[]): readonly Figure[] {
  const of = (facts: (label: VegetarianLabel) => DerivedFacts) =>
    labels.map((label) => ({ got: facts(label).vegetarian, expected: label.vegetarian, label }));
  const rows = of(deriveFacts);
  const listOnly = of((label) => deriveFacts({ ...label, ingredients: withoutClaims(label.ingredients) }));
  const claims = (label: VegetarianLabel) => label.ingredients !== withoutClaims(label.ingredients);
  return [
    {
      name: 'dietary.vegetarian.unsafe',
      value: share(rows, ({ got, expected }) => got === 'yes' && !expected),
      reference: 0.124,
      aim: 0.03,
    },
    {
      name: 'dietary.vegetarian.unsafeUnclaimed',
      value: share(rows, ({ got, expected, label }) => got === 'yes' && !expected && !claims(label)),
    },
    {
      name: 'dietary.vegetarian.accuracy',
      value: share(rows, ({ got, expected }) => (got === 'yes') === expected),
      reference: 0.85,
    },
    {
      name: 'dietary.vegetarian.accuracyWhenKnown',
      value: share(
        rows.filter(({ got }) => got !== 'unknown'),
        ({ got, expected }) => (got === 'yes') === expected,
      ),
    },
    {
      name: 'dietary.vegetarian.recall',
      value: share(
        rows.filter(({ expected }) => expected),
        ({ got }) => got === 'yes',
      ),
    },
    { name: 'dietary.vegetarian.unknown', value: share(rows, ({ got }) => got === 'unknown') },
    {
      name: 'dietary.vegetarian.wrongNo',
      value: share(rows, ({ got, expected }) => got === 'no' && expected),
    },
    {
      name: 'dietary.vegetarian.listOnly.unsafe',
      value: share(listOnly, ({ got, expected }) => got === 'yes' && !expected),
    },
    {
      name: 'dietary.vegetarian.listOnly.recall',
      value: share(
        listOnly.filter(({ expected }) => expected),
        ({ got }) => got === 'yes',
      ),
    },
  ];
}

/** The text without what the label itself says of diets: what is left is the list. */
function withoutClaims(text: string): string {
  return text.replace(/dietary information.*$/i, '').replace(/suitable for[^.,;]*/gi, '');
}

function share<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.length === 0 ? 0 : rows.filter(holds).length / rows.length;
}
