import type { Receipt } from '#agents/order/receipt.ts';
import { citeProduct } from './cite.ts';
import { countOf, listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';

/** The regular basket, and what of it is not offered any more since it goes against what the shopper told. */
export function wordUsual({ lines, leftOut }: Extract<Receipt, { kind: 'usual_shown' }>): Sentence {
  const citations = [...lines, ...leftOut].map(({ productId, name }) => citeProduct({ id: productId, name }));
  const named = listWords(leftOut.map(({ name }) => name));
  if (lines.length === 0) {
    return say(
      `All of your usual order goes against what you told me to keep out: ${named}.`,
      citations,
      'All of your usual order goes against what you told me to keep out.',
    );
  }
  const usual = `Your usual: ${listWords(lines.map(({ quantity, name }) => `${quantity} × ${name}`))}.`;
  const spoken = `Your usual is ${listSome(
    lines.map(({ name }) => name),
    SPOKEN_NAMES,
  )}.`;
  if (leftOut.length === 0) return say(usual, citations, spoken);
  return say(
    [
      usual,
      `I leave out ${named}: you told me to keep out what is in ${leftOut.length === 1 ? 'it' : 'them'}.`,
    ],
    citations,
    [spoken, `I leave out ${countOf(leftOut.length, 'product')} that you told me to keep out.`],
  );
}
