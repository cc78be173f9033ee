import type { BaseUnit, Product } from '#agents/search/product.ts';
import type { SaidAmount } from '#agents/supervisor/intent.ts';

/** Grams, millilitres or items in one of each measure. US customary measures (NIST Handbook 44, app. C). */
const MEASURES: Readonly<Record<string, readonly [BaseUnit, number]>> = {
  g: ['g', 1],
  kg: ['g', 1000],
  oz: ['g', 28.349523125],
  lb: ['g', 453.59237],
  ml: ['ml', 1],
  l: ['ml', 1000],
  fl_oz: ['ml', 29.5735295625],
  pint: ['ml', 473.176473],
  quart: ['ml', 946.352946],
  gallon: ['ml', 3785.411784],
  dozen: ['each', 12],
  pair: ['each', 2],
};

/** Packs within this part of the amount asked for count as that amount: "1 lb" and "450 g". */
const TOLERANCE = 0.04;
/** A plain count from here on means items rather than packs when the pack holds at least as many. */
const ITEM_COUNT = 6;
/** Above this an amount in a measure that the pack does not state is no number of packs. */
const MAX_PACKS_OF_UNKNOWN_SIZE = 10;

export interface PackCount {
  readonly packs: number;
  /** exact: the packs are the amount · more: the least that holds it · unknown: the pack does not say, so it is asked. */
  readonly fit: 'exact' | 'more' | 'unknown';
  /** How much more than asked for it is, as a share: .5 is half as much again. 0 when that is not known. */
  readonly excess: number;
  /** How the amount became packs; null when the shopper named packs or gets exactly one. */
  readonly note: string | null;
}

/**
 * Turns an amount as said into packs of a product. `named` tells that the thing was named ("12 eggs"), so that a
 * plain count may mean items; of a thing pointed at ("12 of those") it always means packs.
 */
export function countPacks(amount: SaidAmount, product: Product, named: boolean): PackCount {
  const { value, measure } = amount;
  const { size } = product;
  const inItems = measure === null && named && value >= ITEM_COUNT && (size?.count ?? 1) >= ITEM_COUNT;
  if (measure === null && named && value >= 2 && isBagByWeight(product)) {
    const { packs, ...count } = wholePacks(value);
    return { ...count, packs, note: `${packName(packs, product)}: it is not sold by the piece` };
  }
  if (measure === 'pack' || (measure === null && !inItems)) return wholePacks(value);
  const [unit, factor] = inItems ? (['each', 1] as const) : (MEASURES[measure ?? ''] ?? [null, 1]);
  const said = `${asSaid(value)} ${measure === null ? 'items' : measureName(measure, value)}`;
  if (unit === 'each') {
    if (size === null || isBagByWeight(product)) return unknownSize(value, said);
    return fitPacks(value * factor, size.count, said, product);
  }
  // "64 oz of juice" means fluid ounces, since juice is measured by volume.
  const fluid = measure === 'oz' && size?.unit === 'ml';
  const [wantedUnit, wantedFactor] = fluid ? (['ml', 29.5735295625] as const) : [unit, factor];
  if (size === null || size.unit !== wantedUnit) return unknownSize(value, said);
  return fitPacks(value * wantedFactor, size.amount, said, product);
}

/** A third of a pound is .33 lb in words. */
function asSaid(value: number): number {
  return Math.round(value * 100) / 100;
}

/** "2 cans" of what is sold in packs of several: the packs that hold as many; far more than asked for is asked about. */
export function countSingles(value: number, single: string, product: Product): PackCount {
  const said = `${value} ${value === 1 ? single : plural(single)}`;
  const count = fitPacks(value, product.size?.count ?? 1, said, product, value > 1);
  return count.excess >= FAR_TOO_MUCH ? { ...count, fit: 'unknown' } : count;
}

/** Three times as much as was asked for. */
export const FAR_TOO_MUCH = 2;

/** A bag of loose things: six of them are no six bags, as whoever asks for six may think. */
function isBagByWeight({ size, unit }: Product): boolean {
  return size?.unit === 'g' && unit === 'bag';
}

function wholePacks(value: number): PackCount {
  const packs = Math.ceil(value);
  if (packs === value) return { packs, fit: 'exact', excess: 0, note: null };
  return { packs, fit: 'more', excess: 0, note: 'it is only sold whole' };
}

function fitPacks(
  needed: number,
  packAmount: number,
  said: string,
  product: Product,
  several = false,
): PackCount {
  const ratio = needed / packAmount;
  const packs = Math.max(1, Math.ceil(ratio * (1 - TOLERANCE)));
  const exact = Math.abs(packs / ratio - 1) <= TOLERANCE;
  const verbs = several ? ['are', 'come to'] : ['is', 'comes to'];
  const note = `${said} ${verbs[exact ? 0 : 1]} ${packName(packs, product)}`;
  return {
    packs,
    fit: exact ? 'exact' : 'more',
    excess: exact ? 0 : packs / ratio - 1,
    note: exact && (packs === 1 || packAmount === 1 || product.unit in MEASURES) ? null : note,
  };
}

function unknownSize(value: number, said: string): PackCount {
  const packs = value <= MAX_PACKS_OF_UNKNOWN_SIZE ? Math.max(1, Math.ceil(value)) : 1;
  return {
    packs,
    fit: 'unknown',
    excess: 0,
    note: `I can't tell how many packs ${said} is`,
  };
}

function packName(packs: number, { unit, size }: Product): string {
  // "2 lb of 1 lb" says nothing.
  if (unit in MEASURES) return `${packs} × ${size?.text ?? unit}`;
  const word = unit === 'each' || unit === '' ? 'pack' : unit;
  return `${packs} ${packs === 1 ? word : plural(word)} of ${size?.text ?? 'it'}`;
}

function plural(word: string): string {
  if (/(?:s|x|ch|sh)$/.test(word)) return `${word}es`;
  return word === 'loaf' ? 'loaves' : `${word}s`;
}

function measureName(measure: string, value: number): string {
  const words = measure.replace('_', ' ');
  return value !== 1 && /^(?:gallon|quart|pint|pair)$/.test(measure) ? `${words}s` : words;
}
