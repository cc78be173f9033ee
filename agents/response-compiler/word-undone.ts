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
    `${did}: I ${wordMoves(moved, '× ')}; ${now}.`,
    moved.map(({ productId, name }) => citeProduct({ id: productId, name })),
    `${did}: I ${wordMoves(moved, '')}.`,
  );
}

/** "took out 3 × Limes and put back 1 × Tofu". */
function wordMoves(moved: readonly LineMove[], times: string): string {
  const out = moved.filter(({ to }) => to === 0);
  const back = moved.filter(({ from }) => from === 0);
  const set = moved.filter(({ from, to }) => from !== 0 && to !== 0);
  return listWords([
    ...(out.length === 0
      ? []
      : [`took out ${listWords(out.map(({ from, name }) => `${from} ${times}${name}`))}`]),
    ...(back.length === 0
      ? []
      : [`put back ${listWords(back.map(({ to, name }) => `${to} ${times}${name}`))}`]),
    ...set.map(({ name, from, to }) => `set ${name} to ${to} instead of ${from}`),
  ]);
}
