import type { Amounts } from './evidence.ts';

export interface UsualQuantity {
  readonly packs: number;
  /** Between these lie four of five purchases. */
  readonly low: number;
  readonly high: number;
  /** How often it would have been right before, shrunk to the shopper's average. */
  readonly confidence: number;
}

/** From "only the latest purchase counts" to "all count the same". */
const FADES = [0, 0.5, 0.7, 0.85, 1] as const;
const PRIOR_TRIALS = 2;
/** Latest purchases that decide; older ones say little of today's habit. */
const LOOK_BACK = 12;

/** How a shopper's quantities repeat: how fast older purchases lose their say, and how often that predicts rightly. */
export interface QuantityHabit {
  readonly fade: number;
  readonly hitRate: number;
}

/** Picks the fade that would have foretold most of this shopper's own quantities, one purchase ahead at a time. */
export function learnQuantityHabit(histories: readonly Amounts[]): QuantityHabit {
  const quantities = histories.map(latestQuantities);
  let best: QuantityHabit & { readonly hits: number } = { fade: 1, hitRate: 0.5, hits: -1 };
  for (const fade of FADES) {
    let hits = 0;
    let trials = 0;
    for (const history of quantities) {
      const told = foretold(history, fade);
      hits += told.hits;
      trials += told.trials;
    }
    if (hits >= best.hits) best = { fade, hits, hitRate: (hits + 1) / (trials + PRIOR_TRIALS) };
  }
  return best;
}

/** The usual amount of one product. */
export function usualQuantity(amounts: Amounts, habit: QuantityHabit): UsualQuantity {
  const { hits, trials, next } = foretold(latestQuantities(amounts), habit.fade);
  return {
    packs: next,
    ...centralRange(amounts),
    confidence: (hits + PRIOR_TRIALS * habit.hitRate) / (trials + PRIOR_TRIALS),
  };
}

/** Amounts and what they weigh while a history is gone through; it holds no more of them than are looked at. */
const AMOUNTS = new Float64Array(LOOK_BACK);
const WEIGHTS = new Float64Array(LOOK_BACK);

/** Goes through a history once: each time the amount with the most weight is foretold, the later one of equals. */
function foretold(history: readonly number[], fade: number) {
  let amounts = 0;
  let bestWeight = 0;
  let next = history[0] ?? 1;
  let hits = 0;
  // Instead of fading what is old, each new purchase weighs that much more.
  let weight = 1;
  for (let index = 0; index < history.length; index += 1) {
    const quantity = history[index] as number;
    if (index > 0 && quantity === next) hits += 1;
    let at = 0;
    while (at < amounts && AMOUNTS[at] !== quantity) at += 1;
    if (at === amounts) {
      AMOUNTS[at] = quantity;
      WEIGHTS[at] = 0;
      amounts += 1;
    }
    const own = (WEIGHTS[at] as number) + weight;
    WEIGHTS[at] = own;
    if (fade === 0 || own >= bestWeight - 1e-9) {
      next = quantity;
      bestWeight = own;
    }
    if (fade > 0) weight /= fade;
  }
  return { hits, trials: Math.max(0, history.length - 1), next };
}

function centralRange({ histogram }: Amounts): { readonly low: number; readonly high: number } {
  const amounts: { readonly quantity: number; readonly count: number }[] = [];
  let total = 0;
  let isRising = true;
  for (const [key, count] of Object.entries(histogram)) {
    const quantity = Number(key);
    isRising = isRising && quantity >= (amounts.at(-1)?.quantity ?? 0);
    amounts.push({ quantity, count });
    total += count;
  }
  // Whole numbers come in order by themselves.
  if (!isRising) amounts.sort((a, b) => a.quantity - b.quantity);
  const at = (share: number) => {
    let seen = 0;
    for (const { quantity, count } of amounts) {
      seen += count;
      if (seen >= share * total) return quantity;
    }
    return amounts.at(-1)?.quantity ?? 1;
  };
  return { low: at(0.1), high: at(0.9) };
}

function latestQuantities(amounts: Amounts): readonly number[] {
  const { recent } = amounts;
  const quantities: number[] = [];
  for (let at = Math.max(0, recent.length - LOOK_BACK); at < recent.length; at += 1) {
    quantities.push((recent[at] as readonly [number, number])[1]);
  }
  return quantities;
}
