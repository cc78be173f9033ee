import type { PricedCart } from '#agents/order/order-outcome.ts';
import type { ConfirmChange, Receipt } from '#agents/order/receipt.ts';
import { cite, citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { countOf, listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';
import { wordAdded } from './word-added.ts';
import { wordCart } from './word-cart.ts';
import { wordConflict } from './word-conflict.ts';
import { wordOrders } from './word-orders.ts';
import { wordCodes, wordPromotions } from './word-promotions.ts';
import { wordUndone } from './word-undone.ts';
import { wordUsual } from './word-usual.ts';

/** Products named in writing where more could be meant. */
const NAMED = 5;

/** Words one receipt. Everything said here was committed before the receipt was written. */
export function wordReceipt(receipt: Receipt, priced: PricedCart): Sentence {
  const { currency } = priced.cart;
  switch (receipt.kind) {
    case 'added':
      return wordAdded([receipt], currency);
    case 'updated':
      if (receipt.to === receipt.from)
        return say(
          `You have ${receipt.to} × ${receipt.name} already, so nothing changed.`,
          [asProduct(receipt)],
          `You have ${receipt.to} ${receipt.name} already.`,
        );
      return say(
        `You now have ${receipt.to} × ${receipt.name} instead of ${receipt.from}.`,
        [asProduct(receipt)],
        `You now have ${receipt.to} ${receipt.name} instead of ${receipt.from}.`,
      );
    case 'removed':
      return say(
        `I took ${receipt.quantity} × ${receipt.name} out of your cart.`,
        [asProduct(receipt)],
        `I took ${receipt.name} out of your cart.`,
      );
    case 'unchanged':
      return say(`${receipt.name} is what you have already, so I left it as it was.`, [asProduct(receipt)]);
    case 'no_variant':
      return say(`I have nothing like ${receipt.name} that is ${receipt.how}, so I left it as it was.`, [
        asProduct(receipt),
      ]);
    case 'no_variants':
      return say(`I have nothing like what is in your cart that is ${receipt.how}, so I left it as it was.`);
    case 'cleared':
      return say([
        `Your cart is empty now; I took out ${countOf(receipt.lines, 'product')}.`,
        'Say “undo” to get everything back.',
      ]);
    case 'undone':
    case 'redone':
      return wordUndone(receipt);
    case 'nothing_to_undo':
      return say('There is nothing left to undo.');
    case 'nothing_to_redo':
      return say('There is nothing to redo: only an undo can be taken back, and only right after it.');
    case 'cart_shown':
      return wordCart(priced);
    case 'cart_empty':
      return say('Your cart is empty.');
    case 'declined':
      return say('Alright, I left everything as it was.');
    case 'order_placed': {
      const total = formatMoney(receipt.totalCents, currency);
      return say(`Your order is placed: ${countOf(receipt.lines, 'product')} for ${total}.`, [
        cite('order', receipt.orderId, `Order over ${total}`),
      ]);
    }
    case 'unpriced':
      return say(
        `I can't order yet, because I don't know the price of ${listSome(receipt.names, NAMED)}.`,
        [],
        `I can't order yet, because I don't know the price of ${listSome(receipt.names, SPOKEN_NAMES)}.`,
      );
    case 'usual_shown':
      return wordUsual(receipt);
    case 'usual_unknown':
      return say(
        receipt.off === true
          ? 'You switched your usual order off; switch it on again and I will tell it.'
          : "I don't know your usual order yet; after a few orders I will.",
      );
    case 'promotions_listed':
      return wordPromotions(receipt.promotions);
    case 'confirm_changed':
      return wordConfirmChanged(receipt.changes, currency);
    case 'order_status':
    case 'order_lines':
    case 'orders_listed':
    case 'order_cancelled':
    case 'order_not_cancelled':
    case 'no_such_order':
    case 'not_ordered':
    case 'left_out':
      return wordOrders(receipt);
    case 'no_orders':
      return say('You have not ordered anything yet.');
    case 'promotion_applied':
      return say(
        receipt.cents > 0
          ? `${receipt.label} is applied: ${formatMoney(receipt.cents, currency)} off.`
          : `${receipt.label} is noted; it takes nothing off your cart as it is now.`,
        [cite('promotion', receipt.code, receipt.label)],
      );
    case 'promotion_refused':
      return say(`I can't use the code ${receipt.code}: ${receipt.reason}.`);
    case 'promotion_removed':
    case 'promotion_not_applied':
    case 'savings_told':
      return wordCodes(receipt, currency);
    case 'no_match':
      return receipt.near.length === 0
        ? say(`I found nothing for “${receipt.said}”, so I added nothing.`)
        : say([
            `I don't have “${receipt.said}”, so I added nothing.`,
            `The closest: ${listWords(receipt.near.slice(0, SPOKEN_NAMES))}.`,
          ]);
    case 'not_in_cart':
      return say(`I can't find “${receipt.said}” in your cart.`);
    case 'out_of_stock':
      return say(`${receipt.name} is out of stock right now.`, [asProduct(receipt)]);
    case 'conflict':
      return say(`I did not add ${receipt.name}: ${listWords(receipt.conflicts.map(wordConflict))}.`, [
        asProduct(receipt),
      ]);
    case 'cart_conflict':
      return say(`Mind ${receipt.name} in your cart: ${listWords(receipt.conflicts.map(wordConflict))}.`, [
        asProduct(receipt),
      ]);
    case 'limit':
      return say(wordLimit(receipt));
    case 'unclear':
      return say(
        receipt.said === ''
          ? "I'm not sure what you mean."
          : `I'm not sure what you mean by “${receipt.said}”.`,
      );
    case 'had_already':
      return say(
        `Already in your cart: ${listWords(receipt.names)}.`,
        [],
        `Of that, ${countOf(receipt.names.length, 'thing')} ${receipt.names.length === 1 ? 'is' : 'are'} in your cart already.`,
      );
    case 'optional_left':
      return say(
        `I left out what is optional: ${listWords(receipt.names)}.`,
        [],
        `I left out ${countOf(receipt.names.length, 'optional thing')}.`,
      );
    case 'left_undone':
      return say(
        [`That was more than I do in one go: I did not ${listWords(receipt.what)}.`, 'Ask me for that next.'],
        [],
        `That was more than I do in one go: I did not ${listSome(receipt.what, SPOKEN_NAMES)}.`,
      );
    case 'failed':
      return say([`I could not ${receipt.what} just now.`, 'Please try again in a moment.']);
  }
}

function asProduct({ productId, name }: { readonly productId: string; readonly name: string }) {
  return citeProduct({ id: productId, name });
}

function wordConfirmChanged(changes: readonly ConfirmChange[], currency: string): Sentence {
  const words = changes.map((change) => wordChange(change, currency));
  return say(
    [`Something has changed since: ${listWords(words)}.`, 'I did not place the order.'],
    changes
      .filter((change) => change.kind !== 'total')
      .map((change) => citeProduct({ id: change.productId, name: change.name })),
    `I did not place the order, because ${listSome(words, SPOKEN_NAMES)}.`,
  );
}

function wordChange(change: ConfirmChange, currency: string): string {
  const before = change.fromCents == null ? '' : ` instead of ${formatMoney(change.fromCents, currency)}`;
  switch (change.kind) {
    case 'price':
      return change.toCents == null
        ? `the price of ${change.name} is no longer known`
        : `${change.name} now costs ${formatMoney(change.toCents, currency)}${before}`;
    case 'out_of_stock':
      return `${change.name} is out of stock`;
    case 'less_stock':
      return wordLeft(change.available ?? 0, change.name);
    case 'total':
      return change.toCents == null
        ? 'the total has changed'
        : `the total is now ${formatMoney(change.toCents, currency)}${before}`;
    case 'gone':
      return `${change.name} is no longer sold`;
  }
}

function wordLeft(available: number, name: string): string {
  return available <= 0
    ? `none of ${name} is left`
    : `only ${available} of ${name} ${available === 1 ? 'is' : 'are'} left`;
}

function wordLimit(receipt: Extract<Receipt, { kind: 'limit' }>): string {
  switch (receipt.what) {
    case 'lines':
      return `A cart holds at most ${receipt.max} different products, so I could not add ${receipt.name}.`;
    case 'quantity':
      return `I can put at most ${receipt.max} of one product into a cart, so I left ${receipt.name} as it was.`;
    case 'stock': {
      const left = wordLeft(receipt.max, receipt.name);
      return `${left.charAt(0).toUpperCase()}${left.slice(1)}, so I left your cart as it was.`;
    }
  }
}
