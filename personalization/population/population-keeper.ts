import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { everybody, factsSeen, type KnownShopper, LEAST_SHOPPERS } from './learn-population.ts';
import type { Population } from './population.ts';
import { POPULATION_FORMAT, populationFrom } from './population-format.ts';
import type { PopulationLearner } from './population-learner.ts';
import type { PopulationStore, StoredPopulation } from './population-store.ts';

/** What one run of learning gives. */
export interface LearnedBytes {
  readonly learnedFrom: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface PopulationStatus {
  /** Null while nothing is learned. */
  readonly shoppers: number | null;
  readonly learnedAt: number | null;
  /** Why the latest attempt failed; what was learned before serves on. */
  readonly trouble: string | null;
}

export interface PopulationKeeper extends PopulationLearner {
  /** Puts what is stored in the place of what is held; false when that is the same, or not to be read. */
  takeOver(): Promise<boolean>;
  /** Somebody or something is forgotten: what was learned of it leaves the store, and is learned anew without. */
  forgotten(): void;
  status(): PopulationStatus;
}

/** What is learned over everybody changes slowly: it is learned again after so long when somebody ordered. */
const AGAIN_AFTER_MS = 15 * 60_000;
/** No run takes longer; a process that dies while it learns keeps the others from it for this long. */
const LEARNING_MS = 10 * 60_000;

/**
 * Keeps the population of one process: takes over what is stored, also by another process, learns anew where nobody
 * else does, and stores that. Until then, and when learning fails, the one before serves.
 */
export function createPopulationKeeper({
  graph,
  store,
  learn,
  holder,
  now,
}: {
  readonly graph: Pick<PreferenceGraph, 'shoppersWith'>;
  readonly store: PopulationStore;
  /** One run of learning, elsewhere than on the turns' thread. */
  readonly learn: () => Promise<LearnedBytes>;
  /** This process, towards the others. */
  readonly holder: string;
  readonly now: () => number;
}): PopulationKeeper {
  let current: Population | null = null;
  let stored: StoredPopulation | null = null;
  let isForgotten = false;
  let trouble: string | null = null;
  /** Never counts back: profiles are kept under it. */
  let version = 0;

  const use = (bytes: Uint8Array<ArrayBuffer>, from: StoredPopulation) => {
    const learned = populationFrom(bytes);
    version += 1;
    current = { version, ...learned };
    stored = from;
  };

  const takeOver = async (): Promise<boolean> => {
    const found = await store.stored();
    if (found === null || found.id === stored?.id || found.format !== POPULATION_FORMAT) return false;
    const bytes = await store.read(found.id);
    if (bytes === null) return false;
    try {
      use(bytes, found);
      return true;
    } catch {
      // Unreadable is as good as not there: it is learned anew.
      return false;
    }
  };

  const isDue = (known: readonly KnownShopper[]): boolean => {
    if (stored === null || isForgotten) return true;
    if (stored.learnedFrom === factsSeen(known)) return false;
    return now() - stored.learnedAt >= AGAIN_AFTER_MS || speaksOfOthers(current, known);
  };

  /** Of so few nothing may be said any more. */
  const letGo = async (): Promise<boolean> => {
    await store.clear();
    isForgotten = false;
    if (current === null) return false;
    current = null;
    stored = null;
    return true;
  };

  const learnAnew = async (): Promise<boolean> => {
    if (!(await store.claim(holder, LEARNING_MS))) return false;
    try {
      // Whoever held it before may have stored what is learned by now.
      if ((await takeOver()) && !isDue(await everybody(graph))) return true;
      const wasForgotten = isForgotten;
      isForgotten = false;
      try {
        const learnedAt = now();
        const { learnedFrom, bytes } = await learn();
        const next = { id: `${holder}/${learnedAt}`, format: POPULATION_FORMAT, learnedFrom, learnedAt };
        use(bytes, next);
        if (!isForgotten) await store.save(next, bytes);
      } catch (error) {
        isForgotten ||= wasForgotten;
        throw error;
      }
      return true;
    } finally {
      await store.release(holder);
    }
  };

  return {
    current: () => current,
    takeOver,
    async refresh() {
      try {
        if (isForgotten) await store.clear();
        const tookOver = await takeOver();
        const known = await everybody(graph);
        const isEnough = known.length >= LEAST_SHOPPERS;
        const changed = isEnough ? isDue(known) && (await learnAnew()) : stored !== null && (await letGo());
        trouble = null;
        return tookOver || changed;
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
        throw error;
      }
    },
    forgotten() {
      isForgotten = true;
    },
    status: () => ({ shoppers: current?.shoppers ?? null, learnedAt: stored?.learnedAt ?? null, trouble }),
  };
}

/** Whether it holds the orders of somebody who is not known any more. */
function speaksOfOthers(population: Population | null, known: readonly KnownShopper[]): boolean {
  const seats = population?.basket?.population.seats ?? population?.companions?.population.seats;
  if (seats === undefined) return population !== null && population.shoppers > known.length;
  const ids = new Set(known.map(({ shopperId }) => shopperId));
  for (const shopperId of seats.keys()) if (!ids.has(shopperId)) return true;
  return false;
}
