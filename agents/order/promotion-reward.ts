import type { Promotion } from './promotion.ts';

/** The units of one cart line that a promotion covers. */
export interface CoveredLine {
  readonly unitPriceCents: number;
  readonly quantity: number;
}

/** Cents that a promotion takes off each line, whole and never above the line's worth; its cap is kept. */
export function rewardByLine(
  { reward, capCents }: Promotion,
  lines: readonly CoveredLine[],
): readonly number[] {
  const worth = lines.map(({ unitPriceCents, quantity }) => unitPriceCents * quantity);
  const total = worth.reduce((sum, value) => sum + value, 0);
  const cap = capCents ?? Number.MAX_SAFE_INTEGER;
  switch (reward.kind) {
    case 'percentage':
      return share(Math.min(Math.round((total * reward.percent) / 100), cap), worth);
    case 'fixed':
      return share(Math.min(reward.cents, total, cap), worth);
    case 'buy_get': {
      const off = mixAndMatch(reward, lines);
      const wanted = off.reduce((sum, value) => sum + value, 0);
      return wanted <= cap ? off : share(cap, off);
    }
  }
}

/**
 * Dearest units first, in groups of `buy + get`: the last `get` of each full group are reduced. That grouping
 * saves the shopper the most while no reduced unit costs more than one paid for in its group.
 */
function mixAndMatch(
  { buy, get, percentOff }: Extract<Promotion['reward'], { kind: 'buy_get' }>,
  lines: readonly CoveredLine[],
): readonly number[] {
  const units = lines
    .flatMap(({ unitPriceCents, quantity }, line) =>
      Array.from({ length: unitPriceCents > 0 ? quantity : 0 }, () => ({ unitPriceCents, line })),
    )
    .sort((a, b) => b.unitPriceCents - a.unitPriceCents || a.line - b.line);
  const off = lines.map(() => 0);
  const group = buy + get;
  const full = Math.floor(units.length / group) * group;
  units.slice(0, full).forEach(({ unitPriceCents, line }, index) => {
    if (index % group < buy) return;
    off[line] = (off[line] ?? 0) + Math.round((unitPriceCents * percentOff) / 100);
  });
  return off;
}

/** Splits whole cents in proportion to `worth`, losing none: each takes its part of what is left. */
function share(cents: number, worth: readonly number[]): readonly number[] {
  let leftCents = cents;
  let leftWorth = worth.reduce((sum, value) => sum + value, 0);
  return worth.map((value) => {
    const part = leftWorth === 0 ? 0 : Math.min(value, Math.round((leftCents * value) / leftWorth));
    leftCents -= part;
    leftWorth -= value;
    return part;
  });
}
