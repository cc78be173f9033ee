import type { ProductFilters } from '#agents/search/product-index.ts';
import { exclusionCue, readConstraints } from '#agents/supervisor/constraint-reading.ts';
import type { IntentSlots, ItemMention } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import { readNumber } from '#agents/supervisor/number-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';

const SKIPPED = new Set(
  'a an the some my our homemade good nice easy quick simple traditional authentic delicious batch pot of recipe recipes dish tonight today tomorrow please myself at home dinner lunch breakfast for night weekend this something anything food i am looking find show me need want can you we could give best easy quick vegan vegetarian friendly'.split(
    ' ',
  ),
);
const NOT_DISHES = new Set(
  'order cart basket bag trolley fridge freezer pantry purchase payment return change complaint reservation appointment decision mistake sure list account it that this sense money copy request plan call stand one something anything'.split(
    ' ',
  ),
);
const MEALS = new Set('dinner lunch breakfast brunch supper meal food'.split(' '));

interface DishReading {
  readonly dish: string;
  readonly cuisine: string | null;
  readonly servings: number | null;
  readonly known: boolean;
  readonly filters: ProductFilters;
  /** What its list leaves out. */
  readonly without: readonly ItemMention[];
}

/** The dish among the words, by the recipe book's names where it knows one, else as said. */
function readDish(tokens: readonly Token[], context: RuleContext): DishReading {
  const people = readServings(tokens);
  const words = people ? [...tokens.slice(0, people.from), ...tokens.slice(people.next)] : tokens;
  const lemmas = words.map((token) => token.lemma);
  const found = lemmas
    .flatMap((_, at) => context.vocabulary.phrasesAt(lemmas, at))
    .sort((left, right) => right.length - left.length);
  const dish = found.find((match) => match.kind === 'dish');
  const cuisine = found.find((match) => match.kind === 'cuisine');
  const { filters, rest, excludeTerms } = readConstraints(words, context.vocabulary);
  const named = rest.some((token) => token.kind !== 'punct' && !SKIPPED.has(token.text));
  // "no bake cookies" names no dish besides what it leaves out
  const left = named ? excludeTerms : [];
  const { diets, excludeAllergens } = filters;
  const constrained = diets !== undefined || excludeAllergens !== undefined;
  const said = (constrained || left.length > 0 ? rest : words)
    .filter((token) => token.kind !== 'punct' && !SKIPPED.has(token.text))
    .map((token) => token.text)
    .join(' ');
  const onlyCuisine =
    dish === undefined &&
    cuisine !== undefined &&
    words.every(
      (token) =>
        SKIPPED.has(token.text) ||
        MEALS.has(token.lemma) ||
        context.vocabulary.phrasesAt([token.lemma], 0).some((match) => match.kind === 'cuisine'),
    );
  return {
    dish: onlyCuisine ? '' : (dish?.label ?? said),
    cuisine: onlyCuisine ? cuisine.label : null,
    servings: people?.servings ?? null,
    known: dish !== undefined || onlyCuisine,
    without: left.map(leftOut),
    filters: {
      ...(diets === undefined ? {} : { diets }),
      ...(excludeAllergens === undefined ? {} : { excludeAllergens }),
    },
  };
}

function leftOut(term: string): ItemMention {
  return {
    said: term,
    query: term,
    amount: null,
    reference: null,
    filters: {},
    excludeTerms: [],
    sort: 'relevance',
  };
}

function readServings(
  tokens: readonly Token[],
): { readonly servings: number; readonly from: number; readonly next: number } | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const leads = ['for', 'serving', 'feeding'].includes(tokens[at]?.text ?? '');
    if (!leads && tokens[at]?.kind !== 'punct') continue;
    const number = readNumber(tokens, at + 1);
    if (!number || !Number.isInteger(number.value) || number.value < 1 || number.value > 100) continue;
    const people = ['people', 'persons', 'person', 'guests', 'of', 'adults', 'servings', 'kids'].includes(
      tokens[number.next]?.text ?? '',
    );
    if (!leads && !people) continue;
    const end = people ? number.next + (tokens[number.next]?.text === 'of' ? 2 : 1) : number.next;
    return { servings: number.value, from: at, next: end };
  }
  return null;
}

