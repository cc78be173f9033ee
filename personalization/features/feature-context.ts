/** What a feature may name: a product that the catalogue still has. */
export interface KnownProduct {
  readonly name: string;
  /** Why it is not put forward unasked, as the end of a sentence: a diet, an allergy, a dislike. Null when nothing speaks against it. */
  readonly unfit: string | null;
  readonly brand?: string | null;
  readonly category?: string | null;
  /** What its label says of diets and cuisines; what it does not say is absent. */
  readonly traits: readonly Trait[];
}

/** One fact of a product, with how common it is in the shop. */
export interface Trait {
  readonly kind: 'diet' | 'cuisine';
  readonly name: string;
  readonly holds: boolean;
  /** Share of the shop's products that it holds for. */
  readonly shopShare: number;
}

/** One product of a result list, in its unpersonalised order. */
export interface Candidate {
  readonly productId: string;
  readonly name: string;
  /** Relevance in [0, 1]. */
  readonly score: number;
  readonly brand?: string | null;
  readonly category?: string | null;
  readonly priceCents?: number | null;
  /** How well its price suits the shopper, about −1 … 1; absent while that is not known. */
  readonly priceFit?: number | null;
  /** The words asked for are the product's whole name or an alias of it. */
  readonly exactName: boolean;
  /** As of a known product; absent where nothing is known. */
  readonly traits?: readonly Trait[];
}

/** What a turn gives the features beside the profile. */
export interface FeatureContext {
  readonly now: number;
  /** `all`: the shopper wants the plain order. */
  readonly view: 'personalized' | 'all';
  /** The catalogue's record of bought products, by id; those that it no longer has are absent. */
  readonly products: ReadonlyMap<string, KnownProduct>;
  /** What is in the cart: products, each once. */
  readonly basket: { readonly productIds: readonly string[] };
  /** What the cart costs after discounts. */
  readonly spentCents: number;
  /** Products that the turn is about: put into the cart, in it, or found; those it is most about first. */
  readonly focus: readonly string[];
  /** What could stand in for products of `focus`: on sale, of the same kind, in no conflict with what is known. */
  readonly replacements: readonly Replacement[];
  /** Products of the cart, and those that may be offered beside: on sale, and in no conflict with diets and allergies. */
  readonly offerable: ReadonlyMap<string, { readonly name: string; readonly priceCents: number | null }>;
  /** The products of this turn's results; empty when none were asked for. */
  readonly candidates: readonly Candidate[];
  /** "Do I need milk?": what was said, and the products that it means; "" asks for all. Null when it was not asked. */
  readonly asked: { readonly said: string; readonly productIds: readonly string[] } | null;
}

/** A product that could stand in for another. */
export interface Replacement {
  readonly productId: string;
  readonly name: string;
  /** Cents of a unit, in the measure of both. */
  readonly unitCents: number;
  /** What a unit costs less, as shelves print it: "$0.40 per lb". */
  readonly saving: string;
  /** One of it costs less than one of the other, too: a bigger pack may cost less a unit and more money. */
  readonly packCostsLess: boolean;
  readonly insteadOf: { readonly productId: string; readonly name: string; readonly unitCents: number };
}
