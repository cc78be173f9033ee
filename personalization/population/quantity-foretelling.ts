import { commonest, type Histogram, type Histograms, NOTHING_SEEN, shareOf } from './histograms.ts';
import { type ListwiseNetwork, networkScores, softmax } from './listwise-network.ts';

/** What was learned over everybody, to foretell how many packs are bought this time. */
export interface QuantityForetelling {
  readonly quantities: Histograms;
  readonly network: ListwiseNetwork;
}

export interface QuantityQuestion {
  readonly productId: string;
  /** Packs of the shopper's purchases of it, oldest first; at least one. */
  readonly earlier: readonly number[];
  /** Packs of all the shopper's purchases of anything. */
  readonly shopper: Histogram;
}

export interface ForetoldQuantity {
  readonly packs: number;
  /** That it is exactly so many. */
  readonly probability: number;
}

export const QUANTITY_INPUTS = 24;
/** How fast earlier purchases lose their say. */
const FADES = [0.4, 0.7, 0.9] as const;
const LATEST = 12;
const FROM_PRODUCT = 4;
const FROM_SHOPPER = 2;

/** The likeliest number of packs. */
export function foretellQuantity(
  { quantities, network }: QuantityForetelling,
  question: QuantityQuestion,
): ForetoldQuantity {
  const { candidates, rows } = quantityEvidence(quantities, question);
  const shares = softmax(networkScores(network, rows));
  let best = 0;
  shares.forEach((share, index) => {
    if (share > (shares[best] ?? 0)) best = index;
  });
  return { packs: candidates[best] ?? 1, probability: shares[best] ?? 0 };
}

/** What speaks for each number of packs that it may be. */
export function quantityEvidence(
  { products, after, all }: Histograms,
  { productId, earlier, shopper }: QuantityQuestion,
): { readonly candidates: readonly number[]; readonly rows: Float32Array } {
  const latest = earlier.slice(-LATEST);
  const product = products.get(productId) ?? NOTHING_SEEN;
  const last = latest.at(-1) ?? 1;
  const next = after.get(last) ?? NOTHING_SEEN;
  const mean = Math.log(1 + latest.reduce((sum, packs) => sum + packs, 0) / latest.length);
  const candidates = [
    ...new Set([
      ...latest,
      ...commonest(product, FROM_PRODUCT),
      ...commonest(shopper, FROM_SHOPPER),
      ...commonest(next, FROM_SHOPPER),
    ]),
  ];
  const counts = candidates.map((packs) => latest.filter((one) => one === packs).length);
  const most = Math.max(...counts);
  const run = latest.length - 1 - latest.findLastIndex((packs) => packs !== last);
  const rows = new Float32Array(candidates.length * QUANTITY_INPUTS);
  candidates.forEach((packs, index) => {
    const own = counts[index] as number;
    const overall = shareOf(all, packs, { share: 0.01, strength: 10 });
    const byProduct = shareOf(product, packs, { share: overall, strength: 5 });
    const byShopper = shareOf(shopper, packs, { share: overall, strength: 5 });
    const following = shareOf(next, packs, { share: overall, strength: 5 });
    rows.set(
      [
        own / latest.length,
        ...FADES.map((fade) => fadedShare(latest, packs, fade)),
        packs === last ? 1 : 0,
        packs === latest.at(-2) ? 1 : 0,
        packs === latest.at(-3) ? 1 : 0,
        own === most ? 1 : 0,
        own === 0 ? 1 : 0,
        Math.log2(packs / last),
        Math.abs(Math.log2(packs / last)),
        Math.log(byProduct),
        Math.log(byShopper),
        Math.log(overall),
        byProduct,
        byShopper,
        Math.log(following),
        following,
        Math.log(packs + 1) - mean,
        Math.abs(Math.log(packs + 1) - mean),
        Math.log(packs),
        Math.log(latest.length),
        packs === last ? Math.log(run) : 0,
        packs >= Math.max(...latest) ? 1 : packs <= Math.min(...latest) ? -1 : 0,
      ],
      index * QUANTITY_INPUTS,
    );
  });
  return { candidates, rows };
}

function fadedShare(latest: readonly number[], packs: number, fade: number): number {
  let weight = 1;
  let held = 0;
  let total = 0;
  for (let index = latest.length - 1; index >= 0; index -= 1) {
    if (latest[index] === packs) held += weight;
    total += weight;
    weight *= fade;
  }
  return held / total;
}
