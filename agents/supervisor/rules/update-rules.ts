import { readAmount } from '#agents/supervisor/amount-reading.ts';
import { isInCart } from '#agents/supervisor/is-in-cart.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import { superlativeOf } from '#agents/supervisor/reference-reading.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';
import { readEachUpdate, readRelative, readUpdate } from './cart-line-readings.ts';

const OBJECT_STARTS = new Set('it that the my those them this these'.split(' '));

function capture(match: { readonly captures: Readonly<Record<string, readonly Token[]>> }, name = 'x') {
  return match.captures[name] ?? [];
}

/** "make it 3", "make the bananas six": an object, then an amount. */
function readMake(tokens: readonly Token[], context: RuleContext): RuleReading {
  // "make 3 bean chili" cooks
  if (!OBJECT_STARTS.has(tokens[0]?.text ?? '')) return null;
  // of "the bigger one", "one" counts nothing
  if (tokens.some(({ text }) => superlativeOf(text) !== null)) return null;
  for (let at = 1; at < tokens.length; at += 1) {
    const amount = readAmount(tokens, at, context.vocabulary);
    if (amount?.amount) return readUpdate(tokens.slice(0, at), tokens.slice(at), context);
  }
  return null;
}

/** What changes the quantity of a line. */
export const UPDATE_RULES: readonly Rule[] = [
  {
    name: 'update_cart',
    confidence: 0.976,
    patterns: [
      '(and|also)? (some more|more|another|another one|one more|the same again|some) of the same (one|thing|kind)? (too|as well|please)?',
      '(and|also)? another the same (please)?',
      '(and)? (the)? same (thing)? again (please)?',
      '(do|add|repeat) that|it|those|them again',
      'again',
      'once more|again',
      'one more time',
    ],
    read: (_match, context) => {
      const { last } = context.focus;
      const [line, ...others] = last?.lines ?? [];
      if (!line || others.length > 0) return null;
      const added = last?.kind === 'added' ? line.quantity : line.quantity - (line.from ?? line.quantity);
      return last?.kind !== 'removed' && added > 0 ? readRelative([], context, added, 'more') : null;
    },
  },
  {
    name: 'update_cart',
    confidence: 0.96,
    patterns: [
      '$change (the|my)? (quantity|amount|number|count) (of|for) +x to +y',
      '$change (the|my)? (quantity|amount|number|count) to +y',
      '$change|$raise|$lower +x (quantity|amount|count)? (up|down)? to +y',
      '(i|we) meant|mean|said +y',
      '(just|only|exactly) +y total|altogether|instead|please',
      '(just|only|exactly) +y',
      '+y in total|all',
      '+y total|altogether|instead',
      '(oh|ah)? (oops|whoops|sorry)? $i (only|just) (meant to (get|add|order|have)|want|need|wanted|needed|meant|asked for) +y (of)? (them|it|those)?',
      '$i want|need +y (of)? (them|it|those)? instead|total|altogether',
      '+y not +z',
      'instead of +z (make|have|get|do|put|i want|i need|give me|change it to|let us do)? (it|that|them)? +y',
      '$make? (it|that|them) +y instead of +z',
    ],
    read: (match, context) => {
      const y = capture(match, 'y');
      const amountFirst = readAmount(y, 0, context.vocabulary);
      if (!amountFirst?.amount) return null;
      if (match.captures.z && readAmount(match.captures.z, 0, context.vocabulary) === null) return null;
      const [first, second] = context.clause.tokens;
      const limits =
        ['just', 'only', 'exactly'].includes(first?.text ?? '') && context.cartProducts.length === 0;
      const insisted = (second?.text === 'said' || limits) && context.focus.pending === null;
      const items = insisted ? readItems(y, context) : [];
      // "I said two onions", and there are none: they are still wanted
      if (
        items.length > 0 &&
        items.every(({ query }) => query !== '' && !isInCart(query, context.cartProducts))
      )
        return { kind: 'intents', intents: [{ name: 'add_to_cart', confidence: 0.86, slots: { items } }] };
      return readEachUpdate(y, context) ?? readUpdate(capture(match), y, context);
    },
  },
  {
    name: 'update_cart',
    confidence: 0.962,
    patterns: ['$i (want|need|would like|will take|will have) +y of them|those|it'],
    read: (match, context) => {
      const amount = readAmount(capture(match, 'y'), 0, context.vocabulary)?.amount;
      // right after it was added, the whole number is told
      const total = context.focus.last?.kind === 'added' && amount?.mode === 'absolute';
      return total ? readUpdate([], capture(match, 'y'), context) : null;
    },
  },
  {
    name: 'update_cart',
    confidence: 0.96,
    patterns: ['plus|minus +y', '(just|only)? +y (is|are|will be|would be|should be) (enough|plenty)'],
    read: (match, context) => {
      const said = capture(match, 'y');
      const read = readAmount(said, 0, context.vocabulary);
      const sign = context.clause.tokens[0]?.text;
      const bare = read?.amount?.measure === null && read.next === said.length;
      if (!bare || context.cartProducts.length === 0) return null;
      if (sign !== 'plus' && sign !== 'minus') return readUpdate([], said, context);
      return readRelative([], context, read.amount?.value ?? 0, sign === 'plus' ? 'more' : 'fewer');
    },
  },
  {
    name: 'update_cart',
    confidence: 0.95,
    patterns: ['(the|my) +x to +y'],
    read: (match, context) => {
      const [object, said] = [capture(match), capture(match, 'y')];
      const read = readAmount(said, 0, context.vocabulary);
      const items = readItems(object, context, { ofCart: true });
      const held =
        items.length > 0 && items.every(({ query }) => query !== '' && isInCart(query, context.cartProducts));
      return held && read?.amount != null && read.next === said.length
        ? readUpdate(object, said, context)
        : null;
    },
  },
  {
    name: 'update_cart',
    confidence: 0.96,
    patterns: ['make +x'],
    read: (match, context) => readMake(capture(match), context),
  },
  {
    name: 'update_cart',
    confidence: 0.96,
    patterns: ['$raise|$lower|add|take|remove +x by +y', '$lower|remove|drop +x by +y'],
    read: (match, context) => {
      const amount = readAmount(capture(match, 'y'), 0, context.vocabulary)?.amount;
      const verb = context.clause.tokens[0]?.text ?? '';
      const mode = ['increase', 'raise', 'bump', 'up', 'add'].includes(verb) ? 'more' : 'fewer';
      return amount ? readRelative(capture(match), context, amount.value, mode) : null;
    },
  },
  {
    name: 'update_cart',
    confidence: 0.95,
    patterns: [
      '(make it|make that|make them)? double|twice (the|that|it|them|those|this|my|as|of)? *x',
      'double|twice *x',
    ],
    read: (match, context) => {
      const words = capture(match);
      const named = words.filter(
        (token) => !['as', 'many', 'much', 'amount', 'quantity', 'order', 'of'].includes(token.text),
      );
      const pair = context.vocabulary.pairCount('double', named[0]?.lemma ?? '') > 0;
      // "double stuf cookies" are a name, unless they are in the cart
      const [first] = context.clause.tokens;
      const bare =
        first?.text === 'double' && words.length > 0 && words.length === context.clause.tokens.length - 1;
      const name = words.map((token) => token.text).join(' ');
      if (bare && named.length === words.length && !isInCart(name, context.cartProducts)) return null;
      return pair ? null : readRelative(named, context, 2, 'factor');
    },
  },
  {
    name: 'update_cart',
    confidence: 0.95,
    patterns: ['triple *x', '(make it)? three times *x'],
    read: (match, context) => readRelative(capture(match), context, 3, 'factor'),
  },
  {
    name: 'update_cart',
    confidence: 0.95,
    patterns: [
      'halve *x',
      '(make it|cut it|cut that|only|just)? (by|in)? half (as many|as much|of (that|it|those|them)|that|the amount|the quantity) *x',
      'cut +x in half',
    ],
    read: (match, context) => readRelative(capture(match), context, 0.5, 'factor'),
  },
  {
    name: 'update_cart',
    confidence: 0.93,
    patterns: [
      '(make it|make that|add|give me|get me|i want|i need|i will take)? one|1 more',
      '(another|another one|one more please|add another|add another one)',
      'one|1? more of it|that|those|them|these|this',
    ],
    read: (match, context) => (match.literals > 0 ? readRelative([], context, 1, 'more') : null),
  },
  {
    name: 'update_cart',
    confidence: 0.93,
    patterns: [
      '(make it|make that|take|remove)? +y less|fewer (of (them|it|those|that))?',
      '(take|remove) +y off|away',
      '(take|remove) +y of them|those|it (off|away|out)?',
    ],
    read: (match, context) => {
      const amount = readAmount(capture(match, 'y'), 0, context.vocabulary);
      if (!amount?.amount || amount.next < capture(match, 'y').length) return null;
      return readRelative([], context, amount.amount.value, 'fewer');
    },
  },
];
