import { type Allergen, DIETS, type Diet, type Product, type TriState } from './product.ts';

type DietFacts = Pick<Product, 'diets' | 'allergens' | 'derived'>;

/** What holds for the first also holds for the others: vegan food is vegetarian and free of dairy. */
const IMPLIES: Readonly<Partial<Record<Diet, readonly Diet[]>>> = {
  vegan: ['vegetarian', 'pescatarian', 'dairy_free', 'lactose_free'],
  vegetarian: ['pescatarian'],
  dairy_free: ['lactose_free'],
};

/** An allergen that is contained rules the diet out, whatever else is claimed. */
const RULED_OUT_BY: Readonly<Partial<Record<Diet, readonly Allergen[]>>> = {
  vegan: ['milk', 'egg', 'fish', 'shellfish'],
  vegetarian: ['fish', 'shellfish'],
  dairy_free: ['milk'],
  gluten_free: ['gluten', 'wheat'],
  nut_free: ['tree_nut', 'peanut'],
};

/**
 * Whether a diet holds for a product, from its stated facts and what follows from them. Against each other, "no" wins.
 * Nothing follows from silence: what is neither stated nor implied is unknown.
 */
export function dietHolds(product: DietFacts, diet: Diet): TriState {
  const ruledOut = RULED_OUT_BY[diet] ?? [];
  if (product.diets[diet] === 'no' || ruledOut.some((it) => product.allergens.contains.includes(it))) {
    return 'no';
  }
  for (const implied of IMPLIES[diet] ?? []) if (dietHolds(product, implied) === 'no') return 'no';
  if (product.diets[diet] === 'yes') return 'yes';
  for (const [stricter, implied] of Object.entries(IMPLIES) as [Diet, readonly Diet[]][]) {
    if (implied.includes(diet) && product.diets[stricter] === 'yes') return 'yes';
  }
  return 'unknown';
}

/** The diets that hold for a product. */
export function dietsOf(product: DietFacts): readonly Diet[] {
  return DIETS.filter((diet) => dietHolds(product, diet) === 'yes');
}

/** The same in few words: what goes without saying is left out, as "vegetarian" beside "vegan". */
export function tellingDiets(product: DietFacts): readonly Diet[] {
  const diets = dietsOf(product);
  return diets.filter((diet) => !diets.some((stricter) => IMPLIES[stricter]?.includes(diet)));
}

/** Whether an allergen is in a product, or may be. Wheat is gluten. */
export function allergenPresent(product: Pick<Product, 'allergens'>, allergen: Allergen): TriState {
  const { contains, mayContain, declared } = product.allergens;
  const named = allergen === 'gluten' ? (['gluten', 'wheat'] as const) : [allergen];
  if (named.some((it) => contains.includes(it) || mayContain.includes(it))) return 'yes';
  return declared ? 'no' : 'unknown';
}

/** True when what is known of a diet follows from the ingredient list only, and is not stated. */
export function dietIsDerived(product: DietFacts, diet: Diet): boolean {
  const known = dietHolds(product, diet);
  return (
    known !== 'unknown' && product.derived !== undefined && dietHolds(statedOnly(product), diet) !== known
  );
}

/** True when what is known of an allergen follows from the ingredient list only, and is not stated. */
export function allergenIsDerived(
  product: Pick<Product, 'allergens' | 'derived'>,
  allergen: Allergen,
): boolean {
  const known = allergenPresent(product, allergen);
  if (known === 'unknown' || product.derived === undefined) return false;
  return allergenPresent(statedOnly({ ...product, diets: {} }), allergen) !== known;
}

function statedOnly({ diets, allergens, derived }: DietFacts): DietFacts {
  if (derived === undefined) return { diets, allergens };
  return {
    diets: Object.fromEntries(
      Object.entries(diets).filter(([diet]) => !(derived.diets as readonly string[]).includes(diet)),
    ),
    allergens: {
      ...allergens,
      contains: allergens.contains.filter((it) => !derived.allergens.includes(it)),
      declared: allergens.declared && !derived.freeOfOthers,
    },
  };
}
