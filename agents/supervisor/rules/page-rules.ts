import { kindName } from '#agents/supervisor/complete-item.ts';
import type { DialogueFocus } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention, PageWanted, RoutedIntent } from '#agents/supervisor/intent.ts';
import { isInCart } from '#agents/supervisor/is-in-cart.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import { smallNumberOf } from '#agents/supervisor/number-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { shownMeant } from '#agents/supervisor/shown-meant.ts';
import { amountMention } from './mentions.ts';

/** Another page of the list on the screen; null when there is none. */
function pageOf({ list, sought }: DialogueFocus, page: PageWanted): readonly RoutedIntent[] | null {
  const base: readonly RoutedIntent[] =
    list?.intents ??
    (sought == null ? [] : [{ name: 'search_products', confidence: 0.94, slots: { items: sought } }]);
  if (base.length === 0) return null;
  return base.map(({ name, slots: wanted }) => ({ name, confidence: 0.95, slots: { ...wanted, page } }));
}

function turnTo(context: RuleContext, page: PageWanted): RuleReading {
  const intents = pageOf(context.focus, page);
  return intents === null ? null : { kind: 'intents', intents };
}

/** "what else do you have", said to "which cheese?": cheeses beside those offered. */
function besideOffered({ focus }: RuleContext): RuleReading {
  const command = focus.pending?.command;
  if (command?.kind !== 'choose_to_add' || command.query === undefined) return null;
  const beside = (focus.pending?.options ?? []).flatMap(({ productId }) => productId ?? []);
  const item = { ...wanting(command.query), amount: command.amount ?? null };
  return slots({ items: [item], beside });
}

function wanting(query: string): ItemMention {
  return {
    said: query,
    query,
    amount: null,
    reference: null,
    filters: {},
    excludeTerms: [],
    sort: 'relevance',
  };
}

function readNext(_match: PatternMatch, context: RuleContext): RuleReading {
  const { list, sought, pending, shown } = context.focus;
  if (pending !== null) return besideOffered(context);
  if (list != null || sought != null) return turnTo(context, 'next');
  if (shown.length > 0) return null;
  const mention = amountMention(context.source, context.clause.tokens, null);
  return slots({ items: [{ ...mention, reference: { kind: 'deixis', plural: true } }] });
}

/** "show all": the list on the screen, in the order that it has for everybody. */
function readAll(_match: PatternMatch, { focus }: RuleContext): RuleReading {
  const { list, sought, pending } = focus;
  if (pending !== null) return null;
  const base: readonly RoutedIntent[] =
    list?.intents ??
    (sought == null ? [] : [{ name: 'search_products', confidence: 0.94, slots: { items: sought } }]);
  const intents = base.map(({ name, slots: { page: _, ...wanted } }) => {
    return { name, confidence: 0.95, slots: { ...wanted, plain: true } };
  });
  return intents.length === 0 ? null : { kind: 'intents', intents };
}

/** Said by itself this may speak of other things, so it turns the page only of a list shown since the cart changed. */
function readBareNext(match: PatternMatch, context: RuleContext): RuleReading {
  const { last, list, sought, pending } = context.focus;
  if (pending !== null) return besideOffered(context);
  return last == null && (list != null || sought != null) ? readNext(match, context) : null;
}

function readPrevious(_match: PatternMatch, context: RuleContext): RuleReading {
  return context.focus.pending === null ? turnTo(context, 'previous') : null;
}

/** "go back", while a list is what happened last; otherwise it is the cart's last change that is taken back. */
function readBack(match: PatternMatch, context: RuleContext): RuleReading {
  return context.focus.last == null ? readPrevious(match, context) : null;
}

function readNumbered({ captures }: PatternMatch, context: RuleContext): RuleReading {
  const [token, ...others] = captures.x ?? [];
  if (token === undefined || others.length > 0) return null;
  const place = PLACES.indexOf(token.text) + 1;
  const number = place > 0 ? place : (token.value ?? smallNumberOf(token.text));
  if (number === null || !Number.isInteger(number) || number < 1) return null;
  return turnTo(context, number);
}

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth'];

