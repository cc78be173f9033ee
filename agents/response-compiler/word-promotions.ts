import type { Receipt } from '#agents/order/receipt.ts';
import { cite } from './cite.ts';
import { formatMoney } from './money.ts';
import { countOf, listSome, listWords, type Sentence, say } from './sentence.ts';
import type { PromotionLine, PromotionsTold } from './turn-facts.ts';

const ANY = 'On offer now';
/** Offers named in one spoken sentence. */
const SPOKEN_OFFERS = 2;

/** Words the offers for what was named, and beside them those for everything. */
export function wordOffers({ on, some, ofAll }: PromotionsTold): readonly Sentence[] {
  if (on === null) return [wordPromotions(some)];
  const none =
    ofAll.length === 0 ? `There is no offer on ${on} at the moment.` : `No offer is for ${on} alone.`;
  return [
    some.length === 0 ? say(none) : wordPromotions(some, `On offer for ${on}`),
    ...(ofAll.length === 0 ? [] : [wordPromotions(ofAll, 'For all you buy')]),
  ];
}

export function wordPromotions(promotions: readonly PromotionLine[], lead = ANY): Sentence {
  if (promotions.length === 0) return say('There are no offers at the moment.');
  const words = promotions.map(({ label, code }) =>
    code === null || label.includes(code) ? label : `${label} (code ${code})`,
  );
  return say(
    `${lead}: ${listWords(words)}.`,
    promotions.map(({ promotionId, label }) => cite('promotion', promotionId, label)),
    promotions.length <= SPOKEN_OFFERS
      ? `${lead}: ${listWords(words)}.`
      : `${lead === ANY ? 'There are' : `${lead} there are`} ${countOf(promotions.length, 'offer')}: ${listSome(words, SPOKEN_OFFERS)}.`,
  );
}

type CodeReceipt = Extract<Receipt, { kind: 'promotion_removed' | 'promotion_not_applied' | 'savings_told' }>;

/** Words what became of a code, and what the cart's discounts take off. */
export function wordCodes(receipt: CodeReceipt, currency: string): Sentence {
  if (receipt.kind === 'savings_told') {
    const { discounts, totalCents } = receipt;
    if (discounts.length === 0) return say('No discount applies to your cart right now.');
    const money = (cents: number) => formatMoney(cents, currency);
    const saved = money(discounts.reduce((sum, { cents }) => sum + cents, 0));
    const each = discounts.map(({ label, cents }) => `${label} (${money(cents)})`);
    return say(
      [`You save ${saved}: ${listWords(each)}.`, `Your total is ${money(totalCents)}.`],
      discounts.map(({ ref, label }) => cite('promotion', ref, label)),
      [`You save ${saved}.`, `Your total is ${money(totalCents)}.`],
    );
  }
  const kept = receipt.kept.length === 0 ? [] : [`What applies by itself stays: ${listWords(receipt.kept)}.`];
  if (receipt.kind === 'promotion_removed') {
    const plural = receipt.codes.length === 1 ? 'code' : 'codes';
    return say([`I took the ${plural} ${listWords(receipt.codes)} off your cart.`, ...kept]);
  }
  const none = receipt.code === null ? 'There is no code' : `The code ${receipt.code} is not`;
  return say([`${none} on your cart.`, ...kept]);
}
