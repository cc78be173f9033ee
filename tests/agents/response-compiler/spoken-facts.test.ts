import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Receipt } from '#agents/order/receipt.ts';
import { splitSentences } from '#agents/response-compiler/split-sentences.ts';
import { compiled, ordered, question } from './turn-facts.ts';

const name = fc.integer({ min: 0, max: 30 }).map((at) => `Name${at}x`);
const receipt: fc.Arbitrary<Receipt> = fc.oneof(
  name.map(
    (it): Receipt => ({
      ...{ kind: 'added', productId: it, name: it, quantity: 1, lineQuantity: 1 },
      ...{ unitPriceCents: 100, amountNote: null, pickedBecause: 'named' },
    }),
  ),
  name.map((it): Receipt => ({ kind: 'removed', productId: it, name: it, quantity: 2 })),
  name.map((it): Receipt => ({ kind: 'updated', productId: it, name: it, from: 1, to: 2 })),
  name.map(
    (it): Receipt => ({
      ...{ kind: 'conflict', productId: it, name: it },
      conflicts: [{ kind: 'allergy', allergen: 'milk' }],
    }),
  ),
  name.map((it): Receipt => ({ kind: 'out_of_stock', productId: it, name: it })),
  fc.constant<Receipt>({ kind: 'no_match', said: 'a thing', near: [] }),
);
/** What tells each kind aloud, whatever the words around it. */
const TOLD: Readonly<Partial<Record<Receipt['kind'], RegExp>>> = {
  added: /I added/,
  removed: /I took/,
  updated: /You now have|I changed how many/,
  conflict: /I did not add|I left out/,
  out_of_stock: /out of stock/,
  no_match: /I found nothing/,
};
const asks = fc.option(
  fc
    .array(name, { maxLength: 4 })
    .map((options) => question(`Which would you like: ${options.join(', ')}?`, ...options)),
);

it('tells aloud what was done and what was refused, in two sentences and three products, beside any question', () => {
  fc.assert(
    fc.property(fc.array(receipt, { minLength: 1, maxLength: 12 }), asks, (unsorted, asked) => {
      // As a turn tells them: what is alike in a row.
      const receipts = unsorted.toSorted((left, right) => (left.kind < right.kind ? -1 : 1));
      const facts = asked === null ? ordered(receipts) : ordered(receipts, { asks: asked });
      const { speech, text } = compiled(facts);
      expect(splitSentences(speech).length, speech).toBeLessThanOrEqual(2);
      expect(new Set(speech.match(/Name\d+x/gu)).size, speech).toBeLessThanOrEqual(3);
      if (asked !== null) expect(speech.endsWith('?')).toBe(true);
      const kinds = [...new Set(receipts.map(({ kind }) => kind))];
      for (const kind of kinds) expect(text).toMatch(TOLD[kind]!);
      const told = kinds.filter((kind) => TOLD[kind]!.test(speech));
      // Nobody follows more than four things at once.
      expect(told.length, speech).toBeGreaterThanOrEqual(Math.min(kinds.length, 4));
      if (kinds.includes('conflict')) expect(told, speech).toContain('conflict');
    }),
    { numRuns: 500 },
  );
});
