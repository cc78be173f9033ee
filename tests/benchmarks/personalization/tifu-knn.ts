import type { Baskets } from './frequency-references.ts';

/** Settings of TIFU-KNN (Hu et al., SIGIR 2020). */
export interface TifuSettings {
  /** `oldest`: so many groups of near-equal size, as the published code cuts them. `latest`: groups of so many baskets,
   * counted from the latest one. */
  readonly grouping: 'oldest' | 'latest';
  readonly groups: number;
  readonly withinDecay: number;
  readonly groupDecay: number;
  /** Weight of the shopper's own vector against the neighbours'. */
  readonly alpha: number;
  readonly neighbours: number;
}

type Vector = ReadonlyMap<string, number>;
/** Lists are judged at ten. */
const LISTED = 20;

/** Learns the vectors of `train`; answers how to rank for a history, a neighbour of the same `user` left out. */
export function tifuKnn(
  train: readonly { readonly user: string; readonly baskets: Baskets }[],
  settings: TifuSettings,
): (user: string, history: Baskets) => readonly string[] {
  const vectors = train.map(({ baskets }) => vectorOf(baskets, settings));
  const norms = vectors.map((vector) => [...vector.values()].reduce((sum, weight) => sum + weight ** 2, 0));
  const postings = new Map<string, { readonly index: number; readonly weight: number }[]>();
  vectors.forEach((vector, index) => {
    for (const [item, weight] of vector) {
      const list = postings.get(item) ?? [];
      list.push({ index, weight });
      postings.set(item, list);
    }
  });
  const dots = new Float64Array(vectors.length);
  return (user, history) => {
    const own = vectorOf(history, settings);
    dots.fill(0);
    for (const [item, weight] of own) {
      for (const entry of postings.get(item) ?? []) {
        dots[entry.index] = (dots[entry.index] ?? 0) + weight * entry.weight;
      }
    }
    const nearest = train
      .map((other, index) => ({
        index,
        user: other.user,
        distance: (norms[index] ?? 0) - 2 * (dots[index] ?? 0),
      }))
      .filter((other) => other.user !== user)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, settings.neighbours);
    const scores = new Map([...own].map(([item, weight]) => [item, settings.alpha * weight]));
    for (const { index } of nearest) {
      for (const [item, weight] of vectors[index] ?? []) {
        scores.set(item, (scores.get(item) ?? 0) + ((1 - settings.alpha) * weight) / nearest.length);
      }
    }
    return [...scores]
      .sort(([, a], [, b]) => b - a)
      .slice(0, LISTED)
      .map(([item]) => item);
  };
}

function vectorOf(baskets: Baskets, settings: TifuSettings): Vector {
  const { grouping, groups, withinDecay, groupDecay } = settings;
  const vector = new Map<string, number>();
  const add = (index: number, weight: number) => {
    for (const item of baskets[index] ?? []) vector.set(item, (vector.get(item) ?? 0) + weight);
  };
  const count = baskets.length;
  if (grouping === 'latest') {
    const pieces = Math.ceil(count / groups);
    for (let back = 0; back < count; back += 1) {
      const group = Math.floor(back / groups);
      const size = Math.min(groups, count - group * groups);
      add(count - 1 - back, (withinDecay ** (back % groups) * groupDecay ** group) / size / pieces);
    }
    return vector;
  }
  const sizes = count < groups ? baskets.map(() => 1) : nearEqual(count, groups);
  let index = 0;
  sizes.forEach((size, group) => {
    for (let inside = 0; inside < size; inside += 1) {
      const weight = withinDecay ** (count - 1 - index) * groupDecay ** (groups - 1 - group);
      add(index, weight / size / sizes.length);
      index += 1;
    }
  });
  return vector;
}

/** The later groups take what is left over. */
function nearEqual(count: number, groups: number): readonly number[] {
  const size = Math.floor(count / groups);
  const larger = count - size * groups;
  return Array.from({ length: groups }, (_, group) => (group < groups - larger ? size : size + 1));
}
