import { ALLERGENS, type Allergen, type Diet, type TriState } from '#agents/search/product.ts';
import { type Ingredient, readStatement } from './read-statement.ts';
import type { Origin, Source } from './source.ts';
import { type Match, matchPhrase } from './source-lexicon.ts';

/** What follows from a label's ingredient text, by the rule of docs/decisions/0030. */
export interface DerivedFacts {
  /** Allergens of which an ingredient, or the label's own "Contains" sentence, names a source. */
  readonly contains: readonly Allergen[];
  /** Allergens of sentences on traces and shared equipment, without those contained. */
  readonly mayContain: readonly Allergen[];
  /**
   * True when an allergen that is named nowhere is not there: the list is whole, each ingredient is known and hides
   * none, and the label says something of allergens itself.
   */
  readonly absenceKnown: boolean;
  /** The same without asking for the label's own word on allergens. For measuring; not safe enough to act on. */
  readonly listIsClear: boolean;
  readonly vegetarian: TriState;
  readonly vegan: TriState;
  /** Allergens and diets among these that the label itself states, in "Contains", "free from" and "suitable for". */
  readonly stated: { readonly allergens: readonly Allergen[]; readonly diets: readonly Diet[] };
  /** Words that the lexicon does not know. */
  readonly unknownWords: readonly string[];
}

const ALL_ANIMAL: readonly Origin[] = ['meat', 'fish', 'dairy', 'egg', 'bee'];
/** Words that turn a food into a substitute of it, and of what it then is not: "vegan cheese", "meat free mince". */
const SUBSTITUTE = new Map<string, readonly Origin[]>([
  ...['vegan', 'plant based'].map((word) => [word, ALL_ANIMAL] as const),
  ...['meatless', 'meat free', 'meat substitute', 'meat alternative', 'veggie', 'vegetarian'].map(
    (word) => [word, ['meat', 'fish']] as const,
  ),
  ...['dairy free', 'non dairy', 'milk free'].map((word) => [word, ['dairy']] as const),
  ...['egg free', 'eggless'].map((word) => [word, ['egg']] as const),
]);
/** "Chicken flavour" and "bacon style" name a taste, not an ingredient. */
const TASTE = new Set(
  'flavor flavour flavoring flavouring flavored flavoured style type aroma seasoning'.split(' '),
);
const NEGATION = new Set(['no', 'non', 'without', 'not']);
const ANIMAL: ReadonlySet<Origin> = new Set(ALL_ANIMAL);

interface Gathered {
  readonly contains: Set<Allergen>;
  readonly open: Set<Allergen>;
  readonly origins: Set<Origin>;
  readonly unknownWords: Set<string>;
}

/** Derives facts from the ingredient text; the product's name can only speak against a diet, never for one. */
export function deriveFacts({
  name,
  ingredients,
}: {
  readonly name: string;
  readonly ingredients: string;
}): DerivedFacts {
  const statement = readStatement(ingredients);
  const found = gather();
  for (const ingredient of statement.ingredients) take(ingredient, found, false);
  const declared = gather();
  for (const text of statement.contains) takeText(text, declared);
  const traces = gather();
  for (const text of statement.mayContain) takeText(text, traces);
  const named = gather();
  takeText(name, named);

  const free = gather();
  for (const text of statement.freeFrom) takeText(text, free);
  const contains = ALLERGENS.filter((it) => found.contains.has(it) || declared.contains.has(it));
  const whole = statement.complete && found.unknownWords.size === 0;
  const listIsClear =
    whole && ![...found.open].some((it) => !contains.includes(it)) && !found.origins.has('open');
  const speaks = statement.contains.length + statement.freeFrom.length > 0;
  const origins = new Set([...found.origins, ...declared.origins]);
  const diet = (against: readonly Origin[], claimed: boolean): TriState => {
    if (against.some((it) => origins.has(it))) return 'no';
    if (against.some((it) => named.origins.has(it)) && !claimed) return 'unknown';
    if (claimed) return 'yes';
    return whole && !origins.has('open') ? 'yes' : 'unknown';
  };
  const { vegetarian, vegan } = statement.claims;
  const freeOf = (allergen: Allergen) => free.contains.has(allergen) && !contains.includes(allergen);
  return {
    contains,
    mayContain: ALLERGENS.filter((it) => traces.contains.has(it) && !contains.includes(it)),
    absenceKnown: listIsClear && speaks,
    listIsClear,
    vegetarian: diet(['meat', 'fish'], vegetarian),
    vegan: diet(['meat', 'fish', 'dairy', 'egg', 'bee'], vegan),
    stated: {
      allergens: ALLERGENS.filter((it) => declared.contains.has(it)),
      diets: [
        ...(vegan ? (['vegan'] as const) : []),
        ...(vegetarian ? (['vegetarian'] as const) : []),
        ...(freeOf('gluten') && !contains.includes('wheat') ? (['gluten_free'] as const) : []),
        ...(freeOf('milk') ? (['dairy_free'] as const) : []),
      ],
    },
    unknownWords: [...found.unknownWords],
  };
}

