import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDepartments, readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';

const PERSONALIZATION = join(import.meta.dirname, '../../personalization');
/** Brands and departments that are words of the language first. */
const WORDS = new Set(['all', 'off', 'kind', 'household']);
const SEASONS = [
  'spring',
  'summer',
  'autumn',
  'winter',
  'christmas',
  'easter',
  'halloween',
  'thanksgiving',
  'ramadan',
];

/** Text that code holds, in quotes; comments and names of its own are not read. */
function textsIn(code: string): readonly string[] {
  const bare = code.replaceAll(/\/\*[\s\S]*?\*\//gu, ' ').replaceAll(/(^|\s)\/\/[^\n]*/gu, ' ');
  return [...bare.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/gu)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

function namesIn(texts: readonly string[], names: ReadonlySet<string>): readonly string[] {
  return texts.flatMap((text) => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return [1, 2, 3, 4].flatMap((length) =>
      words
        .map((_, at) => words.slice(at, at + length).join(' '))
        .filter((phrase) => phrase.split(' ').length === length && names.has(phrase)),
    );
  });
}

async function shippedNames(): Promise<ReadonlySet<string>> {
  const [products, departments] = await Promise.all([readShippedProducts(), readDepartments()]);
  const names = [
    ...products.flatMap(({ name, brand, category, aliases }) => [name, brand ?? '', category, ...aliases]),
    ...departments.map(({ name }) => name),
    ...SEASONS,
  ];
  return new Set(
    names
      .map((name) => (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' '))
      .filter((name) => name !== '' && !WORDS.has(name)),
  );
}

describe('the code of personalisation', () => {
  // What shoppers may state of themselves is a list of its own: allergens and diets are no products.
  const files = readdirSync(PERSONALIZATION, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('settings'),
  );

  it('names no product, brand, category, department or season', async () => {
    const names = await shippedNames();
    const found = files.flatMap((file) =>
      namesIn(textsIn(readFileSync(join(PERSONALIZATION, file), 'utf8')), names).map(
        (name) => `${file}: ${name}`,
      ),
    );
    expect(files.length).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });

  it('would be caught if it did', async () => {
    const names = await shippedNames();
    const [product] = await readShippedProducts();
    const code = `const a = x === '${product!.name}'; // '${product!.name}'\nif (month === "Christmas") b();`;
    expect(namesIn(textsIn(code), names)).toContain('christmas');
    expect(namesIn(textsIn(code), names)).toContain(product!.name.toLowerCase());
  });
});
