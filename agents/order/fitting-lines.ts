import type { ItemMention } from '#agents/supervisor/intent.ts';
import { findLines, lineEntry } from './find-lines.ts';
import type { Order, OrderLine } from './order.ts';
import { lookUp, type OrderRun } from './order-run.ts';

/** The lines of an order that the mentions name, as lines of a cart are named. */
export async function fittingLines(
  run: OrderRun,
  order: Order,
  mentions: readonly ItemMention[],
): Promise<readonly OrderLine[]> {
  const products = await lookUp(
    run,
    order.lines.map(({ productId }) => productId),
  );
  const entries = order.lines.map((line) =>
    lineEntry(
      { ...line, lineId: line.productId },
      products.find(({ id }) => id === line.productId),
    ),
  );
  const found = new Set(
    mentions.flatMap((mention) => {
      if (mention.query === '') return [];
      const lines = findLines({ ...mention, reference: null }, entries, run.focus);
      return lines.kind === 'none' ? [] : lines.entries.map(({ id }) => id);
    }),
  );
  return order.lines.filter(({ productId }) => found.has(productId));
}
