import type { BenchOptions, BenchResult } from '#tests/benchmarks/figure.ts';
import { openEngine } from './engine.ts';
import {
  type Household,
  householdShelf,
  purchaseOf,
  readHouseholds,
  readStated,
  type StatedHousehold,
} from './household-data.ts';
import { logisticRegression } from './logistic-regression.ts';
import { areaUnderCurve } from './rank-statistics.ts';

/** Stated households are judged in so many parts, each by what was learned of the others; dealt so often. */
const PARTS = 5;
const DEALS = 3;
/** From so many on a household is a large one. */
const LARGE = 3;

interface Judged {
  readonly truth: StatedHousehold;
  readonly ours: number;
  readonly range: readonly [number, number] | null;
  readonly large: number;
  readonly children: number;
}

/** Which households are large, and which have children, from what they bought. */
export async function benchHouseholdSize({ dataDir, split }: BenchOptions): Promise<BenchResult> {
  const population = readHouseholds(dataDir, 'public');
  const stated = readStated(dataDir, 'public');
  const judged = split === 'public' ? population : readHouseholds(dataDir, split);
  const asked = split === 'public' ? stated : readStated(dataDir, split);
  if (population === null || judged === null || stated === null || asked === null) {
    return { figures: [], skipped: [`households of household/demographics.${split}.csv.gz`] };
  }
  const everybody = split === 'public' ? population : [...population, ...judged];
  const byId = new Map(everybody.map((household) => [household.id, household]));
  const known = (all: readonly StatedHousehold[]) => all.filter(({ id }) => byId.has(id));
  const engine = openEngine({ parts: ['households'], shelf: householdShelf(everybody) });
  const end = Math.max(...everybody.map(({ baskets }) => baskets.at(-1)?.[0]?.at ?? 0));
  for (const { id, baskets } of everybody) {
    await engine.learn(baskets.map((lines) => purchaseOf(id, lines)));
  }
  const state = createStatements(engine, end);
  const counts = logCounts(everybody);
  const deals: (readonly Judged[])[] = [];
  for (let deal = 0; deal < (split === 'public' ? DEALS : 1); deal += 1) {
    const found: Judged[] = [];
    const order = dealt(known(asked), deal);
    for (let part = 0; part < (split === 'public' ? PARTS : 1); part += 1) {
      const inPart = (at: number) => split !== 'public' || at % PARTS === part;
      const truths = order.filter((_, at) => inPart(at));
      const learned = split === 'public' ? order.filter((_, at) => !inPart(at)) : known(stated);
      await state(learned);
      await engine.learnOverall();
      found.push(...(await judge(truths, learned, { engine, counts, end })));
    }
    deals.push(found);
  }
  engine.close();
  const mean = (value: (all: readonly Judged[]) => number) =>
    deals.reduce((sum, all) => sum + value(all), 0) / deals.length;
  const auc = (score: (one: Judged) => number, holds: (truth: StatedHousehold) => boolean) =>
    mean((all) =>
      areaUnderCurve(
        all.map(score),
        all.map(({ truth }) => holds(truth)),
      ),
    );
  const isLarge = ({ size }: StatedHousehold) => size >= LARGE;
  const hasChildren = ({ children }: StatedHousehold) => children;
  return {
    figures: [
      {
        name: `household.size${LARGE}.auc`,
        value: auc(({ ours }) => ours, isLarge),
        reference: auc(({ large }) => large, isLarge),
      },
      {
        name: 'household.children.auc',
        value: auc(({ ours }) => ours, hasChildren),
        reference: auc(({ children }) => children, hasChildren),
      },
      {
        name: 'household.coverage80',
        value: mean((all) => all.filter(isWithin).length / all.length),
        aim: 0.8,
      },
      { name: 'household.stated', value: known(asked).length },
    ],
    skipped: [],
  };
}

function isWithin({ range, truth }: Judged): boolean {
  return range !== null && truth.size >= Math.round(range[0]) && truth.size <= Math.round(range[1]);
}

async function judge(
  truths: readonly StatedHousehold[],
  learned: readonly StatedHousehold[],
  {
    engine,
    counts,
    end,
  }: {
    readonly engine: ReturnType<typeof openEngine>;
    readonly counts: ReadonlyMap<string, Float64Array>;
    readonly end: number;
  },
): Promise<readonly Judged[]> {
  const rows = learned.map(({ id }) => counts.get(id) ?? new Float64Array());
  const large = logisticRegression(
    rows,
    learned.map(({ size }) => size >= LARGE),
  );
  const children = logisticRegression(
    rows,
    learned.map((one) => one.children),
  );
  const found: Judged[] = [];
  for (const truth of truths) {
    const { household } = await engine.profile(truth.id, end);
    const row = counts.get(truth.id) ?? new Float64Array();
    found.push({
      truth,
      ours: household?.mean ?? 0,
      range: household === null ? null : [household.low, household.high],
      large: large(row),
      children: children(row),
    });
  }
  return found;
}

/** Makes exactly these households have stated their size. */
function createStatements(engine: ReturnType<typeof openEngine>, end: number) {
  let told = new Map<string, StatedHousehold>();
  let events = 0;
  return async (wanted: readonly StatedHousehold[]) => {
    const now = new Map(wanted.map((one) => [one.id, one]));
    const change = [
      ...wanted.filter(({ id }) => !told.has(id)).map((one) => ({ one, holds: true })),
      ...[...told.values()].filter(({ id }) => !now.has(id)).map((one) => ({ one, holds: false })),
    ];
    await engine.learn(
      change.map(({ one: { id, size }, holds }) => {
        events += 1;
        return {
          eventId: `${id}/stated-${events}`,
          shopperId: id,
          kind: 'statement',
          at: end + events,
          source: 'bench',
          statement: { kind: 'household', value: String(size), holds },
        };
      }),
    );
    told = now;
  };
}

/** log(1 + lines) of each product category: the reference's inputs. */
function logCounts(households: readonly Household[]): ReadonlyMap<string, Float64Array> {
  const places = new Map<string, number>();
  for (const { category } of households.flatMap(({ baskets }) => baskets.flat())) {
    if (!places.has(category)) places.set(category, places.size);
  }
  return new Map(
    households.map(({ id, baskets }) => {
      const counts = new Float64Array(places.size);
      for (const { category } of baskets.flat()) {
        const place = places.get(category) ?? 0;
        counts[place] = (counts[place] ?? 0) + 1;
      }
      return [id, counts.map(Math.log1p)];
    }),
  );
}

/** The households in another order for each deal, always the same one for the same deal. */
function dealt(all: readonly StatedHousehold[], deal: number): readonly StatedHousehold[] {
  const key = ({ id }: StatedHousehold) => {
    let hash = 0x811c9dc5 ^ deal;
    for (const letter of `${id}/${deal}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    return hash;
  };
  return [...all].sort((a, b) => key(a) - key(b) || (a.id < b.id ? -1 : 1));
}