/** "show me more bread", while bread is on the screen: the next page of that; else it is looked for. */
function readMoreOf({ captures }: PatternMatch, context: RuleContext): RuleReading {
  const items = readItems(captures.x ?? [], context);
  const [item] = items;
  const { list, pending } = context.focus;
  if (item === undefined || items.length > 1 || pending !== null || item.query === '') return null;
  if (Object.keys(item.filters).length > 0 || item.excludeTerms.length > 0 || item.sort !== 'relevance')
    return null;
  for (const intent of list?.intents ?? []) {
    const meant = (intent.slots.items ?? []).filter(
      ({ query }) => isInCart(item.query, [{ name: query }]) && isInCart(query, [{ name: item.query }]),
    );
    if (meant.length > 0) return slots({ ...intent.slots, items: meant, page: 'next' });
  }
  return null;
}

/** "more like the second": the same kind of thing, without those that were pointed at. */
function readAlike({ captures }: PatternMatch, context: RuleContext): RuleReading {
  const meant = shownMeant(captures.x ?? [], context);
  if (meant === null) return null;
  const [only, ...others] = meant;
  if (only === undefined) return null;
  // "more like these" goes on with the list
  if (others.length > 0) return turnTo(context, 'next');
  const query = kindName(only.name, context.vocabulary);
  if (query === '') return null;
  return slots({ items: [{ ...wanting(query), said: `like ${only.name}` }], beside: [only.productId] });
}

const THINGS =
  '(options|results|products|choices|ones|suggestions|alternatives|items|brands|kinds|types|sorts|varieties|selections|stuff|things|of them|of those|of these|of it|like (these|those|that|them))';
const GIVE =
  '(show|see|give|list|display|load|get|bring up|pull up|view|let me see|can i see|may i see|i want|i would like|i want to see|i would like to see|do you have|have you got|are there|is there|got|have you)';

const PLAIN = '(plain|unpersonalized|unpersonalised|neutral|normal|default|standard)';

