import type { ProductSort } from '#agents/search/product-index.ts';
import { kindName } from '#agents/supervisor/complete-item.ts';
import type { IntentSlots } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { superlativeOf } from '#agents/supervisor/reference-reading.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';

const SORTS: readonly (readonly [string, 'price' | 'price_desc' | 'unit_price'])[] = [
  ['cheaper', 'price'],
  ['pricier', 'price_desc'],
];

/** "what is the cheapest …", "… the best value": said beside what is looked for. */
function sortAsked(tokens: readonly Token[]): ProductSort {
  for (const [at, token] of tokens.entries()) {
    const by =
      superlativeOf(`${token.text} ${tokens[at + 1]?.text ?? ''}`) ??
      (token.text.endsWith('est') ? superlativeOf(token.text) : null);
    if (by === 'cheapest') return 'price';
    if (by === 'dearest') return 'price_desc';
    if (by === 'best_value') return 'unit_price';
  }
  return 'relevance';
}

/** "make it organic": the same thing, so described. */
function readVariant(match: PatternMatch, context: RuleContext): RuleReading {
  const items = readItems(match.captures.x ?? [], context);
  const [item] = items;
  if (!item || item.amount !== null || item.reference !== null) return null;
  const { sought, touched } = context.focus;
  const base = sought?.[0]?.query ?? kindName(touched[0]?.product.name ?? '', context.vocabulary);
  const inside = context.clause.tokens.some((token) => token.text === 'in');
  // "do you have it in vanilla"
  if (item.query !== '')
    return inside && base !== '' && !item.query.includes(base)
      ? slots({ items: [{ ...item, query: `${item.query} ${base}` }] })
      : null;
  return slots({ items: [{ ...item, reference: { kind: 'deixis', plural: false } }] });
}

function readSearch(match: PatternMatch, context: RuleContext, extra: IntentSlots = {}): RuleReading {
  const spoken = match.captures.x ?? [];
  const fancy = ['something', 'anything'].find((word) =>
    context.clause.tokens.some((token) => token.text === word),
  );
  const first = context.clause.tokens.find((token) => token.text === fancy);
  // "something sweet" is read as a whole; "something to go with rice" asks about rice
  const whole = first && !spoken.includes(first) && extra.goesWith !== true;
  const items = readItems(whole ? [first, ...spoken] : spoken, context);
  if (items.length === 0) return null;
  const sort = sortAsked(context.clause.tokens);
  const sorted = items.map((item) =>
    item.sort === 'relevance' && item.reference === null ? { ...item, sort } : item,
  );
  return slots({ ...extra, items: sorted });
}

/** "anything cheaper?": the list shown, by another order. */
function readCheaper(match: PatternMatch, context: RuleContext): RuleReading {
  const word = context.clause.tokens.find((token) => SORTS.some(([name]) => name === token.text))?.text;
  const sort = SORTS.find(([name]) => name === word)?.[1] ?? 'price';
  const items = readItems(match.captures.x ?? [], context).filter((item) => item.query !== '');
  if (items.length > 0) return slots({ items: items.map((item) => ({ ...item, sort })) });
  return slots({
    items: [
      {
        said: context.clause.tokens.map((token) => token.text).join(' '),
        query: '',
        amount: null,
        reference: { kind: 'deixis', plural: true },
        filters: {},
        excludeTerms: [],
        sort,
      },
    ],
  });
}

function readBrowse(match: PatternMatch, context: RuleContext): RuleReading {
  const tokens = match.captures.x ?? [];
  const lemmas = tokens.map((token) => token.lemma);
  const category = lemmas
    .flatMap((_, at) => context.vocabulary.phrasesAt(lemmas, at))
    .filter((found) => found.kind === 'category' || found.kind === 'department')
    .sort((left, right) => right.length - left.length)[0];
  const said = tokens.filter((token) => !['the', 'your', 'my', 'all', 'a'].includes(token.text));
  return slots({ which: category?.label ?? said.map((token) => token.text).join(' ') });
}

const SECTIONS = '$aisle';

