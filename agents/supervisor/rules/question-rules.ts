import { COMMON_WORDS } from '#agents/supervisor/common-words.ts';
import { allergensOf, dietAt } from '#agents/supervisor/food-facts.ts';
import type { IntentSlots, ItemMention, ProductAspect } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';
import { isContainer, unitOf } from '#agents/supervisor/units.ts';
import { amountMention, itReference } from './mentions.ts';

const CARTS = new Set('cart basket bag order list trolley'.split(' '));

/** "the peanut butter in my cart" */
function withoutPlace(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex((token) => ['in', 'on', 'from'].includes(token.text));
  return at > 0 && CARTS.has(tokens[tokens.length - 1]?.text ?? '') && tokens.length - at <= 4
    ? tokens.slice(0, at)
    : tokens;
}

function itemsOf(tokens: readonly Token[], context: RuleContext): readonly ItemMention[] {
  const items = readItems(withoutPlace(tokens), context);
  // "how much is it?" and "how much?" ask about what was shown last
  return items.length > 0 ? items : [itReference(amountMention(context.source, context.clause.tokens, null))];
}

/** "how many eggs are in a carton": what is counted is asked about when its pack has no name. */
function countedItems(match: PatternMatch, context: RuleContext): readonly ItemMention[] {
  const items = itemsOf(match.captures.x ?? [], context);
  const unnamed = items.every(({ query, reference }) => query === '' && reference === null);
  const counted = unnamed ? readItems(match.captures.z ?? [], context) : [];
  return counted.length > 0 ? counted : items;
}

function ask(aspect: ProductAspect) {
  return (match: PatternMatch, context: RuleContext): RuleReading =>
    slots({ items: itemsOf(match.captures.x ?? [], context), aspect });
}

/** "is X vegan?", "does X contain nuts?": the last words say which fact is asked. */
function askFact(match: PatternMatch, context: RuleContext): RuleReading {
  const words = match.captures.x ?? [];
  for (let at = words[0]?.text === 'there' ? 1 : 0; at < words.length; at += 1) {
    const tail = words
      .slice(at)
      .filter(
        (token) =>
          ![
            'a',
            'an',
            'any',
            'the',
            'actually',
            'really',
            'also',
            'suitable',
            'ok',
            'okay',
            'safe',
            'good',
            'friendly',
            'for',
            'in',
            'it',
            'free',
            'vegans',
            'certified',
            'not',
            'from',
            'of',
            'vegetarians',
            'celiacs',
            'coeliacs',
          ].includes(token.text),
      );
    const object = words.slice(0, at);
    const fact = factOf(words.slice(at), tail);
    if (fact && object.length > 0) return slots({ ...fact, items: itemsOf(object, context) });
  }
  return null;
}

function factOf(tokens: readonly Token[], content: readonly Token[]): IntentSlots | null {
  const lemmas = tokens.map((token) => token.lemma);
  const plain = lemmas.filter(
    (lemma) =>
      ![
        'a',
        'an',
        'actually',
        'really',
        'also',
        'suitable',
        'for',
        'ok',
        'okay',
        'safe',
        'friendly',
        'certified',
        'person',
        'diet',
        'too',
      ].includes(lemma),
  );
  const diet = dietAt(plain, 0);
  if (diet && diet.length === plain.length) return { aspect: 'diet', diet: diet.diet };
  const said = plain.join(' ');
  if (
    said === 'organic' ||
    said === 'fresh' ||
    said === 'healthy' ||
    said === 'good' ||
    said === 'any good' ||
    said === 'ripe'
  )
    return { aspect: 'general' };
  if (/^(?:in stock|available|sold out|out of stock|still available|left)$/.test(said))
    return { aspect: 'availability' };
  if (/^(?:on sale|discounted|expensive|cheap)$/.test(said)) return { aspect: 'price' };
  const [allergen] = allergensOf(content.map((token) => token.lemma));
  return allergen === undefined ? null : { aspect: 'allergen', allergen };
}

function readContains(match: PatternMatch, context: RuleContext): RuleReading {
  const inside = (match.captures.y ?? []).filter(
    (token) => !['any', 'a', 'an', 'the', 'in', 'it', 'them', 'traces', 'of', 'some'].includes(token.text),
  );
  const [allergen] = allergensOf(inside.map((token) => token.lemma));
  const items = itemsOf(match.captures.x ?? [], context);
  return slots(
    allergen === undefined ? { items, aspect: 'ingredients' } : { items, aspect: 'allergen', allergen },
  );
}

