import { seededRandom } from '#infra/compose/seeded-random.ts';
import type { Candidate } from '#personalization/features/feature-context.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { Figure } from '#tests/benchmarks/figure.ts';
import { openEngine } from './engine.ts';
import { figuresOf, impression, type Place, placesOf, signalsOf } from './ranking.ts';

const FIRST_DAY = Date.UTC(2024, 0, 1);
const USUAL_SHOPPERS = 40;
const ODD_SHOPPERS = 10;
const LISTS = 40;
/** Lists after which a shopper's taste should have been seen. */
const LEARNED_AFTER = 15;
const PRODUCTS = 12;
/** Products that a shelf has in all. */
const SHELF = 16;

type Chooses = (list: readonly Candidate[], known: ReadonlySet<string>, random: () => number) => Candidate;

/** What most do: the more relevant, the likelier. */
const byRelevance: Chooses = (list, _, random) => {
  const odds = list.map(({ score }) => 1 / (1 - score));
  let rest = random() * odds.reduce((sum, value) => sum + value, 0);
  const at = odds.findIndex((value) => {
    rest -= value;
    return rest <= 0;
  });
  return list[Math.max(0, at)] as Candidate;
};

/** Tastes that differ from most. */
const ODD: Readonly<Record<string, Chooses>> = {
  cheapest: (list) =>
    list.reduce((best, one) => ((one.priceCents ?? 0) < (best.priceCents ?? 0) ? one : best)),
  newest: (list, known, random) => {
    const others = list.filter(({ productId }) => !known.has(productId));
    return byRelevance(others.length === 0 ? list : others, known, random);
  },
};

/** Made-up shoppers of a taste of their own, among others who choose by relevance: are they adapted to? */
export async function benchTastes(): Promise<readonly Figure[]> {
  const engine = openEngine({ parts: [] });
  const random = seededRandom(11);
  const shop = async (shopperId: string, chooses: Chooses): Promise<readonly Place[]> => {
    const places: Place[] = [];
    const known = new Set<string>();
    for (let day = 0; day < LISTS; day += 1) {
      const at = FIRST_DAY + day * DAY_MS;
      const candidates = madeList(day % 4, random);
      const profile = await engine.profile(shopperId, at);
      const signals = signalsOf(profile, candidates, { now: at, record: new Map() });
      const { productId } = chooses(candidates, known, random);
      places.push(
        ...placesOf(productId, { candidates, signals, profile, assumed: engine.assumed()?.mean ?? null }),
      );
      const lines = [{ productId, quantity: 1 }];
      await engine.learn([
        impression(shopperId, at - 1_000, { candidates, signals }),
        { eventId: `${shopperId}/${at}`, shopperId, kind: 'purchase', at, lines, source: 'bench' },
      ]);
      known.add(productId);
    }
    return places;
  };
  for (let at = 0; at < USUAL_SHOPPERS; at += 1) await shop(`usual-${at}`, byRelevance);
  await engine.learnRanking();
  const figures: Figure[] = [];
  for (const [taste, chooses] of Object.entries(ODD)) {
    const places: Place[] = [];
    for (let at = 0; at < ODD_SHOPPERS; at += 1) places.push(...(await shop(`${taste}-${at}`, chooses)));
    const learned = places.filter(({ choices }) => choices >= LEARNED_AFTER);
    figures.push(
      ...figuresOf(`ranking.made.${taste}`, learned).filter(({ name }) =>
        /\.(?:plain|population|adapted)\.mrr$/u.test(name),
      ),
    );
  }
  engine.close();
  return figures;
}

/** Some of a shelf's products, in another order and at other prices each time. */
function madeList(shelf: number, random: () => number): readonly Candidate[] {
  return Array.from({ length: SHELF }, (_, at) => ({ at, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, PRODUCTS)
    .map(({ at }) => ({
      productId: `s${shelf}-p${at}`,
      name: 'made',
      score: 0.3 + 0.6 * random(),
      exactName: false,
      priceCents: 100 + Math.floor(random() * 400),
    }))
    .sort((a, b) => b.score - a.score);
}