/** Turning the pages of a list. */
export const PAGE_RULES: readonly Rule[] = [
  {
    name: 'search_products',
    confidence: 0.985,
    patterns: [
      '(show|see|give|list|display|let me see|i want to see) (me)? (all|everything|them all|all results|all the results|all of them|all of those|all products)',
      `(show|see|give|list|display|use|let me see|i want to see) (me)? (it|them|these|those|this)? (in)? (the|a)? ${PLAIN} (order|list|results|view|ranking)`,
      '(show|give|list) (me)? (it|them|these|those|the list|the results) (without|with no) (personalization|personalisation|my history|my habits|what you know of me|what you know about me)',
    ],
    read: readAll,
  },
  {
    name: 'search_products',
    confidence: 0.978,
    patterns: [
      `${GIVE} (me)? (the|a|some|any|a few|all|all the)? (more|other|others|another|else|different|additional|further|next|remaining|rest|following) ${THINGS}? (that|which)? (you have|do you have|are there|there are|please)?`,
      `${GIVE} (me)? (any|anything|something|what|some)? else (to show|for me)?`,
      `(some|any|a few|what|which)? (more|other|different|additional|further|remaining) ${THINGS} (do you have|have you got|are there|please|you have|got)?`,
      '(what|anything|something) else (do you have|have you got|is there|do you carry|do you sell|can you show me|you got|you have|got)',
      '(is that|are these|are those|is this|are they|was that) (all|it|everything|the only ones|all of them|all there is) (you have|you have got|there is|there are|that you have|you got|do you have)?',
      '(any|anything|are there any|do you have any|have you got any|is there any|got any) (others|more|other ones|further ones)',
      '(the|show|see|go to|give me|show me|see|load)? (me)? (the)? next (page|ones|one|results|batch|set|lot|few|options|group|screen|bunch|list|products|items|5|10|20|five|ten|twenty) (please|of results|of them|of those)?',
      '(show|give|see) (me)? (the)? (next|following|remaining|rest) *',
      '(show|see|load|view|give|list) (me)? (some|a few|even|any)? more',
      '(the)? (rest|remaining|remaining ones|others) (of them|of those|of the list|of the results|please)?',
      'scroll (down|further|on)',
      'keep (scrolling|showing|listing) *',
    ],
    read: readNext,
  },
  {
    name: 'search_products',
    confidence: 0.979,
    patterns: [
      'next|more|others|continue (please)?',
      '(and)? (some|even)? more (please)?',
      '(what|anything|something|who|any thing) else',
      'keep going|looking',
      'go on|further',
      'other ones|options|results|suggestions|choices',
      'is that all|it',
    ],
    read: readBareNext,
  },
  {
    name: 'search_products',
    confidence: 0.983,
    patterns: [
      '(go|take me|bring me|can you go|let us go|going|move|jump|scroll|turn|flip)? back (to)? (the)? (previous|last|earlier|prior|other|original)? (page|ones|one|results|list|options|screen|products|items|batch|set)',
      '(go|take me|bring me|jump|turn)? back (a|one) (page|screen)',
      '(show|see|give|go to|display|let me see|view) (me)? (the|those)? (previous|earlier|prior|preceding) (page|ones|one|results|list|options|screen|products|items|batch|set)? (again|please)?',
      '(the)? (previous|earlier|prior|preceding) (page|ones|results|list|options|screen|products|items|batch|set) (again|please)?',
      '(show|see|give) (me)? (the ones|what you had|what you showed|what you showed me|those) (from)? before (these|those|that)?',
      '(the ones|those) (from)? before (these|those|that)?',
      'page back|up',
      'scroll (back)? up',
    ],
    read: readPrevious,
  },
  {
    name: 'search_products',
    confidence: 0.983,
    patterns: [
      '(go|take me|bring me|can you go|let us go|move|scroll|turn|flip)? back (please|again)?',
      'go back (a|one) step',
      '(the)? previous (please|one)?',
    ],
    read: readBack,
  },
  {
    name: 'search_products',
    confidence: 0.984,
    patterns: [
      '(go|jump|turn|back|show|see|take me|open) (me)? (to)? (the)? page (number)? +x',
      'page (number)? +x',
      '(go|jump|turn|back|show|see|take me) (me)? (back)? (to)? (the)? +x page (again|please)?',
      '(the)? +x page (again|please)?',
    ],
    read: readNumbered,
  },
  {
    name: 'search_products',
    confidence: 0.982,
    patterns: [
      `${GIVE} (me)? (some|a few|any|even)? (more|other) +x`,
      '(some|a few|even)? more|other +x (please|options|choices)?',
      '(any|are there any|do you have any|have you got any) (more|other) +x',
      '(what|which) other +x (do you have|have you got|are there|is there)',
    ],
    read: readMoreOf,
  },
  {
    name: 'search_products',
    confidence: 0.985,
    patterns: [
      `${GIVE} (me)? (some|a few|any|something|anything|things|products|ones|others|what)? (more|else|other|others|ones|products|items|things|stuff|options)? (like|similar to|comparable to|close to|related to|along the lines of) +x`,
      '(some|a few|any|find|find me|something|anything)? (more|others|ones|something|anything|things|products) (like|similar to|comparable to|close to|in the style of) +x',
      'similar (to|ones to|products to|items to) +x',
      '(what is|what else is|anything|what do you have that is|what have you got that is|is there anything) (similar to|like|comparable to|close to) +x',
      '(alternatives|an alternative|alternative|substitutes|a substitute) (to|for) +x',
    ],
    read: readAlike,
  },
];
