/** One thing a recipe needs: what to look for, and how much of it for the stated servings. */
export interface RecipeIngredient {
  readonly name: string;
  /** Search words that find it in a catalogue. */
  readonly query: string;
  readonly amount: string;
  /** True for what most kitchens have (salt, oil): named apart, never put into a cart unasked. */
  readonly pantry: boolean;
  readonly optional: boolean;
}

export interface Recipe {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly cuisine: string;
  readonly servings: number;
  readonly minutes: number;
  readonly ingredients: readonly RecipeIngredient[];
}

/** PORT. Knows dishes. `find` takes a dish as a shopper names it; null when it knows none that fits. */
export interface RecipeBook {
  find(dish: string): Recipe | null;
  /** Recipes of a cuisine; empty when there are none. */
  ofCuisine(cuisine: string): readonly Recipe[];
  all(): readonly Recipe[];
}
