import type { IntentName, ItemMention, RoutedIntent } from './intent.ts';
import { isInCart } from './is-in-cart.ts';
import { namesNothing, withoutDescriptions, withoutGeneral } from './names-nothing.ts';
import { readNutrientWish } from './nutrient-wish.ts';
import type { ReadingContext } from './reading-context.ts';
import { refineSearch } from './refine-search.ts';

const NEEDS_CONTEXT: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'product_question',
  'compare',
  'search_products',
]);

const OF_ALL = new Set(
  (
    'add put get take want have buy order i will would like give me and then yes please in into to my the cart basket all ' +
    'of everything it that them those these lot rest ingredients whole thing things for us now needed need stuff just one'
  ).split(' '),
);

/** Whether a mention points at something that the conversation must have shown. */
function pointsBack(item: ItemMention): boolean {
  if (item.restore === true || item.reference === null) return false;
  switch (item.reference.kind) {
    case 'habit':
      return false;
    case 'superlative':
      return item.query === '';
    case 'deixis':
    case 'ordinal':
    case 'attribute':
    case 'other':
      return true;
  }
}

/** "find oat milk and add the cheapest": of what this message looks for, which nobody has seen yet. */
function fromThisMessage(intents: readonly RoutedIntent[]): readonly RoutedIntent[] {
  let sought: ItemMention | null = null;
  let lists = 0;
  return intents.map((said, at) => {
    const items = said.slots.items ?? [];
    if (said.name === 'search_products' || said.name === 'browse') {
      lists += said.name === 'browse' ? 1 : items.length;
      sought = items.length === 1 && lists === 1 ? (items[0] ?? null) : null;
    }
    const named = sought;
    const intent = lists === 0 ? said : ofFound(said, lists);
    if (intent.name === 'clarify') return intent;
    if (named === null || named.query === '') return intent;
    // "do you have rye bread and if so add one"
    const bare = intent.name === 'update_cart' && items.length === 1 && items[0]?.query === '' && at > 0;
    if (bare && items[0]?.amount?.mode === 'absolute' && !/^(?:it|that|them)\b/i.test(items[0].said))
      return { ...intent, name: 'add_to_cart', slots: { items: items.map((item) => meant(item, named)) } };
    if (intent.name !== 'add_to_cart') return intent;
    return { ...intent, slots: { ...intent.slots, items: items.map((item) => meant(item, named)) } };
  });
}

/** "show me yogurt and add the second one": counted in the list to come; of two lists it is not clear which. */
function ofFound(intent: RoutedIntent, lists: number): RoutedIntent {
  const items = intent.slots.items ?? [];
  const counts = items.filter(({ query, reference, restore }) => {
    const plural = reference?.kind === 'deixis' && reference.plural;
    const picks = plural || reference?.kind === 'ordinal' || reference?.kind === 'attribute';
    return query === '' && restore !== true && picks;
  });
  if (intent.name !== 'add_to_cart' || counts.length === 0) return intent;
  if (lists === 1) return { ...intent, slots: { ...intent.slots, ofFound: true } };
  const unclear = counts.map(({ said }) => said).join(', ');
  return { name: 'clarify', confidence: 0.85, slots: { unclear, items: counts } };
}

function meant(item: ItemMention, sought: ItemMention): ItemMention {
  const { reference } = item;
  // "if you have oat milk, add 2"
  if (reference === null && item.query === '' && item.amount !== null)
    return { ...sought, amount: item.amount };
  if (item.query !== '' || item.restore === true || reference === null) return item;
  if (reference.kind !== 'superlative' && !(reference.kind === 'deixis' && !reference.plural)) return item;
  const { query, filters, excludeTerms, sort } = sought;
  return {
    ...item,
    query,
    filters,
    excludeTerms,
    sort,
    reference: reference.kind === 'deixis' ? null : reference,
  };
}

/** "I want to make a curry, add everything": what the recipe needs. */
function fromRecipe(intents: readonly RoutedIntent[]): readonly RoutedIntent[] {
  const at = intents.findIndex((intent, index) => {
    const items = intents[index + 1]?.slots.items ?? [];
    const adds = intents[index + 1]?.name === 'add_to_cart' && items.length === 1;
    const [item] = items;
    if (intent.name !== 'recipe' || !adds || !item || item.restore === true) return false;
    // "…, add what I need"
    const generic =
      item.query !== '' && item.query.split(' ').every((word) => OF_ALL.has(word) || word === 'what');
    return generic || (item.query === '' && item.reference?.kind === 'deixis');
  });
  const recipe = intents[at];
  if (!recipe) return intents;
  const whole: RoutedIntent = { ...recipe, slots: { ...recipe.slots, addToCart: true } };
  return [...intents.slice(0, at), whole, ...intents.slice(at + 2)];
}

