import { completed, couldDescribe, describes, headOf, kindName } from './complete-item.ts';
import { readConstraints } from './constraint-reading.ts';
import type { ItemMention, RoutedIntent } from './intent.ts';
import { lemmaOf } from './lemma.ts';
import type { ReadingContext } from './reading-context.ts';
import { tokenise } from './tokenise.ts';

/**
 * A search that only describes goes on with the list shown last: "only vegan ones", "under $4", "anything cheaper?",
 * "what about almond" after oat milk.
 */
export function refineSearch(intent: RoutedIntent, context: ReadingContext): RoutedIntent {
  if (intent.slots.page !== undefined || intent.slots.beside !== undefined) return intent;
  const [sought, ...others] = context.focus.sought ?? [];
  if (intent.name === 'search_products' && sought === undefined) return likeTheLast(intent, context);
  if (intent.name !== 'search_products' || sought === undefined || others.length > 0) return intent;
  if (intent.slots.goesWith === true) return intent;
  const items = intent.slots.items ?? [];
  return {
    ...intent,
    slots: { ...intent.slots, items: items.map((item) => refined(item, sought, context)) },
  };
}

/** "only red", said of a list of wine. */
export function describesSought(
  { query, amount }: ItemMention,
  { focus, vocabulary }: ReadingContext,
): boolean {
  const [sought, ...others] = focus.sought ?? [];
  const head = sought === undefined || others.length > 0 ? null : headOf(sought.query);
  if (head === null || amount !== null || query === '' || query.includes(' ')) return false;
  return describes(query, head, vocabulary) && vocabulary.pairCount(lemmaOf(query), lemmaOf(head)) > 0;
}

/** "is there anything cheaper", right after something was put into the cart: of that kind. */
function likeTheLast(intent: RoutedIntent, { focus, vocabulary }: ReadingContext): RoutedIntent {
  const [line] = focus.last?.kind === 'added' ? focus.last.lines : [];
  const items = intent.slots.items ?? [];
  const [item] = items;
  if (!line || !item || items.length !== 1 || item.query !== '' || !narrows(item)) return intent;
  if (item.reference !== null && item.reference.kind !== 'deixis') return intent;
  const query = kindName(line.name, vocabulary);
  return query === '' ? intent : { ...intent, slots: { items: [{ ...item, query, reference: null }] } };
}

function narrows({ filters, excludeTerms, sort }: ItemMention): boolean {
  return Object.keys(filters).length > 0 || excludeTerms.length > 0 || sort !== 'relevance';
}

function refined(item: ItemMention, sought: ItemMention, context: ReadingContext): ItemMention {
  const { reference, query } = item;
  if (query !== '') {
    const head = headOf(sought.query);
    const asks = /\b(?:about|instead|ones?|only|just)\b/.test(item.said) || item.said.split(' ').length === 1;
    const first = sought.query.split(' ')[0] ?? '';
    const { vocabulary, source } = context;
    const insteadOf = /\b(?:about|instead)\b/i.test(source);
    const could = couldDescribe(query, head ?? '', vocabulary) || couldDescribe(query, first, vocabulary);
    const kind =
      head !== null &&
      asks &&
      !item.said.includes(' and ') &&
      (describes(query, head, vocabulary) || (insteadOf && could));
    if (!kind) return item;
    const word = query.split(' ').at(-1) ?? '';
    const joins = head !== first && context.vocabulary.pairCount(word, first) > 0;
    return joins
      ? { ...item, query: `${query} ${sought.query}`, reference: null }
      : { ...completed(item, sought.query, context.vocabulary, true), reference: null };
  }
  // a size among all that was looked for, not only on the screen
  if (item.compared !== undefined && context.focus.list != null) {
    return { ...merged(item, sought), compared: item.compared };
  }
  if (reference === null) return narrows(item) ? merged(item, sought) : item;
  if (reference.kind === 'deixis' && reference.plural && narrows(item)) return merged(item, sought);
  if (reference.kind !== 'attribute' || !/\bones\b|\bany\b|\bonly\b/.test(context.source.toLowerCase()))
    return item;
  const described = readConstraints(tokenise(reference.words.join(' ')).tokens, context.vocabulary);
  const words = described.rest.map((token) => token.text).join(' ');
  const by = merged(
    { ...item, filters: described.filters, excludeTerms: described.excludeTerms, sort: described.sort },
    sought,
  );
  if (words === '') return by;
  const head = headOf(sought.query) ?? sought.query;
  if (by.query.split(' ').includes(words)) return by;
  // "barista ones" of oat milk are barista oat milk, "almond ones" almond milk
  const last = described.rest[described.rest.length - 1]?.lemma ?? '';
  const joins = context.vocabulary.pairCount(last, by.query.split(' ')[0] ?? '') > 0;
  return { ...by, query: joins ? `${words} ${by.query}` : `${words} ${head}` };
}

/** What was looked for before, narrowed by what is said now. */
function merged(item: ItemMention, sought: ItemMention): ItemMention {
  const union = <T>(left: readonly T[] = [], right: readonly T[] = []): readonly T[] => [
    ...new Set([...left, ...right]),
  ];
  const diets = union(sought.filters.diets, item.filters.diets);
  const excludeAllergens = union(sought.filters.excludeAllergens, item.filters.excludeAllergens);
  return {
    ...sought,
    said: item.said === '' ? sought.said : `${sought.query}, ${item.said}`,
    reference: null,
    filters: {
      ...sought.filters,
      ...item.filters,
      ...(diets.length > 0 ? { diets } : {}),
      ...(excludeAllergens.length > 0 ? { excludeAllergens } : {}),
    },
    excludeTerms: union(sought.excludeTerms, item.excludeTerms),
    sort: item.sort === 'relevance' ? sought.sort : item.sort,
  };
}
