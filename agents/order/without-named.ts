import type { ItemMention } from '#agents/supervisor/intent.ts';
import { findLines, lineEntry } from './find-lines.ts';
import { lookUp, type OrderRun } from './order-run.ts';

/** The lines but those that the words of `without` may mean, which are told as left out. */
export async function withoutNamed<Line extends { readonly productId: string }>(
  run: OrderRun,
  lines: readonly Line[],
  without: readonly ItemMention[],
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
    without.flatMap((mention) => {
      const found = findLines({ ...mention, reference: null }, entries, run.focus);
      return found.kind === 'none' ? [] : found.entries.map(({ id, name }) => [id, name] as const);
    }),
  );
  if (left.size > 0) run.receipts.push({ kind: 'left_out', names: [...left.values()] });
  return lines.filter(({ productId }) => !left.has(productId));
}
