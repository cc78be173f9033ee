import { allergenPresent, dietHolds } from '#agents/search/diet-facts.ts';
import { ALLERGENS, type BaseUnit, DIETS, type Product, type TriState } from '#agents/search/product.ts';
import { foldText } from '#agents/search/tokenize.ts';
import { unitRate } from '#agents/search/unit-price.ts';
import { grow } from './grow.ts';
import { Labels } from './labels.ts';

export const UNKNOWN_PRICE = -1;
export const UNKNOWN_STOCK = -1;
export const TRI_STATES: readonly TriState[] = ['unknown', 'yes', 'no'];
export const BASE_UNITS: readonly BaseUnit[] = ['g', 'ml', 'each'];
export const NO_LABEL = 0xffff_ffff;

/** What filters, facets and sorts ask, one typed array a fact, one place a product. A replaced product is not alive. */
export class ProductColumns {
  readonly ids: string[] = [];
  readonly names: string[] = [];
  /** Names as sorting compares them. */
  readonly sortNames: string[] = [];
  readonly brands = new Labels();
  readonly categories = new Labels();
  readonly departments = new Labels();
  alive: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  price: Int32Array<ArrayBuffer> = new Int32Array(1024);
  stock: Int32Array<ArrayBuffer> = new Int32Array(1024);
  /** Cents per gram, millilitre or item; NaN when unknown. */
  rate: Float64Array<ArrayBuffer> = new Float64Array(1024);
  rateUnit: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  organic: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  dietYes: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  dietNo: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  allergenYes: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  allergenNo: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  brand: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  category: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  department: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  /** Products alive in each category. */
  readonly inCategory: number[] = [];
  aliveCount = 0;

  get length(): number {
    return this.ids.length;
  }

  /** Puts a product in the next slot; answers the slot. */
  add(product: Product): number {
    const slot = this.ids.length;
    this.#reserve(slot + 1);
    const rate = unitRate(product);
    const category = this.categories.idFor(product.category);
    this.ids.push(product.id);
    this.names.push(product.name);
    this.sortNames.push(foldText(product.name));
    this.alive[slot] = 1;
    this.price[slot] = product.priceCents ?? UNKNOWN_PRICE;
    this.stock[slot] = product.stock ?? UNKNOWN_STOCK;
    this.rate[slot] = rate?.centsPerUnit ?? Number.NaN;
    this.rateUnit[slot] = rate === null ? 0 : BASE_UNITS.indexOf(rate.unit);
    this.organic[slot] = TRI_STATES.indexOf(product.organic);
    this.brand[slot] = product.brand === null ? NO_LABEL : this.brands.idFor(product.brand);
    this.category[slot] = category;
    this.department[slot] = this.departments.idFor(product.department);
    DIETS.forEach((diet, bit) => {
      const holds = dietHolds(product, diet);
      if (holds === 'yes') this.dietYes[slot] = (this.dietYes[slot] as number) | (1 << bit);
      if (holds === 'no') this.dietNo[slot] = (this.dietNo[slot] as number) | (1 << bit);
    });
    ALLERGENS.forEach((allergen, bit) => {
      const present = allergenPresent(product, allergen);
      if (present === 'yes') this.allergenYes[slot] = (this.allergenYes[slot] as number) | (1 << bit);
      if (present === 'no') this.allergenNo[slot] = (this.allergenNo[slot] as number) | (1 << bit);
    });
    this.inCategory[category] = (this.inCategory[category] ?? 0) + 1;
    this.aliveCount += 1;
    return slot;
  }

  bury(slot: number): void {
    if (this.alive[slot] !== 1) return;
    const category = this.category[slot] as number;
    this.alive[slot] = 0;
    this.inCategory[category] = (this.inCategory[category] ?? 1) - 1;
    this.aliveCount -= 1;
  }

  #reserve(needed: number): void {
    if (needed <= this.alive.length) return;
    this.alive = grow(this.alive, needed);
    this.price = grow(this.price, needed);
    this.stock = grow(this.stock, needed);
    this.rate = grow(this.rate, needed);
    this.rateUnit = grow(this.rateUnit, needed);
    this.organic = grow(this.organic, needed);
    this.dietYes = grow(this.dietYes, needed);
    this.dietNo = grow(this.dietNo, needed);
    this.allergenYes = grow(this.allergenYes, needed);
    this.allergenNo = grow(this.allergenNo, needed);
    this.brand = grow(this.brand, needed);
    this.category = grow(this.category, needed);
    this.department = grow(this.department, needed);
  }
}
