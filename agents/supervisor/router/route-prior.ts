import { ROUTES, type RouteName } from './route.ts';
import { routeFeatures } from './route-features.ts';
import type { RouterWeights } from './router-weights.ts';

export interface RoutePrior {
  readonly route: RouteName;
  /** Of `route`, in [0, 1]; calibrated on texts that were held out of training. */
  readonly probability: number;
  /** Of every route; sums to 1. */
  readonly distribution: Readonly<Record<RouteName, number>>;
  /** How many features of the text were known; with few, the probability rests on little. */
  readonly known: number;
}

export interface Router {
  /** What a message is about, judged by its text alone. Never throws for any string; cost is bounded. */
  route(text: string): RoutePrior;
}

/** Makes a router of trained weights. It keeps no state between texts. */
export function createRouter(weights: RouterWeights): Router {
  const { keys, rows, scales, labels, biases } = weights;
  const { dimensions, labelRoutes, temperature } = weights.header;
  const routeOfLabel = labelRoutes.map((route) => ROUTES.indexOf(route));
  const meaning = new Float64Array(dimensions);
  const scores = new Float64Array(labelRoutes.length);
  const totals = new Float64Array(ROUTES.length);

  return {
    route: (text) => {
      meaning.fill(0);
      let known = 0;
      for (const feature of routeFeatures(text)) {
        const row = indexOf(keys, feature);
        if (row < 0) continue;
        known += 1;
        const from = row * dimensions;
        for (let at = 0; at < dimensions; at += 1) meaning[at] = (meaning[at] ?? 0) + (rows[from + at] ?? 0);
      }
      const root = Math.sqrt(Math.max(1, known));
      for (let at = 0; at < dimensions; at += 1)
        meaning[at] = ((meaning[at] ?? 0) * (scales[at] ?? 0)) / root;
      let highest = Number.NEGATIVE_INFINITY;
      for (let label = 0; label < scores.length; label += 1) {
        let score = biases[label] ?? 0;
        for (let at = 0; at < dimensions; at += 1)
          score += (meaning[at] ?? 0) * (labels[label * dimensions + at] ?? 0);
        scores[label] = score / temperature;
        highest = Math.max(highest, scores[label] ?? 0);
      }
      totals.fill(0);
      let sum = 0;
      for (let label = 0; label < scores.length; label += 1) {
        const weight = Math.exp((scores[label] ?? 0) - highest);
        const route = routeOfLabel[label] ?? 0;
        totals[route] = (totals[route] ?? 0) + weight;
        sum += weight;
      }
      return priorOf(totals, sum, known);
    },
  };
}

function priorOf(totals: Float64Array, sum: number, known: number): RoutePrior {
  const distribution = Object.fromEntries(
    ROUTES.map((route, at) => [route, (totals[at] ?? 0) / sum]),
  ) as Record<RouteName, number>;
  let best: RouteName = 'other';
  for (const route of ROUTES) if (distribution[route] > distribution[best]) best = route;
  return { route: best, probability: distribution[best], distribution, known };
}

/** Where a hash stands in the rising keys; −1 when it does not. */
function indexOf(keys: Uint32Array, hash: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const key = keys[middle] ?? 0;
    if (key === hash) return middle;
    if (key < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
