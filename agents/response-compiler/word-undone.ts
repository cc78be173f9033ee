import type { LineMove, Receipt } from '#agents/order/receipt.ts';
import { citeProduct } from './cite.ts';
import { countOf, listWords, type Sentence, say } from './sentence.ts';

/** Lines named one by one; of more only the cart's size is told. */
const NAMED = 4;

/** Words what an undo or a redo did to the cart. */
export function wordUndone({
  kind,
  lines,
  moved = [],
}: Extract<Receipt, { kind: 'undone' | 'redone' }>): Sentence {
  const did = kind === 'undone' ? 'I undid the last change' : 'I made the change again';
  const now =
    lines === 0
      ? `your cart is empty${kind === 'undone' ? ' again' : ''}`
      : `your cart has ${countOf(lines, 'product')} now`;
  if (moved.length === 0 || moved.length > NAMED) return say(`${did}; ${now}.`);
  return say(
    `${did}: I ${listWords(moved.map((move) => wordMove(move, '× ')))}; ${now}.`,
    moved.map(({ productId, name }) => citeProduct({ id: productId, name })),
    `${did}: I ${listWords(moved.map((move) => wordMove(move, '')))}.`,
  );
}

function wordMove({ name, from, to }: LineMove, times: string): string {
  if (to === 0) return `took out ${from} ${times}${name}`;
  return from === 0 ? `put back ${to} ${times}${name}` : `set ${name} to ${to} instead of ${from}`;
}
