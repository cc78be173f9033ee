import type { ItemMention } from '#agents/supervisor/intent.ts';
import { findLines, lineEntry } from './find-lines.ts';
import { lookUp, type OrderRun } from './order-run.ts';
import { resolveReference } from './resolve-reference.ts';

/** The lines but those that the words of `without` may mean; what is left out of the cart so is told. */
export async function withoutNamed<Line extends { readonly productId: string }>(
  run: OrderRun,
  lines: readonly Line[],
  without: readonly ItemMention[],
  rest: 'left out' | 'kept' = 'left out',
): Promise<readonly Line[]> {
  if (without.length === 0) return lines;
  const products = await lookUp(
    run,
    lines.map(({ productId }) => productId),
  );
  const entries = products.map((product) => {
    const { id, name, unit, priceCents } = product;
    return lineEntry(
      { lineId: id, productId: id, name, quantity: 1, unit, unitPriceCents: priceCents },
      product,
    );
  });
  const left = new Map(
    without.flatMap((mention): readonly (readonly [string, string])[] => {
      // "except the first one" counts in what was offered
      if (mention.query === '') {
        const meant = mention.reference === null ? [] : resolveReference(mention.reference, products, null);
        return meant.map(({ id, name }) => [id, name]);
      }
      const found = findLines({ ...mention, reference: null }, entries, run.focus);
      return found.kind === 'none' ? [] : found.entries.map(({ id, name }) => [id, name]);
    }),
  );
  if (left.size > 0 && rest === 'left out')
    run.receipts.push({ kind: 'left_out', names: [...left.values()] });
  return lines.filter(({ productId }) => !left.has(productId));
}