/** "(stuff for) tacos and also paper towels": what is wanted besides the dish. */
function readBesides(words: readonly Token[], context: RuleContext): readonly ItemMention[] {
  const joint = words.findIndex((token) => ['and', 'plus', ','].includes(token.text));
  // "… except bacon and eggs" leaves both out
  const leavesOut = words.some((_, at) => at <= joint + 1 && exclusionCue(words, at, context.vocabulary) > 0);
  if (joint < 1 || leavesOut) return [];
  const dishes = (part: readonly Token[]): boolean => {
    const lemmas = part.map((token) => token.lemma);
    return lemmas.some((_, at) =>
      context.vocabulary.phrasesAt(lemmas, at).some((found) => found.kind === 'dish'),
    );
  };
  const after = words.slice(joint + 1);
  return dishes(words.slice(0, joint)) && !dishes(after) ? readItems(after, context) : [];
}

function recipeSlots(reading: DishReading, addToCart: boolean): IntentSlots {
  return {
    ...(reading.dish === '' ? {} : { dish: reading.dish }),
    ...(reading.cuisine === null ? {} : { cuisine: reading.cuisine }),
    ...(reading.servings === null ? {} : { servings: reading.servings }),
    ...(Object.keys(reading.filters).length === 0 ? {} : { filters: reading.filters }),
    ...(reading.without.length === 0 ? {} : { without: reading.without }),
    addToCart,
  };
}

function readRecipe(addToCart: boolean, needsKnown = false) {
  return (match: PatternMatch, context: RuleContext): RuleReading => {
    const words = match.captures.x ?? [];
    if (words.some((token) => NOT_DISHES.has(token.text) && words.length <= 2)) return null;
    const reading = readDish(words, context);
    if (reading.dish === '' && reading.cuisine === null) return null;
    const ofList = words.some((token) => ['option', 'alternative', 'kind', 'brand'].includes(token.lemma));
    if (needsKnown && (!reading.known || ofList)) return null;
    const people = readServings(words);
    const things = people ? [...words.slice(0, people.from), ...words.slice(people.next)] : words;
    const besides = reading.known ? readBesides(things, context) : [];
    if (besides.length > 0)
      return {
        kind: 'intents',
        intents: [
          { name: 'recipe', confidence: 0.95, slots: recipeSlots(reading, addToCart) },
          {
            name: addToCart ? 'add_to_cart' : 'search_products',
            confidence: 0.85,
            slots: { items: besides },
          },
        ],
      };
    return slots(recipeSlots(reading, addToCart), reading.known ? undefined : 0.8);
  };
}

const STUFF =
  '(all)? (of)? (the|my|every|whatever)? $ingredients|what (that)? (i|we|you)? (will|would|might)? (need|needed|required|takes)?';

