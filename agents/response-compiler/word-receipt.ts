import type { PricedCart } from '#agents/order/order-outcome.ts';
import type { ConfirmChange, Conflict, Receipt } from '#agents/order/receipt.ts';
import { cite, citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { allergenWords, dietWords } from './name-facts.ts';
import { countOf, listWords, type Sentence, say } from './sentence.ts';
import { wordCart } from './word-cart.ts';
import { wordPromotions } from './word-promotions.ts';

/** Words one receipt. Everything said here was committed before the receipt was written. */
export function wordReceipt(receipt: Receipt, priced: PricedCart): Sentence {
  const { currency } = priced.cart;
  switch (receipt.kind) {
    case 'added':
      return wordAdded(receipt, currency);
    case 'updated':
      return say(`${receipt.name} is now ${receipt.to} (it was ${receipt.from}).`, [asProduct(receipt)]);
    case 'removed':
      return say(`I took ${receipt.quantity} × ${receipt.name} out of your cart.`, [asProduct(receipt)]);
    case 'cleared':
      return say(
        `Your cart is empty now; I removed ${countOf(receipt.lines, 'line')}. Say “undo” to get them back.`,
      );
    case 'undone':
      return say(`I undid the last change; your cart has ${countOf(receipt.lines, 'line')} now.`);
    case 'nothing_to_undo':
      return say('There is no change left to undo.');
    case 'cart_shown':
      return wordCart(priced);
    case 'cart_empty':
      return say('Your cart is empty.');
    case 'declined':
      return say('Alright, I left everything as it was.');
    case 'order_placed':
      return say(
        `Your order is placed: ${countOf(receipt.lines, 'item')} for ${formatMoney(receipt.totalCents, currency)}.`,
        [cite('order', receipt.orderId, `Order over ${formatMoney(receipt.totalCents, currency)}`)],
      );
    case 'unpriced':
      return say(
        `I can't order yet, because I don't know the price of ${listWords(receipt.names.slice(0, 5))}.`,
      );
    case 'usual_shown':
      return say(
        `Your usual: ${listWords(receipt.lines.map(({ quantity, name }) => `${quantity} × ${name}`))}.`,
        receipt.lines.map(asProduct),
      );
    case 'usual_unknown':
      return say("I don't know your usual order yet; after a few orders I will.");
    case 'promotions_listed':
      return wordPromotions(receipt.promotions)[0] ?? say('There are no offers at the moment.');
    case 'confirm_changed':
      return say(
        `Something changed since you put it into your cart: ${listWords(receipt.changes.map((change) => wordChange(change, currency)))}. I did not place the order.`,
        receipt.changes
          .filter((change) => change.kind !== 'total')
          .map((change) => citeProduct({ id: change.productId, name: change.name })),
      );
    case 'order_status':
      return say(
        `Your order of ${new Date(receipt.placedAt).toISOString().slice(0, 10)} is ${receipt.status}.`,
        [cite('order', receipt.orderId, `Order is ${receipt.status}`)],
      );
    case 'no_orders':
      return say('You have not ordered anything yet.');
    case 'promotion_applied':
      return say(`${receipt.label} is applied: ${formatMoney(receipt.cents, currency)} off.`, [
        cite('promotion', receipt.code, receipt.label),
      ]);
    case 'promotion_refused':
      return say(`The code ${receipt.code} can't be used: ${receipt.reason}.`);
    case 'no_match':
      return say(
        receipt.near.length === 0
          ? `I found nothing for “${receipt.said}”, so I added nothing.`
          : `I found nothing that is really “${receipt.said}”, so I added nothing. The nearest: ${listWords(receipt.near.slice(0, 3))}.`,
      );
    case 'not_in_cart':
      return say(`I can't find “${receipt.said}” in your cart.`);
    case 'out_of_stock':
      return say(`${receipt.name} is out of stock right now.`, [asProduct(receipt)]);
    case 'conflict':
      return say(`I did not add ${receipt.name}: ${listWords(receipt.conflicts.map(wordConflict))}.`, [
        asProduct(receipt),
      ]);
    case 'limit':
      return say(wordLimit(receipt));
    case 'unclear':
      return say(`I'm not sure what you mean by “${receipt.said}”.`);
    case 'failed':
      return say(`I could not ${receipt.what} just now; nothing was changed. Please try again in a moment.`);
  }
}

function asProduct({ productId, name }: { readonly productId: string; readonly name: string }) {
  return citeProduct({ id: productId, name });
}

const PICKED: Readonly<Record<Extract<Receipt, { kind: 'added' }>['pickedBecause'], string>> = {
  named: '',
  chosen: '',
  usual: ', your usual',
  default: '',
  best_match: ', the best match',
};

function wordAdded(receipt: Extract<Receipt, { kind: 'added' }>, currency: string): Sentence {
  const price =
    receipt.unitPriceCents === null
      ? 'price not known'
      : formatMoney(receipt.unitPriceCents * receipt.quantity, currency);
  const now = receipt.lineQuantity === receipt.quantity ? '' : `; that makes ${receipt.lineQuantity}`;
  const note = receipt.amountNote === null ? '' : ` (${receipt.amountNote})`;
  return say(
    `I added ${receipt.quantity} × ${receipt.name}${PICKED[receipt.pickedBecause]}${note} for ${price}${now}.`.replace(
      'for price not known',
      '(price not known)',
    ),
    [asProduct(receipt)],
  );
}

function wordChange(change: ConfirmChange, currency: string): string {
  switch (change.kind) {
    case 'price':
      return `${change.name} now costs ${change.toCents == null ? 'an unknown price' : formatMoney(change.toCents, currency)}${change.fromCents == null ? '' : ` instead of ${formatMoney(change.fromCents, currency)}`}`;
    case 'out_of_stock':
      return `${change.name} is out of stock`;
    case 'less_stock':
      return `only ${change.available ?? 0} of ${change.name} are left`;
    case 'total':
      return `the total is now ${formatMoney(change.toCents ?? 0, currency)}${change.fromCents == null ? '' : ` instead of ${formatMoney(change.fromCents, currency)}`}`;
    case 'gone':
      return `${change.name} is no longer sold`;
  }
}

/** A conflict as the end of "I did not add X: …". */
export function wordConflict(conflict: Conflict): string {
  const allergen = conflict.allergen === undefined ? 'an allergen' : allergenWords(conflict.allergen);
  const diet = conflict.diet === undefined ? 'your diet' : dietWords(conflict.diet);
  switch (conflict.kind) {
    case 'allergy':
      return `it contains ${allergen}, and you told me you are allergic to ${allergen}`;
    case 'possible_allergy':
      return `it may contain ${allergen}, and you told me you are allergic to ${allergen}`;
    case 'unknown_allergy':
      return `its label does not say whether it contains ${allergen}, and you are allergic to ${allergen}`;
    case 'diet':
      return `it is not ${diet}`;
    case 'unknown_diet':
      return `its label does not say whether it is ${diet}`;
    case 'dislike':
      return `you told me you don't like ${conflict.dislike ?? 'it'}`;
    case 'constraints_unknown':
      return "I can't read your allergies at the moment";
  }
}

function wordLimit(receipt: Extract<Receipt, { kind: 'limit' }>): string {
  switch (receipt.what) {
    case 'lines':
      return `A cart holds at most ${receipt.max} different products, so I could not add ${receipt.name}.`;
    case 'quantity':
      return `I can put at most ${receipt.max} of one product into a cart, so I left ${receipt.name} as it was.`;
    case 'stock':
      return `Only ${receipt.max} of ${receipt.name} are in stock, so I left it as it was.`;
  }
}
