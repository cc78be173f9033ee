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

/** Goes through a history once: each time the amount with the most weight is foretold, the later one of equals. */
function foretold(history: readonly number[], fade: number) {
  const weights = new Map<number, number>();
  let best = history[0] ?? 1;
  let hits = 0;
  // Instead of fading what is old, each new purchase weighs that much more.
  let weight = 1;
  history.forEach((quantity, index) => {
    if (index > 0 && quantity === best) hits += 1;
    const own = (weights.get(quantity) ?? 0) + weight;
    weights.set(quantity, own);
    if (fade === 0 || own >= (weights.get(best) ?? 0) - 1e-9) best = quantity;
    if (fade > 0) weight /= fade;
  });
  return { hits, trials: Math.max(0, history.length - 1), next: best };
}

function centralRange({ histogram }: Amounts): { readonly low: number; readonly high: number } {
  const amounts = Object.entries(histogram)
    .map(([quantity, count]) => ({ quantity: Number(quantity), count }))
    .sort((a, b) => a.quantity - b.quantity);
  const total = amounts.reduce((sum, { count }) => sum + count, 0);
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
  return amounts.recent.slice(-LOOK_BACK).map(([, quantity]) => quantity);
}
