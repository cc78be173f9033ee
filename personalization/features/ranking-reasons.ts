import type { RankingProfile } from '#personalization/ranking/ranking-profile.ts';
import { SIGNALS, type Signal, type Signals } from '#personalization/ranking/signals.ts';

/** Signals of which a shopper can be told why they lift a product, and what is said when they do. */
const SAID: Partial<Readonly<Record<Signal, (signal: number, own: boolean) => string | null>>> = {
  chosen: () => 'You chose it here before',
  brand: (share) => (share > 0 ? 'You buy this brand' : null),
  category: (share) => (share > 0 ? 'You buy things of this kind' : null),
  popularity: () => 'Many shoppers buy it',
  novelty: (_, own) => (own ? 'New to you, as you often choose' : null),
  cheapness: (cheapness, own) => {
    if (!own) return null;
    return cheapness > 0
      ? 'Cheaper than most here, as you often choose'
      : 'Dearer than most here, as you often choose';
  },
  priceFit: () => 'Its price suits you',
};

/**
 * What lifted a product above the list's average most, of what can be told; null when nothing did. A taste is called the
 * shopper's own where their choices brought the weight there, beyond what is assumed of all.
 */
export function learnedReason(
  signals: Signals,
  average: Signals,
  { weights, assumed, choices }: RankingProfile,
): string | null {
  let best: { readonly text: string; readonly lift: number } | null = null;
  SIGNALS.forEach((signal, at) => {
    const say = SAID[signal];
    const value = signals[at] ?? 0;
    const weight = weights[at] ?? 0;
    const lift = weight * (value - (average[at] ?? 0));
    if (say === undefined || value === 0 || lift < NOTICED || lift <= (best?.lift ?? 0)) return;
    const own = choices > 0 && Math.abs(weight) > Math.abs(assumed[at] ?? 0);
    const text = say(value, own);
    if (text !== null) best = { text, lift };
  });
  return best === null ? null : (best as { readonly text: string }).text;
}

/** Lifts below this change the odds of being chosen by less than a twentieth: nobody would notice. */
const NOTICED = 0.05;
