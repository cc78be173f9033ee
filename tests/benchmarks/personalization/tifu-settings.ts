import type { BasketSet } from './basket-sets.ts';
import type { TifuSettings } from './tifu-knn.ts';

/**
 * The settings of TIFU-KNN for each set and grouping: those with the best recall@10 on the public users themselves, found by
 * going through groups, decays, alpha and neighbours one after another from the published settings on (decision 0048). So
 * the reference is flattered: it is at least as strong as with any published setting.
 */
export const TIFU_SETTINGS: Readonly<
  Record<BasketSet, { readonly tifuknn: TifuSettings; readonly tifuknnLatest: TifuSettings }>
> = {
  tafeng: { tifuknn: oldest(5, 1, 0.7, 0.1, 300), tifuknnLatest: latest(5, 0.9, 0.7, 0.1, 300) },
  dunnhumby1124: { tifuknn: oldest(1, 1, 1, 0.7, 900), tifuknnLatest: latest(3, 1, 0.8, 0.5, 100) },
  carbo: { tifuknn: oldest(3, 0.9, 0.5, 0.2, 100), tifuknnLatest: latest(3, 0.9, 0.7, 0.9, 300) },
  completejourney11w: { tifuknn: oldest(1, 1, 1, 0.1, 100), tifuknnLatest: latest(2, 1, 1, 0.1, 100) },
  instacart64: { tifuknn: oldest(2, 0.9, 0.8, 0.9, 100), tifuknnLatest: latest(7, 0.8, 0.7, 0.5, 100) },
  coop100: { tifuknn: oldest(1, 0.95, 1, 0.9, 100), tifuknnLatest: latest(12, 0.95, 0.7, 0.9, 100) },
  onlineretail: { tifuknn: oldest(5, 0.9, 0.7, 0.3, 300), tifuknnLatest: latest(3, 1, 0.5, 0.1, 100) },
};

function oldest(
  groups: number,
  withinDecay: number,
  groupDecay: number,
  alpha: number,
  neighbours: number,
): TifuSettings {
  return { grouping: 'oldest', groups, withinDecay, groupDecay, alpha, neighbours };
}

function latest(...settings: Parameters<typeof oldest>): TifuSettings {
  return { ...oldest(...settings), grouping: 'latest' };
}
