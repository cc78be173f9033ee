import type { Diet } from '#agents/search/product.ts';
import { FILLERS } from './lexicon.ts';
import { wordOfNumber } from './number-reading.ts';
import type { ReadingContext } from './reading-context.ts';
import type { Token } from './token.ts';

const EDGE = new Set('no yes for with of in on at to from by and or like as the a an is are only'.split(' '));
/** Words about the list that is wanted rather than about the things in it. */
const OF_THE_LIST = new Set(
  'alternative option kind type sort variety brand substitute substitution replacement choice selection range assortment version'.split(
    ' ',
  ),
);
/** Praise that no label carries. */
export const PRAISE: ReadonlySet<string> = new Set(
  'healthy healthier healthiest tasty tastier yummy delicious quality popular regular normal ordinary standard'.split(
    ' ',
  ),
);
const INSTEAD_OF = new Set('alternative substitute substitution replacement'.split(' '));
/** From animals: "meat alternatives" are made of plants. */
const OF_ANIMALS = new Set(
  (
    'milk cheese meat butter egg cream yogurt yoghurt chicken beef pork sausage burger bacon fish tuna mayo mayonnaise honey ' +
    'dairy gelatin ham turkey steak mozzarella cheddar parmesan feta creamer'
  ).split(' '),
);

export interface QueryReading {
  readonly query: string;
  /** "cheese alternatives": what stands in for something of an animal. */
  readonly diet: Diet | null;
}

/** The search words of a noun phrase, without fillers and without words that only speak of the list. */
export function readQuery(
  tokens: readonly Token[],
  context: ReadingContext,
  dietSaid: boolean,
): QueryReading {
  const lemmas = tokens.map((token) => token.lemma);
  const known = namedPlaces(lemmas, context);
  const ofList = tokens.map(
    (token, at) => OF_THE_LIST.has(token.lemma) && !known.has(at) && !isPaired(lemmas, at, context),
  );
  const content = tokens.filter((token, at) => !(ofList[at] ?? false) && !FILLERS.has(token.text));
  const speaksOfList = ofList.some(Boolean) && content.length > 0;
  const instead = tokens.some((token, at) => (ofList[at] ?? false) && INSTEAD_OF.has(token.lemma));
  const animal = content.find((token) => OF_ANIMALS.has(token.lemma));
  const plants = speaksOfList && instead && !dietSaid && animal !== undefined;
  let kept: readonly Token[] = tokens.filter(
    (token, at) =>
      (known.has(at) || !FILLERS.has(token.text) || isNamed(lemmas, at, context)) &&
      !(speaksOfList && ofList[at] === true),
  );
  const named = kept.filter((token) => !PRAISE.has(token.text));
  if (
    named.length > 0 &&
    named.length < kept.length &&
    !kept.some((token, at) => PRAISE.has(token.text) && isPraiseNamed(kept, at, context))
  )
    kept = named;
  kept = withoutPurpose(kept, context);
  const period = /^(?:this|next|the) (?:week|weekend|month)$/.test(
    kept
      .slice(-2)
      .map((token) => token.text)
      .join(' '),
  );
  if (period && kept.length > 2) kept = kept.slice(0, -2);
  while (kept.length > 0 && EDGE.has(kept[0]?.text ?? '')) kept = kept.slice(1);
  while (kept.length > 0 && EDGE.has(kept[kept.length - 1]?.text ?? '')) kept = kept.slice(0, -1);
  const words = kept.map((token, at) => spelledOut(token, kept[at + 1], context)).join(' ');
  // "dairy" is on no label: what most people put in its place is a milk
  return { query: instead && words === 'dairy' ? 'plant milk' : words, diet: plants ? 'vegan' : null };
}

/** "A bottle of red": English leaves the noun out. */
export function fromBottle(query: string, packing: string | null): string {
  return packing === 'bottle' && /^(?:red|white|ros[eé])$/i.test(query) ? `${query} wine` : query;
}

/** "1000 island" as its label spells it. */
function spelledOut(token: Token, next: Token | undefined, { vocabulary }: ReadingContext): string {
  if (token.kind !== 'number' || token.value === null || next === undefined) return token.text;
  const word = wordOfNumber(token.value);
  const labelled = vocabulary.pairCount(token.text, next.lemma) > 0;
  return word !== '' && !labelled && vocabulary.pairCount(word, next.lemma) > 0 ? word : token.text;
}

/** Things are made for these: "food for cats", "shampoo for dry hair". */
const OF_BODIES = new Set(
  'dog cat puppy kitten pet bird fish baby infant newborn toddler woman man hair skin face body dish laundry floor bathroom kitchen window car'.split(
    ' ',
  ),
);
const EATERS = new Set(
  'kid child family adult everyone everybody guest toddler teenager friend us myself husband wife'.split(' '),
);

const EVENTS = new Set(
  (
    'party road trip picnic bbq barbecue movie game night camping hike hiking sleepover potluck birthday tailgate office work ' +
    'school beach weekend thanksgiving christmas easter super bowl holiday wedding shower brunch gathering cookout'
  ).split(' '),
);

/** "snacks for the kids", "chips for a road trip", "red wine for steak": what a thing is for is on no label. */
function withoutPurpose(tokens: readonly Token[], { vocabulary }: ReadingContext): readonly Token[] {
  const at = tokens.findIndex((token) => token.text === 'for');
  const after = tokens.slice(at + 1).filter((token) => !FILLERS.has(token.text));
  if (at < 1 || after.length === 0 || after.length > 3) return tokens;
  const purpose = after.every((token) => EATERS.has(token.lemma) || EVENTS.has(token.lemma));
  const thing = vocabulary.isShoppable(tokens[at - 1]?.lemma ?? '');
  const dish = after.every((token) => !OF_BODIES.has(token.lemma) && vocabulary.isShoppable(token.lemma));
  return purpose || (thing && dish) ? tokens.slice(0, at) : tokens;
}

/** "Healthy Choice" is a brand. */
function isPraiseNamed(tokens: readonly Token[], at: number, { vocabulary }: ReadingContext): boolean {
  return vocabulary.pairCount(tokens[at]?.lemma ?? '', tokens[at + 1]?.lemma ?? '') > 0;
}

/** Places inside of known phrases of several words. */
function namedPlaces(lemmas: readonly string[], { vocabulary }: ReadingContext): ReadonlySet<number> {
  const known = new Set<number>();
  for (let at = 0; at < lemmas.length; at += 1)
    for (const match of vocabulary.phrasesAt(lemmas, at))
      if (match.length > 1) for (let offset = 0; offset < match.length; offset += 1) known.add(at + offset);
  return known;
}

/** "egg substitute" is sold under that name. */
function isPaired(lemmas: readonly string[], at: number, { vocabulary }: ReadingContext): boolean {
  const before = lemmas[at - 1];
  return (
    before !== undefined && lemmas[at] === 'substitute' && vocabulary.pairCount(before, lemmas[at] ?? '') > 0
  );
}

/** "half & half of …": a filler between two words of one name stays. */
function isNamed(lemmas: readonly string[], at: number, context: ReadingContext): boolean {
  const before = lemmas[at - 1];
  const after = lemmas[at + 1];
  if (before === undefined || after === undefined) return false;
  const word = lemmas[at] ?? '';
  return context.vocabulary.pairCount(before, word) > 0 && context.vocabulary.pairCount(word, after) > 0;
}
