import { readAmount } from '#agents/supervisor/amount-reading.ts';
import { completed } from '#agents/supervisor/complete-item.ts';
import type { ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';
import { isInCart } from '#agents/supervisor/is-in-cart.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { preparedAlike } from '#agents/supervisor/prepared-alike.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { type Token, wordsAsSaid } from '#agents/supervisor/token.ts';
import { readVariant } from '#agents/supervisor/variant-reading.ts';
import { readUpdate } from './cart-line-readings.ts';
import { amountMention, isBareAmount, itReference } from './mentions.ts';

function capture(match: { readonly captures: Readonly<Record<string, readonly Token[]>> }, name = 'x') {
  return match.captures[name] ?? [];
}

function readRemove(tokens: readonly Token[], context: RuleContext, confidence?: number): RuleReading {
  const said = tokens.map((token) => token.text).join(' ');
  if (
    /^(?:everything|all|all (?:of )?(?:it|them|the items|items)|all of my items|every item)(?: (?:that )?i (?:have )?added)?$/.test(
      said,
    )
  )
    return { kind: 'intents', intents: [{ name: 'clear_cart', confidence: 0.93, slots: {} }] };
  const items = readItems(tokens, context, { ofCart: true });
  const [only] = items;
  const counted =
    only?.amount && only.amount.measure === null && only.amount.mode === 'absolute' ? only.amount : null;
  const whole = ['the', 'my', 'both', 'all', 'a', 'an'].includes(tokens[0]?.text ?? '');
  // "remove two bananas" leaves the other bananas; "remove the two milks" leaves none
  if (items.length === 1 && only && counted && !whole) {
    // "remove half of the apples" leaves the other half
    const left =
      counted.value < 1
        ? { ...counted, value: 1 - counted.value, mode: 'factor' as const }
        : { ...counted, mode: 'fewer' as const };
    const item = { ...only, amount: left };
    const pointed = isBareAmount(item) ? itReference(item) : item;
    return {
      kind: 'intents',
      intents: [{ name: 'update_cart', confidence: 0.9, slots: { items: [pointed] } }],
    };
  }
  return items.length === 0 ? null : slots({ items }, confidence);
}

/** "swap the milk for oat milk": one out, the other in. */
function readSwap(out: readonly Token[], into: readonly Token[], context: RuleContext): RuleReading {
  const gone = readItems(out, context, { ofCart: true });
  const variant = readVariant(into, context);
  if (variant !== null && gone.length > 0) return swapFor(gone, variant);
  const wanted = readItems(into, context);
  if (gone.length === 0 || wanted.length === 0) return null;
  // "can I swap milk for water?" asks the cook, unless the cart holds it
  const asks =
    context.clause.opening === 'may' || (context.clause.opening === 'none' && context.clause.question);
  if (asks && !gone.some((item) => isInCart(item.query, context.cartProducts))) return null;
  const [left] = gone;
  const name = left?.query === '' ? (context.focus.touched[0]?.product.name ?? '') : (left?.query ?? '');
  const instead = wanted.map((item) => {
    // "a lemon" is whole as it stands; "almond", for milk, is not
    const described = item.query === '' && item.reference?.kind === 'attribute';
    const whole = (item.query === '' && !described) || gone.length > 1 || /^an? /i.test(item.said);
    const meant = whole ? item : completed(item, name, context.vocabulary, true);
    return { ...preparedAlike(meant, gone, context), replaces: true };
  });
  const intents: readonly RoutedIntent[] = [
    { name: 'remove_from_cart', confidence: 0.88, slots: { items: gone } },
    { name: 'add_to_cart', confidence: 0.88, slots: { items: instead } },
  ];
  return { kind: 'intents', intents };
}

/** "swap the butter for a cheaper one": another of its kind goes in. */
export function swapFor(gone: readonly ItemMention[], variant: ItemMention): RuleReading {
  return {
    kind: 'intents',
    intents: [
      { name: 'remove_from_cart', confidence: 0.88, slots: { items: gone } },
      { name: 'add_to_cart', confidence: 0.88, slots: { items: [variant] } },
    ],
  };
}

/** "not the salted butter, the unsalted": the second is wanted; it is the line's place that it takes, if there is one. */
function readContrast(
  unwanted: readonly Token[],
  wanted: readonly Token[],
  context: RuleContext,
): RuleReading {
  const gone = readItems(unwanted, context, { ofCart: true });
  const [item, ...others] = readItems(wanted, context);
  const [left] = gone;
  if (item === undefined || left === undefined || others.length > 0 || gone.length > 1) return null;
  if (left.query === '' || item.query === '' || left.amount !== null || item.amount !== null) return null;
  const meant = completed(item, left.query, context.vocabulary, true);
  if (isInCart(left.query, context.cartProducts)) return swapFor(gone, { ...meant, replaces: true });
  return context.cartProducts.some(({ name }) => isInCart(item.query, [{ name }]))
    ? null
    : slots({ items: [{ ...meant, excludeTerms: [...meant.excludeTerms, left.query] }] });
}

/** "not the gluten free ones": the list without what is so called. */
function readNotOnes(said: readonly Token[], context: RuleContext): RuleReading {
  const words = said.slice(0, -1).map(({ text }) => text);
  const mention = amountMention(context.source, context.clause.tokens, null);
  const item = { ...mention, excludeTerms: [words.join(' ')] };
  return {
    kind: 'intents',
    intents: [{ name: 'search_products', confidence: 0.86, slots: { items: [item] } }],
  };
}

/** "remove all but one apple" says how many stay; "remove everything except the milk" what stays. */
function readAllBut(match: PatternMatch, context: RuleContext): RuleReading {
  const kept = readItems(capture(match), context, { ofCart: true });
  const [only] = kept;
  if (kept.length === 1 && only?.amount?.mode === 'absolute')
    return { kind: 'intents', intents: [{ name: 'update_cart', confidence: 0.9, slots: { items: kept } }] };
  const stays = (name: string): boolean => kept.some(({ query }) => isInCart(query, [{ name }]));
  const named = kept.filter(({ query }) => query !== '');
  const unclear = wordsAsSaid(context.source, context.clause.tokens);
  if (named.length === 0 || !context.cartProducts.some(({ name }) => stays(name)))
    return { kind: 'intents', intents: [{ name: 'clarify', confidence: 0.8, slots: { unclear } }] };
  const items = context.cartProducts
    .filter(({ name }) => !stays(name))
    .map(({ name }) => ({
      ...amountMention(context.source, context.clause.tokens, null),
      said: name,
      query: name.toLowerCase(),
    }));
  return items.length === 0
    ? { kind: 'intents', intents: [{ name: 'decline', confidence: 0.8, slots: {} }] }
    : slots({ items });
}

/** What takes things out of the cart, trades them, or takes the last change back. */
export const REMOVE_RULES: readonly Rule[] = [
  {
    name: 'remove_from_cart',
    confidence: 0.976,
    patterns: [
      '$remove|clear|empty|take (out|off)? (everything|all|all of it|all of them|all the items|the rest|all of the items) (in (my|the) cart)? except|but (for)? +x',
      '$remove|take (out)? all +z but|except +x',
      'keep only|just +x',
      'only keep +x',
    ],
    read: readAllBut,
  },
  {
    name: 'clear_cart',
    confidence: 0.966,
    patterns: [
      '$i do not (want|need) (anything|any of it|any of this|any of that|any of them|all of this|all this) (any more|after all|now)',
    ],
    read: (_match, { cartProducts }) =>
      cartProducts.length > 0
        ? slots({})
        : { kind: 'intents', intents: [{ name: 'decline', confidence: 0.8, slots: {} }] },
  },
  {
    name: 'remove_from_cart',
    confidence: 0.95,
    patterns: [
      '$remove (all)? +x from|off|out (of)? @cart',
      '$remove (all)? +x (off|out)',
      '$remove +x',
      'take (out|off|away) +x (from|of) @cart',
      'take (out|off|away) +x',
      'take +x out|off|away|from (of|from)? @cart',
      'take +x out|off|away (again)?',
      'get rid of +x',
      'leave|pull +x out',
      'leave|pull out +x',
      'put +x back on the shelf',
      'throw|toss +x out|away',
      '(forget|skip|cancel|hold|reject) the|my|those|these +x',
      'cancel +x from @cart',
    ],
    read: (match, context) => readRemove(capture(match), context),
  },
  {
    name: 'search_products',
    confidence: 0.975,
    patterns: [
      'not|no|without (the|a|any)? +x ,|but (rather)? (the|a|an|some) +y',
      '(the|a|an|some)? +y ,|and not the +x',
    ],
    read: (match, context) => readContrast(capture(match), capture(match, 'y'), context),
  },
  {
    name: 'remove_from_cart',
    confidence: 0.86,
    patterns: [
      '$i do not (want|need) the|my|that|those|it|them +x any more',
      '$i do not (want|need) +x (any more|after all|now)',
      '$i do not (want|need) +x',
      '$i (have)? changed my mind about|on +x',
      'never mind (the|about|about the|my) +x',
      'no more +x',
      '$i no longer want|need +x',
      'not the +x',
    ],
    read: (match, context) => {
      const said = capture(match);
      // "no more than 2 avocados" wants two
      if (said[0]?.text === 'than') return null;
      const narrows = said.at(-1)?.text === 'ones' && context.focus.sought != null;
      // "not the flavoured ones", said of a list
      if (narrows && context.clause.tokens[0]?.text === 'not') return readNotOnes(said, context);
      return readRemove(said.length > 0 ? said : context.clause.tokens, context);
    },
  },
  {
    name: 'remove_from_cart',
    confidence: 0.96,
    patterns: [
      '(swap|replace|exchange|switch|substitute|trade) (out)? +x (for|with|by|to|into) +y',
      '(upgrade|downgrade|upsize|downsize|move) +x to +y',
      '(change|switch) +x (for|to) (the|some|a|an)? +y',
    ],
    read: (match, context) => {
      const into = capture(match, 'y');
      const amount = readAmount(into, 0, context.vocabulary);
      if (amount?.amount && amount.next >= into.length) return null;
      const quantity = capture(match).some((token) =>
        ['quantity', 'amount', 'number', 'count'].includes(token.text),
      );
      return quantity ? null : readSwap(capture(match), into, context);
    },
  },
  {
    name: 'remove_from_cart',
    confidence: 0.94,
    patterns: [
      '(get|give|add|take|want|use) (me)? +y instead of +x',
      '$i (want|would like|will have|will take) +y instead of +x',
      '+y instead of +x',
      'instead of +x (get|give|add|take|use|have|want|put in) (me)? +y',
      'instead of +x $i (want|would like|will have|will take|need) +y',
    ],
    read: (match, context) => {
      const wanted = readAmount(capture(match, 'y'), 0, context.vocabulary);
      const replaced = readAmount(capture(match), 0, context.vocabulary);
      const both = wanted?.amount && replaced?.amount && wanted.next >= capture(match, 'y').length;
      return both
        ? readUpdate([], capture(match, 'y'), context)
        : readSwap(capture(match), capture(match, 'y'), context);
    },
  },
  {
    name: 'undo',
    confidence: 0.97,
    patterns: [
      'undo *',
      'revert *',
      'take that back',
      'roll (that|it)? back',
      'go back (one|a step|one step)?',
      'cancel that|it',
      'scratch that',
      'reverse (that|it|the last change)',
      'change it|that back',
      'put it|that|things|everything back (to)? (how|the way|as) *',
      'that was a mistake',
      '(cancel|forget) the last (one|item|change|thing|action)',
      'oops',
      '$i did not mean (to do)? that',
    ],
  },
  {
    name: 'clear_cart',
    confidence: 0.97,
    patterns: [
      '$empty (out)? (all of|everything in|everything from|everything out of)? $my? (whole|entire|shopping)? cart|basket|bag|trolley (out|please|completely)?',
      '$remove|empty|take (out)? everything|all (of it|of them|items|the items|products)? (out)? (from|of|in|out of)? $my? (cart|basket|bag|trolley)?',
      'clear|empty|wipe|reset|dump (it|everything|all|all of it|it all) (out|all|completely)?',
      'get rid of (everything|it all|all of it|my cart|the whole cart)',
      'start (over|again|fresh|afresh|from scratch|a new cart|a new list|a new order)',
      'throw (everything|it all) (out|away)',
      'take everything out (of (my|the) (cart|basket))?',
      '(remove|delete|clear) (my|the) (whole|entire)? (cart|basket|list|order)',
    ],
  },
];
