import { allergenPresent, dietHolds } from '#agents/search/diet-facts.ts';
import { ALLERGENS, type BaseUnit, DIETS, type Product, type TriState } from '#agents/search/product.ts';
import { foldText } from '#agents/search/tokenize.ts';
import { unitRate } from '#agents/search/unit-price.ts';
import { grow } from './grow.ts';
import { Labels } from './labels.ts';
import type { Packed } from './packed-file.ts';

export const UNKNOWN_PRICE = -1;
export const UNKNOWN_STOCK = -1;
export const TRI_STATES: readonly TriState[] = ['unknown', 'yes', 'no'];
export const BASE_UNITS: readonly BaseUnit[] = ['g', 'ml', 'each'];
export const NO_LABEL = 0xffff_ffff;

const NUMBERS = [
  'alive',
  'price',
  'stock',
  'rate',
  'rateUnit',
  'amount',
  'amountUnit',
  'packCount',
  'organic',
  'dietYes',
  'dietNo',
  'allergenYes',
  'allergenNo',
  'brand',
  'category',
  'department',
] as const;

/** What filters, facets and sorts ask, one typed array a fact, one place a product. A replaced product is not alive. */
export class ProductColumns {
  ids: string[] = [];
  names: string[] = [];
  readonly brands = new Labels();
  readonly categories = new Labels();
  readonly departments = new Labels();
  alive: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  price: Int32Array<ArrayBuffer> = new Int32Array(1024);
  stock: Int32Array<ArrayBuffer> = new Int32Array(1024);
  /** Cents per gram, millilitre or item; NaN when unknown. */
  rate: Float64Array<ArrayBuffer> = new Float64Array(1024);
  rateUnit: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  /** Grams, millilitres or items in the pack; NaN when unknown. */
  amount: Float64Array<ArrayBuffer> = new Float64Array(1024);
  amountUnit: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  /** Single items in the pack. */
  packCount: Float64Array<ArrayBuffer> = new Float64Array(1024);
  organic: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  dietYes: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  dietNo: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  allergenYes: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  allergenNo: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  brand: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  category: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  department: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  /** Products alive in each category. */
  inCategory: number[] = [];
  aliveCount = 0;
  /** Slots whose product states its size, buried ones included. */
  sizedCount = 0;
  #sortNames: (string | undefined)[] = [];

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
    this.alive[slot] = 1;
    this.price[slot] = product.priceCents ?? UNKNOWN_PRICE;
    this.stock[slot] = product.stock ?? UNKNOWN_STOCK;
    this.rate[slot] = rate?.centsPerUnit ?? Number.NaN;
    this.rateUnit[slot] = rate === null ? 0 : BASE_UNITS.indexOf(rate.unit);
    this.amount[slot] = product.size?.amount ?? Number.NaN;
    this.amountUnit[slot] = product.size === null ? 0 : BASE_UNITS.indexOf(product.size.unit);
    this.packCount[slot] = product.size?.count ?? 1;
    if (product.size !== null) this.sizedCount += 1;
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

  /** A name as sorting compares it. */
  sortName(slot: number): string {
    const name = this.#sortNames[slot] ?? foldText(this.names[slot] ?? '');
    this.#sortNames[slot] = name;
    return name;
  }

  pack(): Packed {
    const { ids, names, brands, categories, departments, inCategory, aliveCount, sizedCount } = this;
    const texts = { brands: brands.texts, categories: categories.texts, departments: departments.texts };
    const numbers = Object.fromEntries(NUMBERS.map((name) => [name, this[name].slice(0, this.length)]));
    return { plain: { ids, names, ...texts, inCategory, aliveCount, sizedCount }, numbers };
  }

  static unpack({ plain, numbers }: Packed): ProductColumns {
    const columns = new ProductColumns();
    const it = plain as Pick<ProductColumns, 'ids' | 'names' | 'inCategory' | 'aliveCount' | 'sizedCount'> &
      Record<'brands' | 'categories' | 'departments', string[]>;
    columns.ids = it.ids;
    columns.names = it.names;
    columns.inCategory = it.inCategory;
    columns.aliveCount = it.aliveCount;
    columns.sizedCount = it.sizedCount;
    for (const name of ['brands', 'categories', 'departments'] as const) {
      for (const text of it[name]) columns[name].idFor(text);
    }
    Object.assign(columns, Object.fromEntries(NUMBERS.map((name) => [name, numbers[name]])));
    return columns;
  }

  #reserve(needed: number): void {
    if (needed <= this.alive.length) return;
    this.alive = grow(this.alive, needed);
    this.price = grow(this.price, needed);
    this.stock = grow(this.stock, needed);
    this.rate = grow(this.rate, needed);
    this.rateUnit = grow(this.rateUnit, needed);
    this.amount = grow(this.amount, needed);
    this.amountUnit = grow(this.amountUnit, needed);
    this.packCount = grow(this.packCount, needed);
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