/** "buy it", while nothing is in the cart yet: the thing on the screen. */
function ofShown(said: string): ItemMention {
  return {
    said,
    query: '',
    amount: null,
    reference: { kind: 'deixis', plural: false },
    filters: {},
    excludeTerms: [],
    sort: 'relevance',
  };
}

/** "add it all", after a recipe was shown: what its dish needs. */
function fromShownRecipe(intent: RoutedIntent, context: ReadingContext): RoutedIntent {
  const { dish, shown } = context.focus;
  const buysOne =
    intent.name === 'confirm_order' && /\b(?:buy|order|get|take) (?:it|that|this)\b/i.test(context.source);
  if (buysOne && context.cartProducts.length === 0 && shown.length > 0)
    return { name: 'add_to_cart', confidence: 0.8, slots: { items: [ofShown(context.source)] } };
  const items = intent.slots.items ?? [];
  const [item] = items;
  if (dish == null) return intent;
  const whole: RoutedIntent = { name: 'recipe', confidence: 0.9, slots: { dish, addToCart: true } };
  const words = (intent.slots.dish ?? '').split(' ').filter(Boolean);
  const generic = intent.name === 'recipe' && words.length > 0 && words.every((word) => OF_ALL.has(word));
  if (generic) return { ...intent, slots: { ...intent.slots, dish } };
  const buysAll = intent.name === 'confirm_order' && /\b(?:everything|all)\b/i.test(context.source);
  if (buysAll && context.cartProducts.length === 0) return whole;
  if (item !== undefined && items.length === 1 && isAllBut(intent, item)) {
    return { ...whole, slots: { ...whole.slots, without: item.excludeTerms.map(leftOut) } };
  }
  if (intent.name !== 'add_to_cart' || !item || items.length !== 1) return intent;
  const { query, reference, amount, said } = item;
  const named = query !== '' && !query.split(' ').every((word) => OF_ALL.has(word));
  if (named || amount !== null || item.restore === true) return intent;
  if (query === '' && reference?.kind !== 'deixis') return intent;
  const all = reference?.kind === 'deixis' && reference.plural;
  const spoken = said.toLowerCase().split(/\s+/);
  const meansAll = spoken.some((word) =>
    ['all', 'everything', 'lot', 'rest', 'ingredients', 'stuff'].includes(word),
  );
  return (all || meansAll) && spoken.every((word) => OF_ALL.has(word)) ? whole : intent;
}

function leftOut(term: string): ItemMention {
  return { ...ofShown(term), query: term, reference: null };
}

/** "(add) everything except the beef" names nothing but what is left out. */
function isAllBut({ name }: RoutedIntent, item: ItemMention): boolean {
  const { query, reference, amount, excludeTerms, said } = item;
  const acts = name === 'add_to_cart' || name === 'search_products' || name === 'clarify';
  const [start = ''] = said.toLowerCase().split(/\b(?:except|but|without|excluding|minus|not|other|apart)\b/);
  const pointed = query === '' && (reference === null || reference.kind === 'deixis');
  const all = /\b(?:everything|all|them|it|those|these|lot|rest)\s*,?\s*$/.test(start);
  return acts && amount === null && excludeTerms.length > 0 && all && (pointed || OF_ALL.has(query));
}

/** "add two" of a list that was shown since the cart last changed: of that list, not of the line touched before. */
function ofShownList(intent: RoutedIntent, context: ReadingContext): RoutedIntent {
  const { shown, last, sought } = context.focus;
  const [item, ...others] = intent.slots.items ?? [];
  if (intent.name !== 'update_cart' || item === undefined || others.length > 0 || last !== null)
    return intent;
  // the one product just asked about, or anything while no line is there that could be changed
  const asked = shown.length === 1 || context.cartProducts.length === 0;
  if (shown.length === 0 || (sought == null && !asked)) return intent;
  if (item.query !== '' || item.amount?.mode === 'factor') return intent;
  if (item.reference?.kind !== 'deixis' || item.amount?.mode === 'fewer') return intent;
  // "make it 3" still speaks of the line
  if (/^(?:it|that|this|them|those|make|change)\b/i.test(item.said)) return intent;
  const amount = item.amount === null ? null : { ...item.amount, mode: 'absolute' as const };
  return { ...intent, name: 'add_to_cart', slots: { items: [{ ...item, amount }] } };
}

