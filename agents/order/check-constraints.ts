import { dietHolds } from '#agents/search/diet-facts.ts';
import { isEaten } from '#agents/search/is-eaten.ts';
import type { Allergen, Diet, Product } from '#agents/search/product.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import type { ShopperConstraints } from './order-outcome.ts';
import type { Conflict } from './receipt.ts';

/** Diet claims that state freedom from an allergen when the label has no allergen statement. */
const CLAIMS_FREE_OF: Readonly<Partial<Record<Allergen, readonly Diet[]>>> = {
  milk: ['dairy_free', 'vegan'],
  egg: ['vegan'],
  fish: ['vegan', 'vegetarian'],
  shellfish: ['vegan', 'vegetarian'],
  tree_nut: ['nut_free'],
  peanut: ['nut_free'],
  gluten: ['gluten_free'],
  wheat: ['gluten_free'],
};

/** Allergens that always come with another: wheat is a source of gluten. */
const ALWAYS_HOLDS: Readonly<Partial<Record<Allergen, readonly Allergen[]>>> = { wheat: ['gluten'] };

/** What is read of a product to judge it. */
export type JudgedProduct = Pick<
  Product,
  'name' | 'department' | 'category' | 'aliases' | 'ingredients' | 'diets' | 'allergens'
>;

/** Why this product must not be added without asking; empty when nothing speaks against it. */
export function conflictsOf(product: JudgedProduct, constraints: ShopperConstraints): readonly Conflict[] {
  if (!constraints.loaded) return [{ kind: 'constraints_unknown' }];
  const found: readonly Conflict[] = [
    ...constraints.allergies.flatMap((allergen) => allergyConflict(product, allergen)),
    ...constraints.diets.flatMap((diet) => dietConflict(product, diet)),
    ...constraints.dislikes
      .filter((dislike) => speaksOf(product, dislike))
      .map((dislike): Conflict => ({ kind: 'dislike', dislike })),
  ];
  const told = found.map((conflict) => withNeed(conflict, constraints));
  const unknown = (kind: Conflict['kind']) => kind === 'unknown_allergy' || kind === 'unknown_diet';
  return isEaten(product) ? told : told.filter(({ kind }) => !unknown(kind));
}

/** With whose it is; the shopper's own goes before anybody else's. */
function withNeed(conflict: Conflict, { needs = [] }: ShopperConstraints): Conflict {
  const { allergen, diet, dislike } = conflict;
  const about = needs.filter(
    ({ kind, value }) =>
      (kind === 'allergy' && value === allergen) ||
      (kind === 'diet' && value === diet) ||
      (kind === 'dislike' && value === dislike),
  );
  const [first] = about;
  if (first === undefined || about.some(({ who, avoided }) => who === 'you' && !avoided)) return conflict;
  return { ...conflict, need: { who: first.who, avoided: first.avoided } };
}

function allergyConflict({ allergens, diets }: JudgedProduct, allergen: Allergen): readonly Conflict[] {
  const holds = (listed: readonly Allergen[]) =>
    listed.some((found) => found === allergen || ALWAYS_HOLDS[found]?.includes(allergen));
  if (holds(allergens.contains)) return [{ kind: 'allergy', allergen }];
  if (holds(allergens.mayContain)) return [{ kind: 'possible_allergy', allergen }];
  if (allergens.declared) return [];
  const claimedFree = CLAIMS_FREE_OF[allergen]?.some((diet) => diets[diet] === 'yes') ?? false;
  return claimedFree ? [] : [{ kind: 'unknown_allergy', allergen }];
}

function dietConflict(product: JudgedProduct, diet: Diet): readonly Conflict[] {
  const fact = dietHolds(product, diet);
  if (fact === 'yes') return [];
  return [{ kind: fact === 'no' ? 'diet' : 'unknown_diet', diet }];
}

function speaksOf({ name, category, aliases, ingredients }: JudgedProduct, dislike: string): boolean {
  const words = new Set(contentTokens(`${name} ${category} ${aliases.join(' ')} ${ingredients ?? ''}`));
  const disliked = contentTokens(dislike);
  return disliked.length > 0 && disliked.every((word) => words.has(word));
}
