import { basketEvidence, type EvidenceQuestion } from './basket-evidence.ts';
import type { ListwiseNetwork } from './listwise-network.ts';
import { sharesOf } from './network-ensemble.ts';
import type { PopulationStatistics } from './population-statistics.ts';

/** How a list's shares become the chance that an order holds a product: a logistic line over logarithms of odds. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** What was learned over everybody, to foretell one shopper's next order. */
export interface BasketRanking {
  readonly population: PopulationStatistics;
  readonly networks: readonly ListwiseNetwork[];
  readonly calibration: Calibration;
}

export interface Foretold {
  readonly productId: string;
  /** That the next order holds it. */
  readonly probability: number;
}

/** The shopper's next order, likeliest first: what they bought before and what others suggest. */
export function foretellOrder(ranking: BasketRanking, question: EvidenceQuestion): readonly Foretold[] {
  const { productIds, rows } = basketEvidence(ranking.population, question);
  const shares = sharesOf(ranking.networks, { rows });
  const size = Math.max(1, question.history.meanProducts);
  return productIds
    .map((productId, index) => ({
      productId,
      probability: calibrated(ranking.calibration, logOdds(shares[index] as number, size)),
    }))
    .sort((a, b) => b.probability - a.probability);
}

/** Logarithm of the odds when an order of `size` products shares them out so. */
export function logOdds(share: number, size: number): number {
  const expected = Math.min(0.99, share * size);
  return Math.log(expected + 1e-9) - Math.log(1 - expected);
}

export function calibrated({ slope, offset }: Calibration, odds: number): number {
  return 1 / (1 + Math.exp(-(slope * odds + offset)));
}

/** Fits the line by Newton's steps on the log loss. */
export function fitCalibration(
  pairs: readonly { readonly odds: number; readonly held: boolean }[],
): Calibration {
  let slope = 1;
  let offset = 0;
  for (let step = 0; step < 20; step += 1) {
    // A pull towards "as it is", as strong as one observation.
    const sums = { a: 1 - slope, b: -offset, aa: 1, ab: 0, bb: 1 };
    for (const { odds, held } of pairs) {
      const chance = calibrated({ slope, offset }, odds);
      const error = (held ? 1 : 0) - chance;
      const weight = chance * (1 - chance);
      sums.a += error * odds;
      sums.b += error;
      sums.aa += weight * odds * odds;
      sums.ab += weight * odds;
      sums.bb += weight;
    }
    const determinant = sums.aa * sums.bb - sums.ab * sums.ab;
    if (determinant < 1e-12) break;
    slope += (sums.bb * sums.a - sums.ab * sums.b) / determinant;
    offset += (sums.aa * sums.b - sums.ab * sums.a) / determinant;
  }
  return { slope, offset };
}
