import { formatMoney } from '#agents/response-compiler/money.ts';
import type { PromotionBar } from './price-cart.ts';

/** A code as it is compared: without spaces, dashes or case. */
export function normalizeCode(said: string): string {
  return said
    .normalize('NFKC')
    .replace(/[\s\-_"'“”]/g, '')
    .toUpperCase();
}

/** Why a promotion gives nothing, as the end of "The code X can't be used: …"; null when it gives something. */
export function barReason(bar: PromotionBar, currency: string): string | null {
  switch (bar.kind) {
    case 'none':
      return null;
    case 'not_started':
      return 'it has not started yet';
    case 'ended':
      return 'it has ended';
    case 'used_up':
      return 'you have already used it as often as it allows';
    case 'code_missing':
      return 'it needs its code';
    case 'nothing_fits':
      return 'nothing in your cart takes part in it';
    case 'below_minimum':
      return `it needs ${formatMoney(bar.missingCents, currency)} more of what takes part in it`;
  }
}
