import {
  distributionOf,
  type PriceDistribution,
  placeAmong,
} from '#personalization/prices/price-distribution.ts';
import type { BenchOptions, BenchResult } from '#tests/benchmarks/figure.ts';
import { openEngine } from './engine.ts';
import {
  type Household,
  householdShelf,
  type PaidLine,
  purchaseOf,
  readHouseholds,
} from './household-data.ts';
import { spearman } from './rank-statistics.ts';

/** Households are judged in so many parts, each by what was learned of the others. */
const PARTS = 5;
/** Types with fewer lines have hardly a distribution; a second figure leaves them out. */
const KNOWN_TYPE = 20;
/** Lines of a household in each half, by data/README.md. */
const HALF = 10;
/** Purchases in the middle that the reference's mean of a household starts from; the best of 5, 10, 20 and 40. */
const PRIOR_LINES = 10;

interface Errors {
  sum: number;
  known: number;
  half: number;
  shrunk: number;
  lines: number;
  knownLines: number;
}

/** Where in its type's prices the next line lies, foretold before it is learned; and how stable a level is. */
export async function benchPriceLevel({ dataDir, split }: BenchOptions): Promise<BenchResult> {
  const population = readHouseholds(dataDir, 'public');
  const judged = split === 'public' ? population : readHouseholds(dataDir, split);
  if (population === null || judged === null) {
    return { figures: [], skipped: [`price of household/lines.${split}.csv.gz`] };
  }
  const everybody = split === 'public' ? population : [...population, ...judged];
  const scale = scaleOf(everybody);
  const shelf = householdShelf(everybody);
  const errors: Errors = { sum: 0, known: 0, half: 0, shrunk: 0, lines: 0, knownLines: 0 };
  const halves: { readonly ours: [number, number]; readonly means: [number, number] }[] = [];
  for (let part = 0; part < (split === 'public' ? PARTS : 1); part += 1) {
    const inPart = (at: number) => split !== 'public' || at % PARTS === part;
    const engine = openEngine({ parts: ['prices'], shelf });
    for (const [at, { id, baskets }] of population.entries()) {
      if (split === 'public' && inPart(at)) continue;
      await engine.learn(baskets.map((lines) => purchaseOf(id, lines)));
    }
    await engine.learnOverall();
    for (const household of judged.filter((_, at) => inPart(at))) {
      await foretellLines(engine, household, scale, errors);
      const split = await levelsOfHalves(engine, household, scale);
      if (split !== null) halves.push(split);
    }
    engine.close();
  }
  const rankOf = (pairs: readonly (readonly [number, number])[]) =>
    spearman(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    );
  const shrunk = errors.shrunk / errors.lines;
  return {
    figures: [
      { name: 'price.mae', value: errors.sum / errors.lines, reference: shrunk, aim: 0.225 },
      { name: 'price.constantMae', value: errors.half / errors.lines },
      { name: 'price.shrunkMae', value: shrunk },
      { name: 'price.mae.lines', value: errors.lines },
      { name: `price.mae.typesOf${KNOWN_TYPE}`, value: errors.known / errors.knownLines },
      {
        name: 'price.splitHalf',
        value: rankOf(halves.map(({ ours }) => ours)),
        reference: rankOf(halves.map(({ means }) => means)),
      },
      { name: 'price.splitHalf.households', value: halves.length },
    ],
    skipped: [],
  };
}

type Scale = ReadonlyMap<string, { readonly prices: PriceDistribution; readonly lines: number }>;

function scaleOf(households: readonly Household[]): Scale {
  const byType = Map.groupBy(
    households.flatMap(({ baskets }) => baskets.flat()),
    ({ type }) => type,
  );
  return new Map(
    [...byType].map(([type, lines]) => [
      type,
      { prices: distributionOf(lines.map(({ unitCents }) => [unitCents, 1])), lines: lines.length },
    ]),
  );
}

/** Null for the only line of a type, which lies nowhere. A type of one price lies in the middle. */
function placeOf(scale: Scale, { type, unitCents }: PaidLine): number | null {
  const known = scale.get(type);
  return known === undefined || known.lines < 2 ? null : (placeAmong(known.prices, unitCents) ?? 0.5);
}

async function foretellLines(
  engine: ReturnType<typeof openEngine>,
  { id, baskets }: Household,
  scale: Scale,
  errors: Errors,
): Promise<void> {
  let seen = 0;
  let sum = 0;
  for (const lines of baskets) {
    const { prices } = await engine.profile(id, lines[0]?.at ?? 0);
    for (const line of lines) {
      const place = placeOf(scale, line);
      if (place === null || prices === null) continue;
      const error = Math.abs(
        place - prices.nextPlace({ kind: line.type, family: line.category, at: line.at }),
      );
      errors.sum += error;
      errors.lines += 1;
      if ((scale.get(line.type)?.lines ?? 0) >= KNOWN_TYPE) {
        errors.known += error;
        errors.knownLines += 1;
      }
      errors.half += Math.abs(place - 0.5);
      errors.shrunk += Math.abs(place - (sum + PRIOR_LINES / 2) / (seen + PRIOR_LINES));
      seen += 1;
      sum += place;
    }
    await engine.learn([purchaseOf(id, lines)]);
  }
}

/** The level of a household from its odd and from its even lines, as two shoppers that nobody else knows of. */
async function levelsOfHalves(
  engine: ReturnType<typeof openEngine>,
  { id, baskets }: Household,
  scale: Scale,
): Promise<{ readonly ours: [number, number]; readonly means: [number, number] } | null> {
  const lines = baskets.flat().filter((line) => placeOf(scale, line) !== null);
  const halves = [0, 1].map((odd) => lines.filter((_, at) => at % 2 === odd));
  if (halves.some(({ length }) => length < HALF)) return null;
  const ours: number[] = [];
  const means: number[] = [];
  for (const [index, half] of halves.entries()) {
    const shopper = `${id}/half-${index}`;
    for (const basket of Map.groupBy(half, ({ basket }) => basket).values()) {
      await engine.learn([purchaseOf(shopper, basket)]);
    }
    const { prices } = await engine.profile(shopper, half.at(-1)?.at ?? 0);
    ours.push(prices?.level?.mean ?? 0.5);
    means.push(half.reduce((sum, line) => sum + (placeOf(scale, line) ?? 0.5), 0) / half.length);
  }
  return { ours: [ours[0] ?? 0, ours[1] ?? 0], means: [means[0] ?? 0, means[1] ?? 0] };
}
