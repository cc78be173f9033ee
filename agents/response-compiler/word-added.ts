import type { Receipt } from '#agents/order/receipt.ts';
import { citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';

type Added = Extract<Receipt, { kind: 'added' }>;

/** Words everything that was added one after the other. */
export function wordAdded(added: readonly Added[], currency: string): Sentence {
  const citations = added.map(({ productId, name }) => citeProduct({ id: productId, name }));
  const names = added.map(({ quantity, name }) => (quantity === 1 ? name : `${quantity} ${name}`));
  const spoken = `I added ${listSome(names, SPOKEN_NAMES)}.`;
  const brief = `I added ${listSome(names, 1)}.`;
  const [only, ...others] = added;
  if (only !== undefined && others.length === 0) return say(wordOne(only, currency), citations, spoken);
  const allUsual = added.every(({ pickedBecause }) => pickedBecause === 'usual');
  const list = listWords(added.map((receipt) => wordOneOfMany(receipt, currency, !allUsual)));
  return say(`I added ${allUsual ? 'your usual: ' : ''}${list}.`, citations, spoken, brief);
}

function wordOne(receipt: Added, currency: string): string {
  const { quantity, name, unitPriceCents, lineQuantity, amountNote } = receipt;
  const notes = [
    ...(receipt.pickedBecause === 'usual' ? ['your usual'] : []),
    ...(amountNote === null ? [] : [amountNote]),
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  const price = unitPriceCents === null ? '' : ` for ${formatMoney(unitPriceCents * quantity, currency)}`;
  const unknown = unitPriceCents === null ? "; I don't know its price" : '';
  const now = lineQuantity === quantity ? '' : `; that makes ${lineQuantity}`;
  return `I added ${quantity} × ${name}${note}${price}${unknown}${now}.`;
}

function wordOneOfMany(receipt: Added, currency: string, tellsUsual: boolean): string {
  const { quantity, name, unitPriceCents, lineQuantity, amountNote } = receipt;
  const notes = [
    ...(tellsUsual && receipt.pickedBecause === 'usual' ? ['your usual'] : []),
    ...(amountNote === null ? [] : [amountNote]),
    unitPriceCents === null ? 'price not known' : formatMoney(unitPriceCents * quantity, currency),
    ...(lineQuantity === quantity ? [] : [`now ${lineQuantity}`]),
  ];
  return `${quantity} × ${name} (${notes.join('; ')})`;
}
