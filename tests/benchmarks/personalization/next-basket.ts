import { nextOrder } from '#personalization/features/next-order.ts';
import type { BenchOptions, BenchResult, Figure } from '#tests/benchmarks/figure.ts';
import { type Judged, scoreBaskets } from './basket-scores.ts';
import { BASKET_SETS, type BasketSet, type History, itemsOf, readBasketSet } from './basket-sets.ts';
import { openEngine, purchase } from './engine.ts';
import {
  type Baskets,
  ownMostFrequent,
  ownPopular,
  ownRecent,
  popularityIn,
} from './frequency-references.ts';
import { tifuKnn } from './tifu-knn.ts';
import { TIFU_SETTINGS } from './tifu-settings.ts';

type Ranker = (user: string, history: Baskets) => readonly string[];

/** What is judged, and the histories that statistics over everybody may be learned from. */
interface Judging {
  readonly population: readonly History[];
  readonly judged: readonly History[];
}

/** Next-basket prediction on every set: the engine and the published references in one run. */
export async function benchNextBasket({ dataDir, split, set: only }: BenchOptions): Promise<BenchResult> {
  const figures: Figure[] = [];
  const skipped: string[] = [];
  for (const set of BASKET_SETS.filter((name) => only === undefined || name === only)) {
    const population = readBasketSet(dataDir, set, 'public');
    const judged = split === 'public' ? population : readBasketSet(dataDir, set, split);
    if (population === null)
      skipped.push(`${set}: no baskets/${set}.public.jsonl.gz, whose histories are learned from`);
    else if (judged === null) skipped.push(`${set}: no baskets/${set}.${split}.jsonl.gz, which is judged`);
    else figures.push(...(await judgeSet(set, { population, judged })));
  }
  if (only !== undefined && figures.length + skipped.length === 0)
    throw new RangeError(`--set is one of: ${BASKET_SETS.join(', ')}`);
  return { figures, skipped };
}

async function judgeSet(set: BasketSet, { population, judged }: Judging): Promise<readonly Figure[]> {
  const train = population.map(({ user, baskets }) => ({ user, baskets: baskets.map(itemsOf) }));
  // As the figures of data/README.md were counted: over those who have something to foretell.
  const popularity = popularityIn(
    train.filter((_, index) => population[index]?.targets.length !== 0).map(({ baskets }) => baskets),
  );
  const { tifuknn, tifuknnLatest } = TIFU_SETTINGS[set];
  const references: Readonly<Record<string, Ranker>> = {
    popular: () => popularity.items,
    own: (_, history) => ownMostFrequent(history),
    ownRecent: (_, history) => ownRecent(history, popularity),
    ownPopular: (_, history) => ownPopular(history, popularity),
    tifuknn: tifuKnn(train, tifuknn),
    tifuknnLatest: tifuKnn(train, tifuknnLatest),
  };
  const scores = Object.fromEntries(
    Object.entries(references).map(([name, rank]) => [name, scoreBaskets(judgedBy(rank, judged))]),
  );
  const best = Math.max(...Object.values(scores).map((score) => score['recall@10'] ?? 0));
  const own = scoreBaskets(await judgedByEngine({ population, judged }));
  return [
    ...Object.entries(own).map(([measure, value]) => ({
      name: `nextBasket.${set}.${measure}`,
      value,
      ...(measure === 'recall@10' && { reference: round(best), aim: round(best * 1.08) }),
    })),
    ...Object.entries(scores).flatMap(([name, score]) =>
      Object.entries(score).map(([measure, value]) => ({
        name: `nextBasket.${set}.${name}.${measure}`,
        value,
      })),
    ),
  ];
}

function judgedBy(rank: Ranker, histories: readonly History[]): readonly Judged[] {
  return histories.flatMap(({ user, baskets, targets }) =>
    targets.map((target, index) => {
      const before = [...baskets, ...targets.slice(0, index)].map(itemsOf);
      return { ranked: rank(user, before), truth: new Set(itemsOf(target)), known: new Set(before.flat()) };
    }),
  );
}

/** Every history is told as events, in time order; each target is predicted before it is learned. */
async function judgedByEngine({ population, judged }: Judging): Promise<readonly Judged[]> {
  const engine = openEngine({ parts: ['basket'] });
  try {
    for (const { user, baskets } of population)
      await engine.learn(baskets.map((basket) => purchase(user, basket)));
    await engine.learnOverall();
    const cases: Judged[] = [];
    for (const { user, baskets, targets } of judged) {
      if (judged !== population) await engine.learn(baskets.map((basket) => purchase(user, basket)));
      const known = new Set(baskets.flatMap(itemsOf));
      for (const target of targets) {
        const ranked = nextOrder(await engine.profile(user, target.at));
        cases.push({ ranked, truth: new Set(itemsOf(target)), known: new Set(known) });
        await engine.learn([purchase(user, target)]);
        for (const item of itemsOf(target)) known.add(item);
      }
    }
    return cases;
  } finally {
    engine.close();
  }
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