export const FIND_RULES: readonly Rule[] = [
  {
    name: 'search_products',
    confidence: 0.957,
    patterns: [
      '(do you have|is there|are there|have you got|show me|can i get) (it|that|this|one|them|those|these) in +x',
      '(does|do|is|are) (it|that|this|they|these|those) (come|available|sold) in +x',
    ],
    read: readVariant,
  },
  {
    name: 'search_products',
    confidence: 0.9,
    patterns: [
      'make it|that|them|those +x',
      '(do you have|is there|are there|have you got|show me) (it|that|this|them|those|these) +x',
    ],
    read: readVariant,
  },
  {
    name: 'browse',
    confidence: 0.94,
    patterns: [
      `(show|browse|open|see|explore|list|display|go|take|$i (want|would like) to (see|browse)) (me)? (to)? (the|your|all)? +x ${SECTIONS}`,
      `what is|have (there|you|you got)? in|on (the|your) +x ${SECTIONS}`,
      'browse (through|all)? (the|your)? +x',
      `(what|which) +x ${SECTIONS} (do you have)?`,
      `(the)? +x ${SECTIONS}`,
    ],
    read: readBrowse,
  },
  {
    name: 'browse',
    confidence: 0.94,
    patterns: [
      `(what|which|show me|list) (all)? (the|your|of your)? ${SECTIONS} (do you have|are there|have you got)?`,
      'what (do|can) you (sell|have|carry|stock|offer)',
      'what have you got',
      'what (products|food|groceries|kind of products|kinds of products) do you (sell|have|carry)',
      '(show me|let me see) (what|everything) you have (got)?',
      'browse (around)?',
      '(just|i am just|i want to)? (browse|browsing|look around|looking around) (please)?',
      '(show|list) (me)? (all)? (the|your) (products|catalogue|catalog|inventory|groceries)',
    ],
  },
  {
    name: 'search_products',
    confidence: 0.94,
    patterns: [
      '(find|search|search for|look for|look up|hunt for|locate|browse for|show|display|pull up|bring up|suggest|recommend|list|see|check for) $me? (all)? (the)? +x',
      '(looking|searching|hunting|shopping|in the market|hoping) (for|to find|to get|to buy) +x',
      '$i am (looking|searching|hunting|shopping|in the market|after|hoping|trying) (for|to find|to get|to buy)? +x',
      '$i (am craving|crave|fancy) +x',
      '(my|our|the) $relative (wants|want|needs|need|would like|is asking for|are asking for|asked for|is craving|ran out of|is out of) +x',
      '$i am in the mood for +x',
      '($i am|we are)? (planning|hosting|throwing|organizing|organising|preparing for|having people over for|getting ready for) (a|an|my|our|the)? +x',
      '(do|would|can) you (guys|all)? (have|carry|sell|stock|got|offer|keep) (any|some|the)? +x',
      '(have|have you) (you)? got (any)? +x',
      '(is|are) there (any)? +x',
      '(tell|check|see|let|know|find out|look) (me)? (know)? if|whether (you|they|there) (guys)? (have|have got|got|sell|carry|stock|is|are)? (any|some|the)? +x',
      'if (you|they|there) (guys)? (have|have got|got|sell|carry|stock|is|are) (got)? (any|some|the)? +x',
      'got any +x',
      'any|some +x (available|in stock|today|left)?',
      'where (is|are|can i find|can i get|do you keep|do i find|would i find) (the|your|any|some)? +x',
      '(what|which) (kind|kinds|type|types|sort|sorts|brand|brands|variety|varieties|options|flavors|flavours) (of|for)? +x (do you have|have you got|are there|do you carry|do you sell|is there|are available)?',
      '(what|which) +x (do you have|have you got|are there|do you carry|do you sell|is there|are available|can i get|would you recommend|do you recommend|should i get)',
      '(what|how) about +x',
      '(what|which) +x (can|could|should|may) (i|we|he|she|they|my $relative|our $relative) (have|eat|get|buy|try|use|take|drink)',
      '(what|anything|something) (can|could|should|might|do|would) (i|we|you) (have|eat|get|buy|recommend|suggest|snack on|drink) +x',
      'use|try +x instead',
      '$i (would|could|can|will|do) (rather|prefer) (to)? (have|get|take|try)? +x',
      '$i (want|need|would like|fancy|feel like) (to have|to get|to eat|to drink)? something|anything +x',
      '(do you have|is there|have you got|got|any|give me|find me|show me|recommend|suggest) (anything|something|things) +x',
      '(substitute|substitutes|alternative|alternatives|replacement|stand in) (for|to|of) +x',
      '(can|may) i see (some|the|your)? +x',
      '(show|give|get) me (some)? (options|alternatives|choices|suggestions|ideas) (for|of|to)? +x',
      'what (do you have|have you got) (for|in the way of|in terms of|by way of) +x',
      '(what|which) +x (is|are|has) (the)? $cheap|best (value|price|priced|deal|rated|option)?',
      '$show? (me)? (any)? (more|other) (of these|of those|like this|like that|like these) *x',
      'what (is|are) your|the (best|cheapest|most expensive|biggest|smallest) +x',
      '$i (want|would like|need) to (see|find|look at|look for|check out|browse) (the|some|your)? +x',
      'let me see (the|some|your)? +x',
      'help $me find|choose|pick +x',
      '(suggest|recommend|show|find|give|get) (me)? (a|an|some|any)? (good|nice|suitable|matching)? +x to|that|which go|goes|pair|pairs|serve|drink|have (well|nicely)? with +',
      '(which|what) +x goes|go|pairs|pair (well|best|nicely)? with +',
      '+x to|that|which go|goes|pair|pairs (well|nicely)? with +',
      '$i (do not|no longer) have (any|enough|much)? (more)? +x (left|at home|any more)?',
      '$i have no (more)? +x (left)?',
      '(out of|ran out of|we ran out of|i ran out of|i am out of|we are out of|i am (running)? low on|we are (running)? low on|low on|running low on) +x',
    ],
    read: (match, context) => readSearch(match, context),
  },
  {
    name: 'search_products',
    confidence: 0.97,
    patterns: [
      '($show|find|search|list|get|give)? (me|for|us)? (all)? (the|your)? +x (sorted|ordered|sort|ranked|arranged) (by|from) (price|cheapest|the cheapest|lowest price|lowest|low to high|cheapest to dearest|price low to high) (first)?',
    ],
    read: (match, context) => {
      const items = readItems(match.captures.x ?? [], context).filter(({ query }) => query !== '');
      return items.length === 0 ? null : slots({ items: items.map((item) => ({ ...item, sort: 'price' })) });
    },
  },
  {
    name: 'search_products',
    confidence: 0.95,
    patterns: [
      'what (else)? (goes|would go|go|pairs|pair|works|fits) (well|best|good|nicely)? with +x',
      'what (can|should|do|would|could) (i|we|you) (serve|eat|have|pair|put|drink|use|buy|get) (together)? with +x',
      'what (else)? (do i need|should i get|should i buy|can i get) (with|to go with) +x',
      '(something|anything|things|what) (to go|that goes|which goes|to serve|to eat) with +x',
      '(pair|pairs|pairing|pairings|sides|side dish|side dishes|accompaniment|accompaniments) (with|for) +x',
      '(suggest|recommend|show|find|give) (me)? (something|anything|things|a side|sides|some sides|products) (to go with|that goes with|that go with|to pair with|for) +x',
    ],
    read: (match, context) => readSearch(match, context, { goesWith: true }),
  },
  {
    name: 'search_products',
    confidence: 0.956,
    patterns: [
      '(do you have|is there|have you got|got|show me|find me|give me|i want|i need|any)? (anything|something|a|any|one|some|the)? cheaper|pricier (one|ones|option|options|alternative|alternatives|version)? (of|than|for|to)? *x',
      '(sort|order|arrange|rank) (them|these|those|it|by|the results)? (by)? (price|cheapest|lowest price|cheapest first)',
      '(which|what) (one|of these|of them|of those)? is the cheapest',
    ],
    read: readCheaper,
  },
];
