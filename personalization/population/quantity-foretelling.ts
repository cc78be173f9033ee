import { DAY_MS } from '#personalization/learning/evidence.ts';
import { commonest, type Histograms, NOTHING_SEEN, shareOf } from './histograms.ts';
import { type Evidence, type ListwiseNetwork, sharesOf } from './listwise-network.ts';
import { type ShopperAmounts, type Since, stayingShare } from './shopper-amounts.ts';

/** What was learned over everybody, to foretell how many packs are bought this time. */
export interface QuantityForetelling {
  readonly quantities: Histograms;
  readonly networks: readonly ListwiseNetwork[];
}

export interface QuantityQuestion {
  readonly productId: string;
  /** Packs of the shopper's purchases of it, oldest first; at least one. */
  readonly earlier: readonly number[];
  /** When the latest of these was, and when the next one is; milliseconds since the epoch. */
  readonly lastAt: number;
  readonly at: number;
  readonly shopper: ShopperAmounts;
}

export interface ForetoldQuantity {
  readonly packs: number;
  /** That it is exactly so many. */
  readonly probability: number;
}

/** Inputs of each candidate, and those that all of them share. */
const CANDIDATE_INPUTS = 31;
const SHARED_INPUTS = 17;
export const QUANTITY_INPUTS = CANDIDATE_INPUTS + SHARED_INPUTS;
/** How fast earlier purchases lose their say. */
const FADES = [0.4, 0.7, 0.9] as const;
const LATEST = 12;
const FROM_PRODUCT = 4;
const FROM_SHOPPER = 2;
const NOT_RANKED = 9;
const NOTHING_SINCE: Since = { pairs: 0, again: 0, change: 0 };

/** The likeliest number of packs. */
export function foretellQuantity(
  { quantities, networks }: QuantityForetelling,
  question: QuantityQuestion,
): ForetoldQuantity {
  const { candidates, evidence } = quantityEvidence(quantities, question);
  const shares = sharesOf(networks, evidence);
  let best = 0;
  shares.forEach((share, index) => {
    if (share > (shares[best] ?? 0)) best = index;
  });
  return { packs: candidates[best] ?? 1, probability: shares[best] ?? 0 };
}

/** What speaks for each number of packs that it may be. */
export function quantityEvidence(
  { products, after, all }: Histograms,
  { productId, earlier, lastAt, at, shopper }: QuantityQuestion,
): { readonly candidates: readonly number[]; readonly evidence: Evidence } {
  const latest = earlier.slice(-LATEST);
  const product = products.get(productId) ?? NOTHING_SEEN;
  const last = latest.at(-1) ?? 1;
  const next = after.get(last) ?? NOTHING_SEEN;
  const usual = product.middle ?? last;
  const { ranked } = product;
  const { pairs, again, change } = shopper.since.get(lastAt) ?? NOTHING_SINCE;
  const changed = change / (pairs + 1);
  const { staying, latelyStaying, latestStaying, size, latestSize } = shopper;
  const mean = Math.log(1 + latest.reduce((sum, packs) => sum + packs, 0) / latest.length);
  const candidates = [
    ...new Set([
      ...latest,
      ...ranked.slice(0, FROM_PRODUCT),
      ...commonest(shopper.packs, FROM_SHOPPER),
      ...commonest(next, FROM_SHOPPER),
    ]),
  ];
  const counts = candidates.map((packs) => latest.filter((one) => one === packs).length);
  const most = Math.max(...counts);
  const run = latest.length - 1 - latest.findLastIndex((packs) => packs !== last);
  const rows = new Float32Array(candidates.length * CANDIDATE_INPUTS);
  candidates.forEach((packs, index) => {
    const own = counts[index] as number;
    const overall = shareOf(all, packs, { share: 0.01, strength: 10 });
    const byProduct = shareOf(product, packs, { share: overall, strength: 5 });
    const byShopper = shareOf(shopper.packs, packs, { share: overall, strength: 5 });
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
        packs === last ? Math.log(run) : 0,
        packs >= Math.max(...latest) ? 1 : packs <= Math.min(...latest) ? -1 : 0,
        Math.log(packs / usual),
        Math.log(packs / usual) - size,
        Math.log(packs / usual) - latestSize,
        ranked.includes(packs) ? ranked.indexOf(packs) : NOT_RANKED,
        ranked[0] === undefined ? 0 : Math.log(packs / ranked[0]),
        Math.log(packs / last) - changed,
        Math.abs(Math.log(packs / last) - changed),
        Math.log(shareOf(shopper.places, ranked.indexOf(packs), { share: 0.2, strength: 4 })),
      ],
      index * CANDIDATE_INPUTS,
    );
  });
  const bySelf = { pairs: latest.length - 1, again: repeatsIn(latest) };
  const byShopper = stayingShare(staying, { share: 0.5, strength: 4 });
  return {
    candidates,
    evidence: {
      rows,
      shared: Float32Array.of(
        Math.log(latest.length),
        byShopper,
        stayingShare(latelyStaying, { share: 0.5, strength: 2 }),
        staying.pairs,
        stayingShare(product, { share: 0.5, strength: 6 }),
        bySelf.again,
        bySelf.pairs,
        stayingShare(bySelf, { share: byShopper, strength: 2 }),
        latestStaying.pairs === 0 ? -1 : latestStaying.again / latestStaying.pairs,
        latestStaying.pairs,
        Math.log(last / usual) - latestSize,
        size,
        latestSize,
        stayingShare({ pairs, again }, { share: byShopper, strength: 2 }),
        Math.log(pairs + 1),
        changed,
        Math.log(1 + Math.max(0, at - lastAt) / DAY_MS),
      ),
    },
  };
}

function repeatsIn(values: readonly number[]): number {
  return values.filter((value, index) => index > 0 && value === values[index - 1]).length;
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
