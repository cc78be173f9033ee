import type { BaseUnit, PackSize } from './product.ts';

/** Grams, millilitres or single items in one of each label unit. US customary measures (NIST Handbook 44, app. C). */
const UNITS = new Map<string, readonly [BaseUnit, number]>();
function define(base: BaseUnit, factor: number, names: string): void {
  for (const name of names.split(' ')) UNITS.set(name, [base, factor]);
}
define('g', 1, 'g gr grm gm gms gram grams gramme grammes');
define('g', 0.001, 'mg milligram milligrams');
define('g', 1000, 'kg kgs kgm kilo kilos kilogram kilograms');
define('g', 28.349523125, 'oz ozs onz ounce ounces');
define('g', 453.59237, 'lb lbs lbr pound pounds #');
define('ml', 1, 'ml mlt millilitre millilitres milliliter milliliters cc');
define('ml', 10, 'cl centilitre centilitres centiliter');
define('ml', 100, 'dl decilitre decilitres deciliter');
define('ml', 1000, 'l lt ltr litre litres liter liters');
define('ml', 29.5735295625, 'floz oza fluidounce fluidounces');
define('ml', 473.176473, 'pt pint pints');
define('ml', 946.352946, 'qt qts quart quarts');
define('ml', 3785.411784, 'gal gals gallon gallons');
define('each', 12, 'dozen doz dozens dz');
define('each', 1, 'ct cts count each ea pack packs pk pks piece pieces pc pcs unit units item items single');
define(
  'each',
  1,
  'bunch bunches head heads roll rolls bag bags teabags sachet sachets pod pods capsule capsules',
);
define(
  'each',
  1,
  'tablet tablets slice slices egg eggs wipe wipes loaf loaves can cans bottle bottles jar jars',
);
define(
  'each',
  1,
  'box boxes bar bars stick sticks patty patties bun buns roll sheet sheets cup cups pouch pouches',
);
define(
  'each',
  1,
  'carton cartons tub tubs tray trays stalk stalks ear ears clove cloves bulb bulbs clamshell',
);
define(
  'each',
  1,
  'filet filets fillet fillets link links tortilla tortillas bagel bagels muffin muffins cookie',
);
define(
  'each',
  1,
  'cookies donut donuts load loads spray sprays dose doses diaper diapers napkin napkins plate plates pair pairs kit',
);

/** Words that say how sure or how packed a size is, and change nothing about it. */
const IGNORED = new Set(
  'typically approx approximately about avg average net wt weight vol volume min minimum est e per of a an the fl size large medium small jumbo extra mega super family regular double in and'.split(
    ' ',
  ),
);
/** Lengths and areas say what the one item is like ("75 sq ft" of foil), not how much of it to compare. */
const DIMENSIONS = new Set('sq sqft ft feet foot yd yds yard yards m meter meters metre metres'.split(' '));
const FRACTIONS: Readonly<Record<string, number>> = { half: 0.5, quarter: 0.25 };

interface Measure {
  readonly value: number;
  readonly unit: BaseUnit;
  readonly times: boolean;
}

/** Reads a label's size; null when any part of it is not understood, so that no size is ever guessed. */
export function parsePackSize(text: string): PackSize | null {
  const label = text.trim();
  if (label === '' || label.length > 120) return null;
  const plain = label
    .replace(/(\d)\s*([½¼¾⅓⅔⅛])/g, '$1 $2')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('⁄', '/');
  const outside = plain.replace(/\([^)]*\)/g, ' ').trim();
  const readings = [outside, ...[...plain.matchAll(/\(([^)]*)\)/g)].map((match) => match[1] ?? '')];
  for (const reading of readings) {
    // "8 oz/226 g" and "1 lb or 454 g" say one size twice: the first that can be read counts.
    for (const side of reading.split(/(?<=[a-z.])\s*\/\s*(?=\d)|\s+or\s+|\s*[|;=]\s*/)) {
      const size = readMeasures(side);
      if (size !== null) return { text: label, ...size };
    }
    if (outside !== '') break;
  }
  return null;
}