export const QUESTION_RULES: readonly Rule[] = [
  {
    name: 'product_question',
    confidence: 0.95,
    patterns: [
      'how much (is|are|does|do|would|will|for) *x (cost|run|go for|be|set me back)?',
      'how much *x cost|costs',
      '(what is|what are|tell me|give me|check|show me) (the)? $price (of|for|on)? *x',
      'what (does|do|would) +x (cost|go for)',
      '$price (of|for|check|check on) +x',
      'how expensive (is|are) +x',
      '+x $price',
      'how much (each|apiece)?',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const own = words.some((token) => ['cart', 'basket', 'total', 'order', 'bag'].includes(token.text));
      return own ? null : ask('price')(match, context);
    },
  },
  {
    name: 'product_question',
    confidence: 0.95,
    patterns: [
      '(what is|tell me)? (the)? (unit price|price per ounce|price per pound|price per unit|price per kilo|cost per ounce|cost per pound|price per liter) (of|for|on)? *x',
      'how much (is|are) +x per (ounce|oz|pound|lb|unit|kilo|kg|liter|gram)',
    ],
    read: ask('unit_price'),
  },
  {
    name: 'product_question',
    confidence: 0.94,
    patterns: ['is|are +x'],
    read: askFact,
  },
  {
    name: 'product_question',
    confidence: 0.95,
    patterns: [
      '(do|does|did|will|would|can) +x (contain|include|have|has) +y',
      '(is|are) there (any)? +y in +x',
    ],
    read: (match, context) => {
      const subject = match.captures.x?.[0]?.text ?? '';
      return ['you', 'i', 'we', 'my'].includes(subject) ? null : readContains(match, context);
    },
  },
  {
    name: 'product_question',
    confidence: 0.955,
    patterns: [
      '(is|are) +x (in stock|available|sold out|out of stock|still available)',
      '(do you have|have you got|got) +x (in stock|available|left)',
      'how many|much +x (do you have|are left|is left|are in stock)',
      'do you (still|currently) have +x',
    ],
    read: ask('availability'),
  },
  {
    name: 'product_question',
    confidence: 0.94,
    patterns: [
      '(how big|how large|how small|how heavy|what size) (is|are|does|do) *x',
      '(what is|what are) (the)? (size|sizes|weight|volume) (of)? *x',
      '(what|which) sizes (do you have|does|do|are there) (for|of)? *x (come in)?',
      'how much (does|do) +x weigh',
    ],
    read: ask('size'),
  },
  {
    name: 'product_question',
    confidence: 0.94,
    patterns: ['how many +z (per|in|to) (a|an|one|each|the)? +x'],
    read: (match, context) =>
      (match.captures.x ?? []).every(({ text }) => isContainer(text) || unitOf(text) !== null)
        ? slots({ items: readItems(match.captures.z ?? [], context), aspect: 'count' })
        : null,
  },
  {
    name: 'product_question',
    confidence: 0.94,
    patterns: [
      'how many +z (are|come|is|do you get|does) (there)? in +x',
      'how many (are|come|is|do you get|do i get)? (there)? in (a|an|one|each|the)? +x',
      'how many (servings|pieces|cans|bottles|slices|eggs|items|units) (are there)? (per|in|does|do) *x',
    ],
    read: (match, context) =>
      (match.captures.x ?? []).some((token) => ['cart', 'basket', 'order'].includes(token.text))
        ? null
        : slots({ items: countedItems(match, context), aspect: 'count' }),
  },
  {
    name: 'product_question',
    confidence: 0.94,
    patterns: [
      '(what is|what are) (the)? ingredients (of|in) +x',
      '(what is|what are) in +x',
      '(list|tell me|show me) (the)? ingredients of|in +x',
      'what (is|are) +x made (of|from|with|out of)',
      'what does +x contain',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const own = words.some((token) =>
        ['cart', 'basket', 'bag', 'order', 'trolley', 'list', 'season', 'aisle', 'section', 'sale'].includes(
          token.text,
        ),
      );
      return own ? null : ask('ingredients')(match, context);
    },
  },
  {
    name: 'product_question',
    confidence: 0.93,
    patterns: [
      '(who makes|who produces|who sells|what brand is|what brand are|which brand is|which brand are|what is the brand of|who is the maker of) *x',
    ],
    read: ask('brand'),
  },
  {
    name: 'product_question',
    confidence: 0.9,
    patterns: [
      '(tell me|say) (more|something)? about +x',
      '(describe|explain) +x',
      '(what|how) (many|much) (calories|protein|sugar|fat|carbs|sodium|fiber|fibre|caffeine|salt) (is|are|does|do|has)? (there)? (in)? +x (have|contain)?',
      'how long (does|do|will|can|should|to|would) +x',
      '(about)? how long (should|do|does|to|must|can) (i|you|we|one)? (need to)? (cook|bake|boil|fry|microwave|roast|grill|steam|keep|store|leave) +x',
      '(what|which) ingredient|ingredients|thing (can|could) (be used|i use|you use|we use)? (to replace|instead of|in place of|as a substitute for) +x',
      '(can|could|may|should) (i|you|we|one) (use|substitute|sub|swap|replace|switch) +y (for|with|instead of|in place of|by) +x',
      '(is it) (ok|okay|possible|acceptable|fine|safe|alright|good) (to|if i) (use|substitute|sub|swap|replace|switch) +y (for|with|instead of|by) +x',
      '(can|could|should|may) (i|you|we|one) (freeze|refrigerate|reheat|microwave|defrost|thaw|wash|peel|store|eat) +x',
      'how (do i|should i|to) (store|keep|freeze|ripen|wash|clean|cut|peel) +x',
      '(what|where) (is|are) +x (from|grown|used for|good for)',
      '(what is|what are) (a|an|the)? +x',
      '(what|how) (does|do) +x taste (like)?',
      '(more)? (info|information|details) (on|about) +x',
      'what can i (use|substitute) (instead of|for) +x',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const general = words.every(
        (token) =>
          context.vocabulary.count(token.lemma) === 0 ||
          (COMMON_WORDS.has(token.text) && !context.vocabulary.isShoppable(token.lemma)),
      );
      const pointed = readItems(words, context).some((item) => item.reference !== null);
      return general && !pointed ? null : ask('general')(match, context);
    },
  },
];