function gather(): Gathered {
  return { contains: new Set(), open: new Set(), origins: new Set(), unknownWords: new Set() };
}

/** `explained` when the ingredient it is part of says already what this is of. */
function take(ingredient: Ingredient, found: Gathered, explained: boolean): void {
  const matches = negated(matchPhrase(ingredient.name));
  const divided = ingredient.parts.length > 0 || ingredient.heading;
  const sources = matches.filter(({ source }) => source !== null && source.origin !== 'form');
  const substituted = matches.flatMap(({ words }) => SUBSTITUTE.get(words.join(' ')) ?? []);
  const glutenFree = matches.some(({ words }) => words.join(' ') === 'gluten free');
  const says = sources.some(({ source }) => source?.counts === 'always');
  matches.forEach(({ words, source }, at) => {
    if (source === null) {
      if (!divided && !explained) for (const word of words) found.unknownWords.add(word);
      return;
    }
    if (source.origin === 'form') return;
    if (source.counts === 'undivided' && divided) return;
    if (
      source.counts === 'alone' &&
      (explained || sources.length > 1 || (divided && !unexplainedFlour(source, ingredient)))
    )
      return;
    add(asMeant(source, { substituted, glutenFree, taste: isTaste(matches, at) }), found);
  });
  for (const part of ingredient.parts) take(part, found, explained || says);
}

/** "Enriched flour (niacin, iron)": the parts name no other grain than those with gluten. */
function unexplainedFlour({ contains }: Source, { parts, heading }: Ingredient): boolean {
  if (heading || !contains.includes('wheat')) return false;
  return !parts.some(({ name }) =>
    matchPhrase(name).some(({ source }) => source?.grown === true && !source.contains.includes('gluten')),
  );
}

function takeText(text: string, found: Gathered): void {
  for (const phrase of text.split(/[,;&()[\]/.]|\band\b|\bor\b/i)) {
    take({ name: phrase, parts: [], heading: false }, found, false);
  }
}

function add({ contains, open, origin }: Source, found: Gathered): void {
  for (const allergen of contains) found.contains.add(allergen);
  for (const allergen of open) found.open.add(allergen);
  found.origins.add(origin);
}

/** Leaves out what "free", "no" or "without" takes back: "nut free", "no egg". */
function negated(matches: readonly Match[]): readonly Match[] {
  return matches.filter(({ source }, at) => {
    if (source === null || source.origin === 'form') return true;
    return matches[at + 1]?.words[0] !== 'free' && !NEGATION.has(matches[at - 1]?.words[0] ?? '');
  });
}

function isTaste(matches: readonly Match[], at: number): boolean {
  return matches.slice(at + 1, at + 3).some(({ words }) => TASTE.has(words[0] ?? ''));
}

function asMeant(
  source: Source,
  {
    substituted,
    glutenFree,
    taste,
  }: { readonly substituted: readonly Origin[]; readonly glutenFree: boolean; readonly taste: boolean },
): Source {
  if (
    substituted.includes(source.origin) ||
    (substituted.includes('dairy') && source.contains.includes('milk'))
  )
    return { ...source, origin: 'plant', contains: [], open: source.contains };
  if (taste && (ANIMAL.has(source.origin) || source.contains.length > 0)) {
    return {
      ...source,
      origin: ANIMAL.has(source.origin) ? 'open' : source.origin,
      contains: [],
      open: source.contains,
    };
  }
  if (!glutenFree) return source;
  const without = (list: readonly Allergen[]) => list.filter((it) => it !== 'gluten');
  const contains =
    source.counts === 'always' ? source.contains : source.contains.filter((it) => it !== 'wheat');
  return { ...source, contains: without(contains), open: without(source.open) };
}
