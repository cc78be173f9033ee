import type { IntentSlots, ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';
import { ingredientsAtHome } from './at-home.ts';
import { isLeftOut } from './left-out.ts';
import { mergeFilters } from './merge-filters.ts';
import type { ProductFilters } from './product-index.ts';
import type { Recipe, RecipeBook, RecipeIngredient } from './recipe.ts';
import { type SearchServices, searchGroup, type Wanted } from './search-group.ts';
import type { SearchGroup, SearchOutcome } from './search-outcome.ts';
import { contentTokens } from './tokenize.ts';

export interface SearchAgentServices extends SearchServices {
  readonly recipes: RecipeBook;
}

export interface SearchRequest {
  readonly intents: readonly RoutedIntent[];
  /** What the shopper's stored diets and allergies ask of every product. */
  readonly standing: ProductFilters;
  /** Words of what the shopper never eats; heeded unless it is asked for by name. */
  readonly avoided?: readonly string[];
  /** What this request asks of every product, beside the words. */
  readonly requestFilters: ProductFilters;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** Products shown for one ingredient: enough to choose from, few enough to read. */
const PER_INGREDIENT = 5;
/** Measures of an amount that may as well be the size of one pack. */
const MEASURED: ReadonlySet<string> = new Set('lb oz g kg ml l fl_oz gallon quart pint dozen'.split(' '));
const MAX_GROUPS = 40;
const MAX_SUGGESTED_RECIPES = 5;

interface Found {
  readonly groups: readonly SearchGroup[];
  readonly recipe?: Recipe;
  readonly suggestedRecipes?: readonly Recipe[];
  readonly unknownDish?: string;
  readonly atHome?: readonly string[];
}

/** Answers everything of a turn that asks for products: searches, browsing, questions, comparisons and recipes. */
export async function runSearch(
  services: SearchAgentServices,
  request: SearchRequest,
): Promise<SearchOutcome> {
  const found = await Promise.all(request.intents.map((intent) => runIntent(services, request, intent)));
  const groups = found.flatMap((it) => it.groups);
  const keys = groups.map((group) => JSON.stringify([group.query, group.ingredient?.name ?? null]));
  const atHome = found.flatMap((it) => it.atHome ?? []);
  const suggestedRecipes = found.flatMap((it) => it.suggestedRecipes ?? []);
  return {
    groups: groups.filter((_, at) => keys.indexOf(keys[at] ?? '') === at).slice(0, MAX_GROUPS),
    recipe: found.find((it) => it.recipe !== undefined)?.recipe ?? null,
    unknownDish: found.find((it) => it.unknownDish !== undefined)?.unknownDish ?? null,
    ...(atHome.length === 0 ? {} : { atHome }),
    ...(suggestedRecipes.length === 0 ? {} : { suggestedRecipes }),
  };
}

async function runIntent(
  services: SearchAgentServices,
  request: SearchRequest,
  intent: RoutedIntent,
): Promise<Found> {
  const items = (intent.slots.items ?? []).slice(0, MAX_GROUPS);
  switch (intent.name) {
    case 'search_products':
    case 'compare': {
      const beside = intent.slots.beside ?? [];
      const limit = request.limit + beside.length;
      const groups = await searchItems(services, { ...request, limit }, items, request.standing);
      return { groups: groups.map((group) => bySize(withoutThese(group, beside), items)) };
    }
    case 'product_question':
      // A question about a product is answered whatever the shopper's diets: nothing is offered.
      return { groups: await searchItems(services, request, items, {}) };
    case 'browse':
      return { groups: await browse(services, request, intent, items) };
    case 'recipe':
      return cook(
        services,
        {
          ...request,
          requestFilters: mergeFilters(request.requestFilters, intent.slots.filters ?? {}),
        },
        intent,
      );
    default:
      return { groups: [] };
  }
}

/** "do you have a bigger one": what has every word, by its size, in the unit that most state. */
function bySize(group: SearchGroup, items: readonly ItemMention[]): SearchGroup {
  const by = items.find(({ said }) => said === group.title)?.compared?.by;
  if ((by !== 'larger' && by !== 'smaller') || group.query.text === '') return group;
  const named = group.hits.filter(({ matchesAllTerms, product }) => matchesAllTerms && product.size !== null);
  const counts = new Map<string, number>();
  for (const { product } of named) {
    const unit = product.size?.unit ?? '';
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const unit = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const amount = ({ product }: (typeof named)[number]) => product.size?.amount ?? 0;
  const hits = named
    .filter(({ product }) => product.size?.unit === unit)
    .sort((a, b) => (by === 'larger' ? amount(b) - amount(a) : amount(a) - amount(b)));
  return { ...group, hits, total: hits.length, ordered: true };
}

function withoutThese(group: SearchGroup, ids: readonly string[]): SearchGroup {
  const hits = group.hits.filter(({ product }) => !ids.includes(product.id));
  return { ...group, hits, total: group.total - (group.hits.length - hits.length) };
}

/** What is only pointed at ("the second one") is no search. */
function isSearch(item: ItemMention): boolean {
  return item.query.trim() !== '' || (item.reference === null && Object.keys(item.filters).length > 0);
}

/** With the pack size that was named, which the index reads from the words: to who looks around "half a gallon" is one too. */
function withSize({ query, size, amount }: ItemMention): string {
  const thing = query.trim();
  if (thing === '') return thing;
  if (size !== undefined) return `${size} ${thing}`;
  if (amount === null || amount.mode !== 'absolute' || !MEASURED.has(amount.measure ?? '')) return thing;
  return `${amount.value === 0.5 ? 'half' : amount.value} ${(amount.measure ?? '').replace('_', ' ')} ${thing}`;
}

function searchItems(
  services: SearchAgentServices,
  request: SearchRequest,
  items: readonly ItemMention[],
  standing: ProductFilters,
): Promise<readonly SearchGroup[]> {
  return Promise.all(
    items.filter(isSearch).map((item) =>
      searchGroup(
        services,
        {
          ...plainly(request, item.said, withSize(item)),
          excludeTerms: [...item.excludeTerms, ...avoidedBeside(request, item.query, standing)],
          said: mergeFilters(request.requestFilters, item.filters),
          standing,
          sort: item.sort,
        },
        request.signal,
      ),
    ),
  );
}

/** A department by its name where there is one of that name, else its words; without either the whole shop. */
async function browse(
  services: SearchAgentServices,
  request: SearchRequest,
  { slots }: RoutedIntent,
  items: readonly ItemMention[],
): Promise<readonly SearchGroup[]> {
  const place = slots.which?.trim() ?? '';
  if (place === '') {
    const groups = await searchItems(services, request, items, request.standing);
    return groups.length > 0
      ? groups
      : [await searchGroup(services, plainly(request, '', ''), request.signal)];
  }
  const said = mergeFilters(request.requestFilters, { categories: [place] });
  const shelf = await searchGroup(services, { ...plainly(request, place, ''), said }, request.signal);
  if (shelf.total > 0 || shelf.excludedUnknown > 0) return [shelf];
  return [await searchGroup(services, plainly(request, place, place), request.signal)];
}

async function cook(
  services: SearchAgentServices,
  request: SearchRequest,
  { slots }: RoutedIntent,
): Promise<Found> {
  const dish = slots.dish?.trim() ?? '';
  const cuisine = slots.cuisine?.trim() ?? '';
  const recipe = dish === '' ? null : services.recipes.find(dish);
  if (recipe !== null) return cookFrom(services, request, recipe, slots);
  const words = dish === '' ? cuisine : dish;
  if (words === '') return { groups: [], suggestedRecipes: quickest(services.recipes.all()) };
  const group = await searchGroup(services, plainly(request, words, words), request.signal);
  if (dish !== '') return { groups: [group], unknownDish: dish };
  const suggestedRecipes = services.recipes.ofCuisine(cuisine).slice(0, MAX_SUGGESTED_RECIPES);
  return suggestedRecipes.length === 0 && group.total === 0
    ? { groups: [group], unknownDish: cuisine }
    : { groups: [group], suggestedRecipes };
}

async function cookFrom(
  services: SearchAgentServices,
  request: SearchRequest,
  recipe: Recipe,
  { without = [], atHome = [] }: IntentSlots,
): Promise<Found> {
  const owned = ingredientsAtHome(recipe, atHome, services.recipes.all());
  const groups = await ingredientsOf(services, request, recipe, without, owned);
  return { recipe, groups, atHome: owned.filter(({ pantry }) => !pantry).map(({ name }) => name) };
}

/** Dishes for whoever names none: the quickest of each cuisine, quickest first. */
function quickest(recipes: readonly Recipe[]): readonly Recipe[] {
  const byTime = [...recipes].sort(
    (left, right) => left.minutes - right.minutes || (left.id < right.id ? -1 : 1),
  );
  const cuisines = new Set<string>();
  return byTime
    .filter(({ cuisine }) => !cuisines.has(cuisine) && cuisines.add(cuisine))
    .slice(0, MAX_SUGGESTED_RECIPES);
}

function ingredientsOf(
  services: SearchAgentServices,
  request: SearchRequest,
  recipe: Recipe,
  without: readonly ItemMention[],
  owned: readonly RecipeIngredient[],
): Promise<readonly SearchGroup[]> {
  const needed = recipe.ingredients.filter(
    (ingredient) => !ingredient.pantry && !isLeftOut(ingredient, without) && !owned.includes(ingredient),
  );
  return Promise.all(
    needed.map(async (ingredient) => {
      const limit = Math.min(request.limit, PER_INGREDIENT);
      const base = { ...plainly(request, ingredient.name, ingredient.query), limit, ingredient };
      const group = await searchGroup(services, base, request.signal);
      if (!group.closestOnly) return group;
      // Mustard is no mustard seed: what is only near is not put forward as an ingredient.
      const byName = await searchGroup(services, { ...base, text: ingredient.name }, request.signal);
      return byName.closestOnly ? { ...byName, hits: [], total: 0, facets: [] } : byName;
    }),
  );
}

/** What is never eaten, but for what the words themselves ask for. `heeded` {}: a mere question, which offers nothing. */
function avoidedBeside({ avoided = [], standing }: SearchRequest, text: string, heeded: ProductFilters) {
  const asked = new Set(contentTokens(text));
  return heeded !== standing
    ? []
    : avoided.filter((term) => !contentTokens(term).some((word) => asked.has(word)));
}

function plainly(request: SearchRequest, title: string, text: string): Wanted {
  return {
    title,
    text,
    excludeTerms: avoidedBeside(request, text, request.standing),
    said: request.requestFilters,
    standing: request.standing,
    sort: 'relevance',
    limit: request.limit,
    ingredient: null,
  };
}
