import { normalizeCode } from '#agents/order/promotion-reason.ts';
import type { RoutedIntent } from './intent.ts';
import type { ReadingContext } from './reading-context.ts';

/** Words that may stand beside a code without making it something else. */
const AROUND =
  /^(?:(?:please|ok|okay|and|here is|here's|it's|its|it is|my code is|the code is|code|promo|promo code|coupon|try|use|apply|enter)[\s:,]+)*|(?:[\s,]+(?:please|thanks|thank you))*[\s.!?]*$/giu;
/** A code that the shopper could only have meant as one is no longer than this. */
const MAX_LENGTH = 64;

/** Whether the words are exactly the code of a promotion, in any case. */
export function isKnownCode(
  said: string,
  { promotionCodes }: Pick<ReadingContext, 'promotionCodes'>,
): boolean {
  if (said.length > MAX_LENGTH) return false;
  const code = normalizeCode(said);
  return code !== '' && promotionCodes.some((known) => known === code);
}

/** "FRESH10": a message that is nothing but a known code applies it. */
export function readBareCode(context: ReadingContext): RoutedIntent | null {
  if (context.promotionCodes.length === 0 || context.source.length > MAX_LENGTH) return null;
  const said = context.source.trim().replace(AROUND, '').trim();
  return isKnownCode(said, context)
    ? { name: 'apply_promotion', confidence: 0.97, slots: { code: normalizeCode(said) } }
    : null;
}
