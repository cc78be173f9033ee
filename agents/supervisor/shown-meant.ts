import type { FocusProduct } from './dialogue-focus.ts';
import type { Reference } from './intent.ts';
import { lemmaOf } from './lemma.ts';
import type { ReadingContext } from './reading-context.ts';
import { readReference } from './reference-reading.ts';
import type { Token } from './token.ts';

/** Which of the products on the screen, or touched last, the words point at; null when they do not point. */
export function shownMeant(
  tokens: readonly Token[],
  { focus, vocabulary }: ReadingContext,
): readonly FocusProduct[] | null {
  const words = tokens.filter(({ kind }) => kind !== 'punct' && kind !== 'emoji');
  const reading = readReference(words, vocabulary);
  if (reading === null || reading.rest.length > 0) return null;
  const { shown, touched } = focus;
  const last = touched[0]?.product;
  const pool = shown.length > 0 ? shown : last === undefined ? [] : [last];
  return reading.references.flatMap((reference) => pointedAt(reference, pool, last?.productId));
}

function pointedAt(
  reference: Reference,
  pool: readonly FocusProduct[],
  lastId: string | undefined,
): readonly FocusProduct[] {
  switch (reference.kind) {
    case 'ordinal':
      return pool.slice(reference.index > 0 ? reference.index - 1 : reference.index).slice(0, 1);
    case 'deixis': {
      const touched = pool.filter(({ productId }) => productId === lastId);
      return reference.plural || touched.length === 0 ? pool : touched;
    }
    case 'attribute':
      return pool.filter((product) => reference.words.every((word) => wordsOf(product).has(lemmaOf(word))));
    case 'superlative':
      return extreme(reference.by, pool);
    case 'other':
    case 'habit':
      return [];
  }
}

function wordsOf({ name, brand, organic }: FocusProduct): ReadonlySet<string> {
  const words = `${name} ${brand ?? ''}`.toLowerCase().match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
  return new Set([...words.map(lemmaOf), ...(organic ? ['organic'] : [])]);
}

function extreme(by: string, pool: readonly FocusProduct[]): readonly FocusProduct[] {
  const largest = by === 'largest' || by === 'dearest';
  const value = ({ priceCents, sizeAmount }: FocusProduct) =>
    by === 'largest' || by === 'smallest'
      ? sizeAmount
      : by === 'best_value' && priceCents !== null && sizeAmount !== null
        ? priceCents / sizeAmount
        : priceCents;
  const known = pool.filter((product) => value(product) !== null);
  const sorted = [...known].sort((a, b) => ((value(a) ?? 0) - (value(b) ?? 0)) * (largest ? -1 : 1));
  return sorted.slice(0, 1);
}
