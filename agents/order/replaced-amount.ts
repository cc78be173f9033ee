import type { Product } from '#agents/search/product.ts';
import type { ItemMention, SaidAmount } from '#agents/supervisor/intent.ts';
import type { PackCount } from './count-packs.ts';
import { lineOf, lookUp, type OrderRun } from './order-run.ts';

/** "swap the rye for sourdough": as many as of the rye. */
export function replacedAmount(run: OrderRun, { replaces }: ItemMention): SaidAmount | null {
  const [out, ...others] = run.displacing;
  if (replaces !== true || out === undefined || others.length > 0) return null;
  const value = (lineOf(run, out.productId)?.quantity ?? 0) - out.stays;
  return value <= 1 ? null : { value, measure: 'pack', mode: 'absolute' };
}

/** From this many times the size on, a pack is not one for one. */
const MUCH_LARGER = 3;

/** Fewer packs where they are so much larger that fewer hold as much: three packs of ham are not three turkeys. */
export async function asMuchAsReplaced(
  run: OrderRun,
  count: PackCount,
  product: Product,
): Promise<PackCount> {
  const [out, ...others] = run.displacing;
  if (out === undefined || others.length > 0 || product.size === null) return count;
  const [before] = await lookUp(run, [out.productId]);
  if (before?.size == null || before.size.unit !== product.size.unit) return count;
  if (product.size.amount < MUCH_LARGER * before.size.amount) return count;
  const enough = Math.ceil((count.packs * before.size.amount) / product.size.amount);
  return enough >= count.packs ? count : { ...count, packs: Math.max(1, enough) };
}
