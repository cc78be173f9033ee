import { basketEvidence, EVIDENCE_INPUTS } from './basket-evidence.ts';
import { type BasketRanking, fitCalibration, logOdds } from './basket-ranking.ts';
import { type LabelledList, trainNetworks } from './listwise-network.ts';
import { sharesOf } from './network-ensemble.ts';
import { gatherPopulation, type PopulationStatistics } from './population-statistics.ts';
import { basketsOf, historyBefore, type PurchaseHistory } from './purchase-history.ts';

export interface ShopperHistory {
  readonly shopperId: string;
  readonly history: PurchaseHistory;
  /** As they stated it; null when they did not. */
  readonly householdSize: number | null;
}

export interface LearningRun {
  /** Numbers in [0, 1); the same numbers give the same ranking. */
  readonly random: () => number;
  /** Lets turns go first; called between small pieces of work. */
  readonly breathe: () => Promise<void>;
}

/** Shoppers are dealt into so many parts: what one part bought is foretold from statistics of the others only. */
export const PARTS = 3;
/** Rows of evidence learned from in one run, which bounds its time and memory. */
const ROWS = 300_000;
/** A list keeps what was bought and so many others, or the likes of a heavy shopper would fill the run. */
const LIST_LENGTH = 120;
const ORDERS_PER_SHOPPER = 40;
const NETWORKS = 2;
const HIDDEN = 16;
const PASSES = 8;
/** With fewer orders to foretell there is nothing to learn weights from. */
export const LEAST_LISTS = 100;

interface Example extends LabelledList {
  readonly size: number;
}

/**
 * Learns how to rank from many shoppers: each of their latest orders is foretold from what came before it, with
 * statistics over other shoppers, as it will be used. Null while there is too little to learn from.
 */
export async function learnBasketRanking(
  shoppers: readonly ShopperHistory[],
  { random, breathe }: LearningRun,
): Promise<BasketRanking | null> {
  const parts = await gatherParts(shoppers, breathe);
  const examples = await makeExamples(shoppers, parts, random, breathe);
  if (examples.length < LEAST_LISTS) return null;
  const training = { networks: NETWORKS, hidden: HIDDEN, passes: PASSES, random, breathe };
  const networks = await trainNetworks(examples, EVIDENCE_INPUTS, training);
  const pairs = examples.flatMap(({ rows, chosen, size }) => {
    const shares = sharesOf(networks, { rows });
    return [...chosen].map((held, index) => ({
      odds: logOdds(shares[index] as number, size),
      held: held === 1,
    }));
  });
  const population = gatherPopulation();
  for (const { shopperId, history } of shoppers) {
    population.add(shopperId, history);
    await breathe();
  }
  return { population: population.finish(), networks, calibration: fitCalibration(pairs) };
}

/** Statistics over all shoppers but those of one part, for each part. */
export async function gatherParts(
  shoppers: readonly ShopperHistory[],
  breathe: LearningRun['breathe'],
): Promise<readonly PopulationStatistics[]> {
  const others = Array.from({ length: PARTS }, gatherPopulation);
  for (const [index, { shopperId, history }] of shoppers.entries()) {
    others.forEach((statistics, part) => {
      if (index % PARTS !== part) statistics.add(shopperId, history);
    });
    await breathe();
  }
  return others.map((statistics) => statistics.finish());
}

/** The latest orders of as many shoppers as possible come first, then the ones before. */
async function makeExamples(
  shoppers: readonly ShopperHistory[],
  parts: readonly PopulationStatistics[],
  random: () => number,
  breathe: LearningRun['breathe'],
): Promise<readonly Example[]> {
  const examples: Example[] = [];
  const order = shoppers.map((_, index) => index);
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  let rows = 0;
  for (let back = 1; back <= ORDERS_PER_SHOPPER; back += 1) {
    for (const index of order) {
      if (rows >= ROWS) return examples;
      const { shopperId, history } = shoppers[index] as ShopperHistory;
      const place = history.trips.length - back;
      // The first orders of all leave nothing to foretell from.
      if (place < 1 || (place < 2 && history.orders > 2)) continue;
      const before = historyBefore(history, place);
      if (before === null) continue;
      const bought = new Set(basketsOf(history)[place]);
      const evidence = basketEvidence(parts[index % PARTS] as PopulationStatistics, {
        shopperId,
        history: before,
        at: history.trips[place] as number,
      });
      const example = sampled(evidence, bought, random);
      await breathe();
      if (example === null) continue;
      examples.push({ ...example, size: Math.max(1, before.meanProducts) });
      rows += example.chosen.length;
    }
  }
  return examples;
}

function sampled(
  { productIds, rows }: ReturnType<typeof basketEvidence>,
  bought: ReadonlySet<string>,
  random: () => number,
): LabelledList | null {
  const chosen = productIds.map((productId) => bought.has(productId));
  const hits = chosen.filter(Boolean).length;
  if (hits === 0) return null;
  const share = (LIST_LENGTH - hits) / (productIds.length - hits);
  const kept = productIds.map((_, index) => index).filter((index) => chosen[index] || random() < share);
  const list = new Float32Array(kept.length * EVIDENCE_INPUTS);
  kept.forEach((index, at) => {
    list.set(rows.subarray(index * EVIDENCE_INPUTS, (index + 1) * EVIDENCE_INPUTS), at * EVIDENCE_INPUTS);
  });
  return { rows: list, chosen: Uint8Array.from(kept, (index) => (chosen[index] ? 1 : 0)) };
}
