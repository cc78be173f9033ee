import type { ShopperSettings } from './settings.ts';

/** Whether what this shopper does may count in what is learned over everybody: it is learned at all, and shared. */
export function countsForOthers({ privacy }: Pick<ShopperSettings, 'privacy'>): boolean {
  return privacy.learning && privacy.sharing;
}
