import type { PricedCart } from '#agents/order/order-outcome.ts';
import type { Receipt } from '#agents/order/receipt.ts';
import type { Sentence } from './sentence.ts';
import { wordAdded } from './word-added.ts';
import { wordReceipt } from './word-receipt.ts';

/** Words what was done, in its order; what was added in a row is told in one sentence. */
export function wordReceipts(receipts: readonly Receipt[], priced: PricedCart): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let added: Extract<Receipt, { kind: 'added' }>[] = [];
  const tellAdded = () => {
    if (added.length > 0) sentences.push(wordAdded(added, priced.cart.currency));
    added = [];
  };
  for (const receipt of receipts) {
    if (receipt.kind === 'added') {
      added.push(receipt);
      continue;
    }
    tellAdded();
    sentences.push(wordReceipt(receipt, priced));
  }
  tellAdded();
  return sentences;
}
