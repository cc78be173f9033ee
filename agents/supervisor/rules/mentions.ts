import type { ItemMention, SaidAmount } from '#agents/supervisor/intent.ts';
import type { RuleReading } from '#agents/supervisor/rule.ts';
import { type Token, wordsAsSaid } from '#agents/supervisor/token.ts';

/** A mention that names nothing: "3 more", "just 6 total". */
export function amountMention(
  source: string,
  tokens: readonly Token[],
  amount: SaidAmount | null,
): ItemMention {
  return {
    said: wordsAsSaid(source, tokens),
    query: '',
    amount,
    reference: null,
    filters: {},
    excludeTerms: [],
    sort: 'relevance',
  };
}

/** The same mention, of what was touched or shown last. */
export function itReference(mention: ItemMention): ItemMention {
  return { ...mention, reference: { kind: 'deixis', plural: false } };
}

/** The same mention, of one of the several things that were just changed: which, must be asked. */
export function oneOfLast(mention: ItemMention): ItemMention {
  return { ...mention, reference: { kind: 'deixis', plural: false, amongLast: true } };
}

/** Whether nothing is named or pointed at, so that only the amount is left. */
export function isBareAmount(item: ItemMention): boolean {
  return (
    item.query === '' &&
    item.reference === null &&
    item.amount !== null &&
    item.size === undefined &&
    Object.keys(item.filters).length === 0
  );
}

/** "the last one, two of them": the amount is of what was named right before. */
function withAmountsAfter(items: readonly ItemMention[]): readonly ItemMention[] {
  const [named, counted] = items;
  const after =
    items.length === 2 &&
    named?.amount === null &&
    (named.query !== '' || named.reference?.kind !== 'deixis') &&
    counted?.query === '' &&
    counted.amount?.mode === 'absolute' &&
    (counted.reference === null || counted.reference.kind === 'deixis');
  return after ? [{ ...named, amount: counted.amount }] : items;
}

/** Adds the items; a bare "3 more" changes the line touched last instead. */
export function addItems(said: readonly ItemMention[], confidence: number): RuleReading {
  const items = withAmountsAfter(said);
  const [only] = items;
  const again = only?.query === '' && only.reference?.kind === 'deixis' && only.amount?.mode === 'more';
  const bare = items.length === 1 && only && (isBareAmount(only) || again) ? only : null;
  if (bare)
    return {
      kind: 'intents',
      intents: [
        {
          name: 'update_cart',
          confidence: 0.9,
          slots: { items: [bare.reference === null ? itReference(bare) : bare] },
        },
      ],
    };
  return { kind: 'intents', intents: [{ name: 'add_to_cart', confidence, slots: { items } }] };
}