export const RECIPE_RULES: readonly Rule[] = [
  {
    name: 'recipe',
    confidence: 0.975,
    patterns: [
      `($add|get|buy|order|grab|purchase) (me)? ${STUFF} (for|to make|to cook|to bake|in) +x (to|into|in) @cart`,
      `($add|get|buy|order|grab|purchase) (me)? ${STUFF} (for|to make|to cook|to bake) +x`,
      '$add (the)? +x ingredients (to|in|into)? @cart?',
      '(add|put) +x recipe (to|in|into) @cart',
      `(fill|load) (up)? @cart (with)? ${STUFF} (for|to make) +x`,
    ],
    read: readRecipe(true),
  },
  {
    name: 'recipe',
    confidence: 0.972,
    patterns: [
      '(show|give|list|tell|find|get|need|want|what are|i need|we need|i want|looking for|i am looking for|do you have|have you got|can i get)? (me)? (all)? (the|some)? ingredients|ingredient (list)? (i need|needed|required|that i need)? (for|to make|to cook|to bake|of|in) +x',
      '(what|which) (all)? (ingredients|stuff|things|groceries|items|products|else|is needed|is required|goes|goes in|go in)? (do i need|do we need|do you need|would i need|will i need|should i buy|should i get|is needed|are needed|i need|does one need|does it take|are required|do i have to buy|goes into|go into|goes in|go in)? (to|for|in order to|into)? (make|cook|bake|prepare|making|cooking) +x',
      '(what|which) (all)? (ingredients|stuff|things|groceries|items|products)? (do i|do we|would i|will i|should i|should we) (need|buy|get|have) (to buy|to get|to have)? (for|to make|to cook|to bake) +x',
      '(what|which) (all)? (ingredients|stuff|things|groceries|items|products)? do you need (for|to make|to cook|to bake) +x',
      '(what|which) (all)? (ingredients|ingredient|things|items|stuff) (is|are|do|does|would|will) (needed|required|necessary|used|go|goes|be needed) (in|for|to make|to cook|into) +x',
      'what (do|does|would|should) (i|you|we|one|people|it) (put|add|use|take|need) (in|into|for|to make) +x',
      '(in)? (making|cooking|baking) +x (what|which) ingredients *',
      '(what is|what would be|show me|tell me|explain|give me|i need|you know|do you know|looking for)? (the|a)? (best|easiest|right|proper|quickest)? (way|method|procedure|instructions|steps|directions|process) (on|for)? (how)? (to|of|for) $make|making +x',
      '(look up|search for|search|find|get|help finding|need help finding|i need help finding) (me)? (a|an|the|some|easy|simple)? (*) (recipe|recipes) (for|of|to make) +x',
      '(where|how) (can|do) i (look|learn|find out) (to|how)? (to|learn)? (to)? $make +x',
      '(what|everything|stuff|things|all) (i|we) need (for|to make|to cook) +x',
      'what (goes|is|do you put) (in|into) (a|an)? +x recipe',
      'what (all)? goes in|into +x',
      '(i need|i want|get|show me|need|show)? (everything|stuff|things|groceries) (needed)? (for|to make|to cook) (a)? +x',
      '(show|give|find|get|suggest|share|recommend|tell|i need|i want|need|want|looking for|do you have|do you know|any|is there|what is|what is a good)? (me)? (a|an|the|your|some|any)? (good|easy|quick|nice|simple|best)? recipe|recipes (for|of|to make|with|using) +x',
      '(show|give|find|get|suggest|i need|i want|do you have|any)? (me)? (a|an|the|some)? +x recipe|recipes|ingredients',
      '(how|tell me how|show me how|do you know how) (do|can|would|should|to) (i|you|we|one)? $make +x',
      '(i|we) (want|would like|need|am going|are going|plan|am planning|have|feel like|am trying|decided|intend) (to)? $make +x',
      '(i am|we are|am|i will be|we will be|i will|we will|planning on|thinking of|thinking about|i feel like) $make +x',
      'help me $make +x',
      '(i am|we are) (having|hosting|planning|throwing) (a|an|some)? +x (night|party|dinner|evening|feast)',
      '(i am|we are|i will be|we will be) (having|inviting|hosting) (people|friends|guests|family|everyone|company|some people|some friends) (over)? for +x',
      '(shopping|grocery) list for +x',
      'what can (i|we) $make (with|from|using) +x',
    ],
    read: readRecipe(false),
  },
  {
    name: 'recipe',
    confidence: 0.93,
    patterns: [
      '$make +x',
      '(let us|we could|i could) $make +x',
      '(i|we) (want|would like|am having|are having|will have|feel like|fancy) +x (for|tonight|this) (dinner|lunch|breakfast|brunch|tonight|evening|weekend|supper)?',
      '(something|anything|a meal|a dish|a dinner|dinner|lunch|food) +x (for|tonight)? (dinner|lunch|tonight)?',
      '+x (for)? (dinner|lunch|supper|night|feast) (tonight|ideas|idea|tomorrow)?',
      '(something|anything) +x (to cook|to make)?',
      'cook|bake +x (tonight|today|tomorrow)?',
    ],
    read: readRecipe(false, true),
  },
  {
    name: 'recipe',
    confidence: 0.93,
    patterns: ['+ (for|serving|feeding) +'],
    read: (_match, context) => {
      const reading = readDish(context.clause.tokens, context);
      return reading.known && reading.servings !== null ? slots(recipeSlots(reading, false)) : null;
    },
  },
  {
    name: 'recipe',
    confidence: 0.92,
    patterns: [
      '(what|what is|what should|what can|what do|what could|what to) (for|i|we|you)? (should|can|could|recommend|suggest)? (make|cook|eat|have|be)? (i|we)? (for)? (dinner|lunch|breakfast|supper) (tonight|today|tomorrow|this week)?',
      '(give me|any|i need|show me|suggest|some|got any)? (some|any)? (dinner|lunch|breakfast|meal|recipe|cooking|supper) (ideas|idea|suggestions|suggestion|inspiration|plan|planning) *',
      '(what|what can|what should) (should|can|could) (i|we) (cook|make|bake) (tonight|today|tomorrow|this week|for dinner|for lunch)?',
      '(suggest|recommend|plan) (me)? (a|some)? (meal|meals|dinner|lunch|recipe|recipes|dish|dishes) *',
    ],
    read: () => slots({ addToCart: false }),
  },
];
