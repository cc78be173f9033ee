import type { Product } from '#agents/search/product.ts';
import { tokenize } from '#agents/search/tokenize.ts';
import type { Reference } from '#agents/supervisor/intent.ts';
import { allWords, holds, type Nameable } from './match-words.ts';

/** Something that can be pointed at. */
export type Referable = Nameable & Pick<Product, 'id'>;

type Superlative = Extract<Reference, { kind: 'superlative' }>['by'];

/** Adjectives that compare rather than name. */
const COMPARING: ReadonlyMap<string, Superlative> = new Map(
  (
    [
      ['cheapest', 'cheap cheaper cheapest inexpensive budget'],
      ['dearest', 'expensive pricey pricier priciest dear dearest costly fancy'],
      ['largest', 'big bigger biggest large larger largest huge'],
      ['smallest', 'small smaller smallest little littlest tiny mini'],
    ] as const
  ).flatMap(([by, words]) => words.split(' ').map((word) => [word, by] as const)),
);
const NOT_ORGANIC = new Set(['regular', 'conventional', 'nonorganic']);
const FILLERS = new Set([
  'one',
  'the',
  'that',
  'this',
  'ones',
  'more',
  'most',
  'brand',
  'kind',
  'from',
  'by',
]);

/**
 * What a reference means among things in the order shown: one thing, several when it is not clear which (or when all
 * are meant), none when it fits nothing. `lastId` is what was touched last.
 */
export function resolveReference<T extends Referable>(
  reference: Reference,
  pool: readonly T[],
  lastId: string | null,
): readonly T[] {
  switch (reference.kind) {
    case 'ordinal': {
      const found = pool.at(reference.index > 0 ? reference.index - 1 : reference.index);
      return found === undefined || reference.index === 0 ? [] : [found];
    }
    case 'deixis': {
      const last = pool.filter(({ id }) => id === lastId);
      return reference.plural || last.length === 0 ? pool : last;
    }
    case 'attribute':
      return byAttribute(reference.words, pool);
    case 'superlative':
      return bySuperlative(reference.by, pool);
    case 'other':
      return pool.filter(({ id }) => id !== lastId);
    case 'habit':
      return [];
  }
}

function byAttribute<T extends Referable>(words: readonly string[], pool: readonly T[]): readonly T[] {
  const said = words.join(' ').toLowerCase();
  const comparing = said.split(/[^\p{L}\p{N}]+/u).flatMap((word) => COMPARING.get(word) ?? []);
  const naming = tokenize(said.replace(/\bnon[- ]organic\b/g, 'nonorganic')).filter(
    (word) => !FILLERS.has(word) && !COMPARING.has(word),
  );
  let fitting = pool.filter((thing) => {
    const known = allWords(thing);
    return naming.every((word) => (NOT_ORGANIC.has(word) && thing.organic === 'no') || holds(word, known));
  });
  if (naming.length === 0 && comparing.length === 0) return [];
  for (const by of comparing) {
    const compared = bySuperlative(by, fitting);
    // "the large one" may be the label's word as well as the greater size.
    if (compared.length > 0) fitting = [...compared];
  }
  return fitting;
}

/** What is most so, several where sizes are equal; what has no price or size that compares takes no part. */
export function bySuperlative<T extends Referable>(by: Superlative, pool: readonly T[]): readonly T[] {
  const unit = commonUnit(pool);
  const measured = pool.flatMap((thing) => {
    const price = thing.priceCents ?? null;
    const amount = thing.size != null && thing.size.unit === unit ? thing.size.amount : null;
    const value =
      by === 'largest' || by === 'smallest'
        ? amount
        : by === 'best_value'
          ? price !== null && amount !== null
            ? price / amount
            : null
          : price;
    return value === null ? [] : [{ thing, value: by === 'largest' || by === 'dearest' ? -value : value }];
  });
  const [first, ...rest] = measured;
  if (first === undefined) return [];
  const best = rest.reduce((least, next) => (next.value < least.value ? next : least), first);
  // Packs are often of one size and yet different things; of equal prices the one shown first will do.
  if (by !== 'largest' && by !== 'smallest') return [best.thing];
  return measured.filter(({ value }) => value === best.value).map(({ thing }) => thing);
}

/** The unit that most sizes are in: only equal units compare. */
function commonUnit(pool: readonly Referable[]): string | null {
  const counts = new Map<string, number>();
  for (const { size } of pool) if (size != null) counts.set(size.unit, (counts.get(size.unit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
