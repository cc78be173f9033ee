import type { ProductIndex } from './product-index.ts';
import type { RecipeBook, RecipeIngredient } from './recipe.ts';
import { contentTokens } from './tokenize.ts';

/** Finds what recipes put beside a thing. */
export interface CompanionFinder {
  /** The most telling first; empty when the recipes know too little of the thing. */
  find(wanted: string, limit: number, signal?: AbortSignal): Promise<readonly RecipeIngredient[]>;
}

/** Recipes that two things must share before they are said to go together. */
const MIN_SUPPORT = 2;
/** How keyword-like ingredients are looked up: their names matter. */
const ALPHA = 0;

interface Known {
  readonly ingredient: RecipeIngredient;
  readonly tokens: ReadonlySet<string>;
  /** Category of the product that the ingredient is first of all; null when the catalogue has none. */
  readonly category: string | null;
}

/**
 * Ranks ingredients by their lift, P(both) / (P(one) · P(other)), weighted by the recipes that hold both. A thing is an
 * ingredient of its name or of its shelf: spaghetti counts for "pasta". Shelves are looked up once, at first use.
 */
export function createCompanionFinder(
  recipes: Pick<RecipeBook, 'all'>,
  products: Pick<ProductIndex, 'search'>,
): CompanionFinder {
  let known: Promise<readonly (readonly Known[])[]> | null = null;

  const categoryOf = async (text: string): Promise<string | null> => {
    const query = {
      text,
      excludeTerms: [],
      alpha: ALPHA,
      filters: {},
      limit: 1,
      offset: 0,
      sort: 'relevance' as const,
    };
    const { hits } = await products.search(query);
    return hits[0]?.matchesAllTerms === true ? hits[0].product.category : null;
  };

  const learn = async (): Promise<readonly (readonly Known[])[]> => {
    const categories = new Map<string, Promise<string | null>>();
    const look = (text: string) => {
      const found = categories.get(text) ?? nextTask().then(() => categoryOf(text));
      categories.set(text, found);
      return found;
    };
    const tables: Known[][] = [];
    for (const { ingredients } of recipes.all()) {
      const table: Known[] = [];
      for (const ingredient of ingredients) {
        const tokens = new Set([...contentTokens(ingredient.name), ...contentTokens(ingredient.query)]);
        table.push({ ingredient, tokens, category: await look(ingredient.query) });
      }
      tables.push(table);
    }
    return tables;
  };

  return {
    async find(wanted, limit, signal) {
      known ??= learn().catch((error: unknown) => {
        known = null;
        throw error;
      });
      const [tables, category] = await Promise.all([known, categoryOf(wanted)]);
      signal?.throwIfAborted();
      return rank(tables, contentTokens(wanted), category, limit);
    },
  };
}

/** Lets turns be answered between two look-ups. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function rank(
  recipes: readonly (readonly Known[])[],
  words: readonly string[],
  category: string | null,
  limit: number,
): readonly RecipeIngredient[] {
  if (words.length === 0) return [];
  const isIt = ({ tokens, category: shelf }: Known) =>
    words.every((word) => tokens.has(word)) || (category !== null && shelf === category);
  const beside = new Map<string, { ingredient: RecipeIngredient; together: number; apart: number }>();
  let having = 0;
  for (const ingredients of recipes) {
    const has = ingredients.some(isIt);
    if (has) having += 1;
    for (const one of ingredients) {
      if (one.ingredient.pantry || isIt(one)) continue;
      const key = contentTokens(one.ingredient.query).join(' ');
      const counts = beside.get(key) ?? { ingredient: one.ingredient, together: 0, apart: 0 };
      if (has) counts.together += 1;
      else counts.apart += 1;
      beside.set(key, counts);
    }
  }
  return [...beside.values()]
    .filter(({ together }) => together >= MIN_SUPPORT)
    .map(({ ingredient, together, apart }) => {
      const lift = (together * recipes.length) / (having * (together + apart));
      return { ingredient, telling: lift * Math.log1p(together) };
    })
    .sort((left, right) => right.telling - left.telling)
    .slice(0, limit)
    .map(({ ingredient }) => ingredient);
}
