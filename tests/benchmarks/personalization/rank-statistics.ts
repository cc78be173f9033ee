/** Ranks from 0, those of equal values their mean. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranks: number[] = new Array(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let until = from;
    while (until < order.length && order[until]?.value === order[from]?.value) until += 1;
    for (let at = from; at < until; at += 1) ranks[order[at]?.at ?? 0] = (from + until - 1) / 2;
    from = until;
  }
  return ranks;
}

/** Spearman's rank correlation. */
export function spearman(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [ranksOf(left), ranksOf(right)];
  const mean = (left.length - 1) / 2;
  let both = 0;
  let first = 0;
  let second = 0;
  a.forEach((rank, at) => {
    const other = (b[at] ?? 0) - mean;
    both += (rank - mean) * other;
    first += (rank - mean) ** 2;
    second += other ** 2;
  });
  return both / Math.sqrt(first * second);
}

/** The chance that one that holds scores above one that does not: the area under the curve (Mann and Whitney). */
export function areaUnderCurve(scores: readonly number[], holds: readonly boolean[]): number {
  const ranks = ranksOf(scores);
  const positive = holds.filter(Boolean).length;
  const sum = ranks.reduce((total, rank, at) => total + (holds[at] ? rank + 1 : 0), 0);
  return (sum - (positive * (positive + 1)) / 2) / (positive * (holds.length - positive));
}
