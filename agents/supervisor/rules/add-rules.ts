import type { Reference } from '#agents/supervisor/intent.ts';
import { isInCart } from '#agents/supervisor/is-in-cart.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import { lemmaOf } from '#agents/supervisor/lemma.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { type Token, wordsAsSaid } from '#agents/supervisor/token.ts';
import { addItems, amountMention, itReference } from './mentions.ts';

function capture(match: { readonly captures: Readonly<Record<string, readonly Token[]>> }, name = 'x') {
  return match.captures[name] ?? [];
}

/** Adds what was captured; only an amount ("add 3 more") changes the line touched last. */
function readAdd(tokens: readonly Token[], context: RuleContext, confidence = 0.95): RuleReading {
  const items = readItems(tokens, context);
  if (items.length === 0) return null;
  return addItems(items, confidence);
}

/** "like last time": exactly that thing is wanted. */
function isAsBefore(reference: Reference | null): boolean {
  return reference?.kind === 'habit' && reference.which !== undefined;
}

/** "I want milk" looks for milk; "I want 3 lemons" says how many to add. */
function readWanted(tokens: readonly Token[], context: RuleContext): RuleReading {
  const items = readItems(tokens, context);
  if (items.length === 0) return null;
  const explicit = items.some(({ amount, reference }) => amount !== null || isAsBefore(reference));
  if (items.every((item) => item.reference !== null && item.query === '')) return addItems(items, 0.86);
  return explicit
    ? addItems(items, 0.8)
    : { kind: 'intents', intents: [{ name: 'search_products', confidence: 0.88, slots: { items } }] };
}

const TELLING = new Set(
  'i we he she they my our me that is are am was has have like likes love loves prefer hate hates allergic can not never'.split(
    ' ',
  ),
);
const TAKEN_OUT = new Set(
  'thing things item items what whatever that it which i we you just have had last removed deleted dropped took taken out off away of the cart'.split(
    ' ',
  ),
);

function readRestore(tokens: readonly Token[], context: RuleContext): RuleReading {
  // "what I removed" is told by when, not by name
  const items = tokens.every(({ text }) => TAKEN_OUT.has(text)) ? [] : readItems(tokens, context);
  const said = wordsAsSaid(context.source, context.clause.tokens);
  const base =
    items.length > 0 ? items : [itReference(amountMention(context.source, context.clause.tokens, null))];
  return slots({
    items: base.map((item) => ({ ...item, said: items.length > 0 ? item.said : said, restore: true })),
  });
}