/** "lose the chips", when they were only asked about: the question is dropped. */
function ofOpenQuestion(intent: RoutedIntent, { focus, cartProducts }: ReadingContext): RoutedIntent {
  const items = intent.slots.items ?? [];
  const command = focus.pending?.command;
  if (intent.name !== 'remove_from_cart' || command?.kind !== 'choose_to_add' || items.length !== 1)
    return intent;
  const asked = isInCart(items[0]?.query ?? '', [{ name: command.query ?? '' }]);
  const held = isInCart(items[0]?.query ?? '', cartProducts);
  return asked && !held ? { name: 'decline', confidence: 0.85, slots: {} } : intent;
}

/** Recipes leave out what the shopper said, now or before, to have at home. */
function withStock(intents: readonly RoutedIntent[], { focus }: ReadingContext): readonly RoutedIntent[] {
  const now = intents.flatMap(({ name, slots }) => (name === 'small_talk' ? (slots.atHome ?? []) : []));
  const atHome = [...new Set([...(focus.atHome ?? []), ...now])];
  if (atHome.length === 0) return intents;
  return intents.map((intent) =>
    intent.name === 'recipe' ? { ...intent, slots: { ...intent.slots, atHome } } : intent,
  );
}

/** "anything but decaf coffee": coffee, and not decaf. */
function ofKindExcluded(intent: RoutedIntent): RoutedIntent {
  const [item, ...others] = intent.slots.items ?? [];
  if (intent.name !== 'search_products' || item === undefined || others.length > 0) return intent;
  const [term, ...more] = item.excludeTerms;
  const words = term?.split(' ') ?? [];
  const kind = words.at(-1);
  const free = item.query !== '' || item.reference !== null || Object.keys(item.filters).length > 0;
  if (free || kind === undefined || words.length < 2 || more.length > 0) return intent;
  const without = { ...item, query: kind, excludeTerms: [words.slice(0, -1).join(' ')] };
  return { ...intent, slots: { ...intent.slots, items: [without] } };
}

/** "One of those rotisserie chickens", "some of that olive oil": of a kind that both know, shown or not. */
function namedAll(item: ItemMention): ItemMention {
  const ofKind =
    item.query !== '' &&
    item.reference?.kind === 'deixis' &&
    /\bof (?:those|these|that|this)\b/i.test(item.said);
  return ofKind ? { ...item, reference: null } : item;
}

/** What points at nothing becomes one question: "this cheese" before any cheese was shown. */
export function settleReferences(
  said: readonly RoutedIntent[],
  context: ReadingContext,
): readonly RoutedIntent[] {
  const read = fromThisMessage(fromRecipe(said)).map((spoken) => {
    const intent = readNutrientWish(spoken, context);
    return refineSearch(
      ofShownList(fromShownRecipe(ofOpenQuestion(intent, context), context), context),
      context,
    );
  });
  const intents = withStock(read.map(ofKindExcluded), context).map((intent): RoutedIntent => {
    const [item, ...others] = intent.slots.items ?? [];
    const allBut = item !== undefined && others.length === 0 && item.query !== '' && isAllBut(intent, item);
    if (!namesNothing(intent) && !allBut) return intent;
    const unclear = (intent.slots.items ?? []).map((item) => item.said).join(', ');
    return { name: 'clarify', confidence: 0.8, slots: { unclear } };
  });
  const told = intents.map(withoutGeneral).flatMap(withoutDescriptions);
  const { shown, touched, removed, pending } = context.focus;
  const nothingShown = shown.length === 0 && touched.length === 0 && removed.length === 0 && pending === null;
  if (!nothingShown) return told;
  return told.flatMap((intent) => {
    const items = intent.slots.items ?? [];
    if (intent.slots.ofFound === true) return [intent];
    const asksOfCart = intent.name === 'product_question' || intent.name === 'compare';
    if (!NEEDS_CONTEXT.has(intent.name) || (asksOfCart && context.cartProducts.length > 0)) return [intent];
    const named = items.map(namedAll);
    const lost = named.filter(pointsBack);
    if (lost.length === 0)
      return items.length === 0 ? [intent] : [{ ...intent, slots: { ...intent.slots, items: named } }];
    const kept = named.filter((item) => !pointsBack(item));
    const clarify: RoutedIntent = {
      name: 'clarify',
      confidence: 0.9,
      slots: { unclear: [...new Set(lost.map((item) => item.said))].join(', '), items: lost },
    };
    return kept.length === 0 ? [clarify] : [{ ...intent, slots: { ...intent.slots, items: kept } }, clarify];
  });
}