function readMeasures(text: string): Omit<PackSize, 'text'> | null {
  const joined = text
    .replace(/(?<![a-z])fl(?:uid)?\.?\s*(?:oz|ounces?|onz)\b\.?/g, 'floz')
    .replace(/&/g, ' ');
  const tokens = joined.match(/\d+(?:[.,]\d+)*(?:\/\d+)?|\.\d+|[\p{L}\p{M}#]+|[x×*]|[-–—]/gu) ?? [];
  const measures: Measure[] = [];
  let number: number | null = null;
  let times = false;
  let described = false;
  for (const token of tokens) {
    if (/^[\d.]/.test(token)) {
      const value = parseNumber(token);
      if (value === null || value <= 0) return null;
      // "1 1/2 lb" is a mixed number; "2 500 g" is not a size.
      if (number !== null && !(Number.isInteger(number) && value < 1)) return null;
      number = (number ?? 0) + value;
    } else if (/^[x×*]$/.test(token)) {
      if (number !== null) measures.push({ value: number, unit: 'each', times });
      else if (measures.length === 0 && !described) return null;
      number = null;
      times = true;
    } else if (/^[-–—]$/.test(token)) {
      // "12-pack" joins; "200-250 g" is a range without one size, "-5 g" nonsense.
      if (number === null && measures.length === 0) return null;
    } else if (DIMENSIONS.has(token) && (number !== null || described)) {
      described = true;
      number = null;
      times = false;
    } else if (FRACTIONS[token] !== undefined && number === null) {
      number = FRACTIONS[token];
    } else {
      const unit = UNITS.get(token);
      if (unit === undefined) {
        if (IGNORED.has(token)) continue;
        return null;
      }
      const [base, factor] = unit;
      // "2 lb bag", "12 fl oz cans": the packaging adds nothing.
      const packaging = number === null && measures.length > 0 && base === 'each';
      if (packaging) continue;
      measures.push({ value: (number ?? 1) * factor, unit: base, times });
      number = null;
      times = false;
    }
  }
  if (number !== null) {
    if (!times) return null;
    measures.push({ value: number, unit: 'each', times });
  }
  if (described && measures.length === 0) return finite(1, 'each', 1);
  return combine(measures);
}

function combine(measures: readonly Measure[]): Omit<PackSize, 'text'> | null {
  const counts = measures.filter((measure) => measure.unit === 'each');
  const bulk = measures.filter((measure) => measure.unit !== 'each');
  const [first, second, third] = bulk;
  if (third !== undefined || measures.length === 0) return null;
  // Two counts without "x" ("12 ct 6 pack") may mean either or their product.
  if (counts.length > 1 && !counts.slice(1).every((count) => count.times)) return null;
  const count = counts.reduce((product, measure) => product * measure.value, 1);
  if (first === undefined) return finite(count, 'each', count);
  let amount = first.value;
  if (second !== undefined) {
    if (second.unit !== first.unit) return null;
    const same = Math.abs(second.value / first.value - 1) < 0.03;
    // "1 lb 4 oz" adds up; "16 oz, 1 lb" is one size said twice.
    if (!same) {
      if (second.value >= first.value) return null;
      amount += second.value;
    }
  }
  return finite(amount * count, first.unit, count);
}

function finite(amount: number, unit: BaseUnit, count: number): Omit<PackSize, 'text'> | null {
  if (!Number.isFinite(amount) || amount <= 0) return null;
  return { amount: Number(amount.toPrecision(10)), unit, count: Number.isInteger(count) ? count : 1 };
}

function parseNumber(token: string): number | null {
  const fraction = /^(\d+)\/(\d+)$/.exec(token);
  if (fraction !== null) {
    const below = Number(fraction[2]);
    return below === 0 ? null : Number(fraction[1]) / below;
  }
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(token)) return Number(token.replaceAll(',', ''));
  if (/^\d+,\d+$/.test(token)) return Number(token.replace(',', '.'));
  return /^\d*\.?\d+$/.test(token) ? Number(token) : null;
}