/** What puts things into the cart, and what only says that they are wanted. */
export const ADD_RULES: readonly Rule[] = [
  {
    name: 'add_to_cart',
    confidence: 0.97,
    patterns: [
      '$add +x $into @cart (please)?',
      'put $me down for +x',
      '(throw|toss|put|pop|stick) in +x',
      '$add +x in there',
      '(get|take|drop|place|have|want|move|need) +x (in|into|to|onto|on) @cart',
    ],
    read: (match, context) => readAdd(capture(match), context),
  },
  {
    name: 'add_to_cart',
    confidence: 0.94,
    patterns: [
      '(then|so|ok|okay|yes)? ($add|get|put|give) (me|us|in)? some (of (it|that|this|them|those))? (then|please|in|to my cart|in my cart)?',
    ],
    read: (_match, { source, clause, focus }) =>
      focus.shown.length === 1 || focus.answered != null
        ? slots({ items: [itReference(amountMention(source, clause.tokens, null))] })
        : null,
  },
  {
    name: 'add_to_cart',
    confidence: 0.966,
    patterns: [
      '(oops|oh|sorry|wait)? $i? (almost|totally|nearly|completely)? forgot|forgotten (to (add|get|buy|order|mention|say|put in|include))? (about)? +x',
    ],
    read: (match, context) => {
      const items = readItems(capture(match), context);
      const named = items.length > 0 && items.every(({ query }) => query !== '');
      const known = items.some(({ query }) =>
        query.split(' ').some((word) => context.vocabulary.count(lemmaOf(word)) > 0),
      );
      return named && known ? addItems(items, 0.84) : null;
    },
  },
  {
    name: 'add_to_cart',
    confidence: 0.93,
    patterns: [
      '(oh|ah|and|also|please)? (do not|never) (let me)? forget (to (add|get|buy|order|include|put in|pick up))? (about)? +x',
      '(oh|ah|and|also|please)? remember (to (add|get|buy|order|include|put in|pick up))? +x',
    ],
    read: (match, context) => {
      const words = capture(match);
      // "remember that I am vegan" tells of somebody
      if (words.some(({ text }) => TELLING.has(text))) return null;
      const items = readItems(words, context);
      const sold = items.every(({ query }) =>
        context.vocabulary.isShoppable(lemmaOf(query.split(' ').at(-1) ?? '')),
      );
      if (items.length === 0 || !sold) return null;
      const held = items.every(({ query }) => isInCart(query, context.cartProducts));
      return held
        ? { kind: 'intents', intents: [{ name: 'show_cart', confidence: 0.85, slots: { items } }] }
        : addItems(items, 0.85);
    },
  },
  {
    name: 'add_to_cart',
    confidence: 0.972,
    patterns: ['$add $into @cart (please)?', '$add (it|this|that)? $into @cart'],
    read: (_match, context) =>
      addItems([itReference(amountMention(context.source, context.clause.tokens, null))], 0.9),
  },
  {
    name: 'add_to_cart',
    confidence: 0.955,
    patterns: ['$add $into? @cart +x', '$add $me? +x too|also|in|instead'],
    read: (match, context) => readAdd(capture(match), context),
  },
  {
    name: 'add_to_cart',
    confidence: 0.95,
    patterns: [
      '$add $me? +x',
      'chuck|bung|fling|lob|sling|whack in +x',
      'chuck|bung|fling|lob|sling|whack +x in (there|@cart|the mix|with it|as well|too)?',
    ],
    read: (match, context) => readAdd(capture(match), context),
  },
  {
    name: 'add_to_cart',
    confidence: 0.92,
    patterns: [
      '(get|give|grab|fetch|bring|order|buy|pick|send|hand|set|hook) $me (up with)? +x',
      '$i will|shall (just|also|probably)? (take|have|get|grab|buy|order|do|try) +x',
      '$i will|shall (just|also)? go with|for +x',
      '$i am going to|with (take|have|get|grab|buy|order|go)? (with|for)? +x',
      'let $me? (get|have|take|grab|do|order|try) +x',
      'do +x (to|in|into) @cart',
      'set $me up with +x',
      'sign $me up for +x',
    ],
    read: (match, context) => readAdd(capture(match), context, 0.92),
  },
  {
    name: 'add_to_cart',
    confidence: 0.88,
    patterns: [
      'get|grab|buy|order|purchase|take|have|pick|try|do (up)? +x',
      'go with|for +x',
      'place an|my|the order for +x',
    ],
    read: (match, context) => {
      const { opening, tokens } = context.clause;
      const verb = tokens[0]?.text ?? '';
      if ((verb === 'have' || verb === 'do') && opening !== 'may') return null;
      if (opening === 'wish' && verb !== 'order') return readWanted(capture(match), context);
      const items = readItems(capture(match), context);
      const orderIt =
        ['order', 'buy', 'purchase'].includes(verb) &&
        items.length === 1 &&
        items[0]?.reference?.kind === 'deixis' &&
        items[0].query === '';
      if (orderIt && items[0]?.amount === null)
        return { kind: 'intents', intents: [{ name: 'confirm_order', confidence: 0.86, slots: {} }] };
      return items.length === 0 ? null : addItems(items, 0.88);
    },
  },
  {
    name: 'search_products',
    confidence: 0.87,
    patterns: [
      '$i (really|also|just|still|only)? need|want|require|needed|wanted (to have|some more)? +x',
      '$i (would|will|do) (really|also)? (like|love|need|want|have) (to have|to get|to buy)? +x',
      '$i could use|do (with)? +x',
      '$i (had)? (asked|ask) (you)? for +x',
      'need|want +x',
    ],
    read: (match, context) => readWanted(capture(match), context),
  },
  {
    name: 'add_to_cart',
    confidence: 0.975,
    patterns: [
      '(add|bring|put|get|want|need) +x back (in|again|please)? (to|in|into)? (my|the)? (cart|basket|bag)?',
      '(add|bring|put|get|take) back +x',
      '$i want +x back (in (my|the) (cart|basket))?',
      'restore +x',
      're add +x',
    ],
    read: (match, context) => {
      const put = context.clause.tokens[0]?.text === 'put';
      // without anything taken out, "put it back" means the last change
      const bare = put && context.focus.removed.length === 0 && context.clause.tokens.length <= 4;
      if (bare && context.focus.last !== null)
        return { kind: 'intents', intents: [{ name: 'undo', confidence: 0.85, slots: {} }] };
      return readRestore(capture(match), context);
    },
  },
];
