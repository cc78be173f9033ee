import type { BasketSet } from './basket-sets.ts';
import type { TifuSettings } from './tifu-knn.ts';

/**
 * The settings of TIFU-KNN for each set and grouping: of those published with the method for its data sets, the ones with the
 * best recall@10 on the public users. So the reference is at least as strong as with any published setting.
 */
export const TIFU_SETTINGS: Readonly<
  Record<BasketSet, { readonly tifuknn: TifuSettings; readonly tifuknnLatest: TifuSettings }>
> = {
  tafeng: { tifuknn: oldest(3, 0.6, 0.2), tifuknnLatest: latest(3, 0.6, 0.2) },
  dunnhumby1124: { tifuknn: oldest(3, 0.7, 0.9), tifuknnLatest: latest(3, 0.7, 0.9) },
  carbo: { tifuknn: oldest(3, 0.7, 0.9), tifuknnLatest: latest(3, 0.7, 0.9) },
  completejourney11w: { tifuknn: oldest(3, 0.6, 0.2), tifuknnLatest: latest(3, 0.6, 0.2) },
  instacart64: { tifuknn: oldest(3, 0.7, 0.9), tifuknnLatest: latest(7, 0.7, 0.7) },
  coop100: { tifuknn: oldest(3, 0.7, 0.9), tifuknnLatest: latest(3, 0.7, 0.9) },
  onlineretail: { tifuknn: oldest(7, 0.7, 0.7), tifuknnLatest: latest(3, 0.6, 0.2) },
};

function oldest(groups: number, groupDecay: number, alpha: number): TifuSettings {
  return { grouping: 'oldest', groups, withinDecay: 0.9, groupDecay, alpha, neighbours: 300 };
}

function latest(groups: number, groupDecay: number, alpha: number): TifuSettings {
  return { ...oldest(groups, groupDecay, alpha), grouping: 'latest' };
}
