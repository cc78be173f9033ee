import { editDistance } from './edit-distance.ts';
import type { Recipe, RecipeBook } from './recipe.ts';
import { contentTokens, nameKey } from './tokenize.ts';

/** Words around a dish that are no part of its name. */
const AROUND = new Set(
  'recipe ingredient dish homemade make making cook cooking easy quick simple good best authentic classic traditional style night dinner lunch tonight'.split(
    ' ',
  ),
);
/** What a name must have in common with the words said, as Dice overlap. */
const LEAST_OVERLAP = 0.5;

interface Entry {
  readonly recipe: Recipe;
  readonly tokens: readonly string[];
}

interface Fit {
  readonly recipe: Recipe;
  readonly overlap: number;
  /** True when the words said are only a part of the name, as "curry" is of many. */
  readonly partial: boolean;
}

/** A book over the recipes given; it reads names and aliases with their slips of the pen, in any script. */
export function createRecipeBook(recipes: readonly Recipe[]): RecipeBook {
  const entries: readonly Entry[] = recipes.flatMap((recipe) =>
    [recipe.name, ...recipe.aliases].map((name) => ({ recipe, tokens: contentTokens(name) })),
  );
  // a word of some recipe is no slip for a word of another: chicken is no chickpea
  const known = new Set([
    ...entries.flatMap(({ tokens }) => tokens),
    ...recipes.flatMap(({ ingredients }) => ingredients.flatMap(({ name }) => contentTokens(name))),
  ]);
  const cuisines = new Set(recipes.map((recipe) => nameKey(recipe.cuisine)));
  return {
    find(dish) {
      const said = contentTokens(dish);
      const named = said.filter((token) => !AROUND.has(token));
      const words = named.length > 0 ? named : said;
      if (words.length === 0) return null;
      const fits = entries
        .flatMap((entry) => fitOf(entry, words, known) ?? [])
        .sort((left, right) => right.overlap - left.overlap);
      const [best] = fits;
      if (best === undefined) return null;
      // "curry" is a part of many names and "thai" a cuisine: neither names one dish.
      const vague =
        cuisines.has(words.join(' ')) ||
        entries.some((it) => it.recipe.id !== best.recipe.id && namesAll(it.tokens, words, known));
      return best.partial && vague ? null : best.recipe;
    },
    ofCuisine(cuisine) {
      const asked = new Set(contentTokens(cuisine));
      return recipes.filter((recipe) => {
        const own = nameKey(recipe.cuisine).split(' ');
        return own.every((token) => asked.has(token));
      });
    },
    all: () => recipes,
  };
}

function fitOf({ recipe, tokens }: Entry, words: readonly string[], known: ReadonlySet<string>): Fit | null {
  const isKnown = words.length > 1 && words.every((word) => known.has(word));
  const whole = isKnown
    ? Number(tokens.join('') === words.join(''))
    : alike(words.join(''), tokens.join(''), known);
  if (whole > 0) return { recipe, overlap: whole, partial: false };
  const inName = words.map((word) => bestAlike(word, tokens, known));
  const inWords = tokens.map((token) =>
    words.reduce((best, word) => Math.max(best, alike(word, token, known)), 0),
  );
  const saysAllOfName = inWords.every((likeness) => likeness > 0);
  if (!saysAllOfName && !namesAll(tokens, words, known)) return null;
  const overlap = (sum(inName) + sum(inWords)) / (words.length + tokens.length);
  const sides = Math.min(words.length, tokens.length) / Math.max(words.length, tokens.length);
  if (overlap < LEAST_OVERLAP || sides < LEAST_OVERLAP) return null;
  return { recipe, overlap, partial: !saysAllOfName };
}

function namesAll(tokens: readonly string[], words: readonly string[], known: ReadonlySet<string>): boolean {
  return words.every((word) => bestAlike(word, tokens, known) > 0);
}

function bestAlike(word: string, among: readonly string[], known: ReadonlySet<string>): number {
  return among.reduce((best, other) => Math.max(best, alike(word, other, known)), 0);
}

/** 1 for the same word, less for one or two slips, 0 for another word. Short words allow none, nor do words known. */
function alike(said: string, other: string, known: ReadonlySet<string>): number {
  if (said === other) return 1;
  const length = Math.min(said.length, other.length);
  const allowed = length < 4 || known.has(said) ? 0 : length < 7 ? 1 : 2;
  const distance = allowed === 0 ? 1 : editDistance(said, other, allowed);
  return distance > allowed ? 0 : 1 - distance / (length + 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
