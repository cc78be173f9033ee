import type { BaseUnit, PackSize } from './product.ts';
import { parsePackSize } from './size.ts';

/** A query in two parts: what is looked for, and the pack size that was named with it. */
export interface SizeReading {
  readonly wanted: string;
  /** Null when no size is named. An ounce may be meant by weight or by volume: both are given. */
  readonly sizes: readonly Pick<PackSize, 'amount' | 'unit' | 'count'>[] | null;
}

/** Words of a size at most: "12 x 330 ml" in full. */
const LONGEST = 6;
/** Without a number only these name a size: a can, a bag or an egg is rather the thing itself. */
const NUMBERLESS = /^(?:a\s+|half\s+(?:a\s+)?)?(?:dozen|gallon|quart|pint|lit(?:er|re)|pound|kilo)$/i;
const FLUID_OUNCES_AN_OUNCE = 29.5735295625 / 28.349523125;

/** Parts "milk 1 gallon" into "milk" and its size, "500g pasta" into "pasta" and 500 grams. A query of a size alone is left whole. */
export function readSize(text: string): SizeReading {
  const words = text.trim().split(/\s+/u);
  for (let length = Math.min(LONGEST, words.length - 1); length > 0; length -= 1) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const span = words.slice(from, from + length).join(' ');
      if (!(/^(?:half\s+)?[\d.½¼¾]/u.test(span) ? /\p{L}/u.test(span) : NUMBERLESS.test(span))) continue;
      const size = parsePackSize(span);
      if (size === null) continue;
      const rest = [...words.slice(0, from), ...words.slice(from + length)];
      const wanted = rest.filter((word) => !/^(?:of|x)$/i.test(word)).join(' ');
      if (!/\p{L}/u.test(wanted)) continue;
      return { wanted, sizes: readings(span, size) };
    }
  }
  return { wanted: text, sizes: null };
}

function readings(span: string, { amount, unit, count }: PackSize): SizeReading['sizes'] {
  const size = { amount, unit, count };
  if (unit !== 'g' || !/\b(?:oz|ounces?)\b/i.test(span.replace(/(\d)(\p{L})/gu, '$1 $2'))) return [size];
  return [size, { amount: amount * FLUID_OUNCES_AN_OUNCE, unit: 'ml', count }];
}

/** How near a pack is to an asked size: 1 the same, 0 four times as much or as little, or another measure. */
export function sizeNearness(
  asked: NonNullable<SizeReading['sizes']>,
  pack: { readonly amount: number; readonly unit: BaseUnit; readonly count: number },
): number {
  let best = 0;
  for (const { amount, unit, count } of asked) {
    // "12 pack" asks for twelve, of whatever size each.
    const ratio =
      unit === 'each' ? (pack.unit === 'each' ? pack.amount : pack.count) / count : pack.amount / amount;
    if (unit !== 'each' && unit !== pack.unit) continue;
    const off = Math.abs(Math.log2(ratio));
    best = Math.max(best, off < SAME ? 1 : NEARLY * (1 - off / FAR));
  }
  return Math.max(0, best);
}

/** Two labels of one size differ by rounding; two doublings are another size. */
const SAME = Math.log2(1.04);
const FAR = 2;
/** What a size counts for at most that is not the one asked for. */
const NEARLY = 0.6;
