import type { Chance, Misheard } from './mishear.ts';

/** How a recogniser states its confidence: as shares of one, each by itself, or not at all. */
export type ConfidenceStyle = 'shares' | 'each' | 'none';

export interface SimulatedTranscript {
  readonly alternatives: readonly { readonly text: string; readonly confidence: number }[];
  /** Place of what was really said; -1 when the recogniser does not list it. */
  readonly right: number;
}

const MOST = 5;

/**
 * A recogniser whose confidence means what it says: what was said stands at each place as often as that place's share
 * promises, everywhere else stand mishearings of it, the likelier ones first. Real recognisers are not that honest.
 */
export function simulateTranscript(
  said: string,
  mishear: (said: string, chance: Chance) => Misheard | null,
  style: ConfidenceStyle,
  chance: Chance,
): SimulatedTranscript | null {
  const others = new Map<string, number>();
  for (let draw = 0; draw < 24; draw += 1) {
    const heard = mishear(said, chance);
    if (heard !== null) others.set(heard.text, heard.distance + chance() * 0.3);
  }
  const wrong = [...others].sort(([, left], [, right]) => left - right).map(([text]) => text);
  if (wrong.length === 0) return null;
  const size = Math.min(wrong.length, 1 + Math.floor(chance() * MOST));
  // Half of what people say is heard well; the rest is spread evenly down to a guess.
  const first = chance() < 0.5 ? 0.85 + chance() * 0.13 : 0.25 + chance() * 0.6;
  const shares = [first];
  let left = (1 - first) * (0.6 + chance() * 0.4);
  for (let place = 1; place < size; place += 1) {
    const share = Math.min(shares[place - 1] ?? 0, left * (0.4 + chance() * 0.4));
    shares.push(share);
    left -= share;
  }
  let draw = chance();
  const right = shares.findIndex((share) => {
    draw -= share;
    return draw < 0;
  });
  const texts = shares.map((_, place) => (place === right ? said.toLowerCase() : (wrong.shift() ?? '')));
  const alternatives = shares
    .map((share, place) => ({ text: texts[place] ?? '', confidence: stated(share, place, first, style) }))
    .filter(({ text }) => text !== '');
  return { alternatives, right };
}

function stated(share: number, place: number, first: number, style: ConfidenceStyle): number {
  if (style === 'none') return 0;
  // By itself each alternative looks better than its share of all.
  return style === 'shares' || place === 0 ? share : first * (share / first) ** 0.4;
}
