import type { Product } from '#agents/search/product.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import type { OrderRun } from './order-run.ts';
import type { PickedBecause } from './pick-product.ts';

/** Who asks for their usual one is told when it is another. */
export function noUsual(because: PickedBecause, { reference }: ItemMention): string | null {
  return reference?.kind === 'habit' && because !== 'usual' ? 'I know no usual one of yours' : null;
}

/** "my usual milk" comes in the usual number. */
export function usualQuantity(
  run: OrderRun,
  { id }: Product,
  because: PickedBecause,
  { reference }: ItemMention,
): number {
  if (because !== 'usual' || reference?.kind !== 'habit') return 1;
  const habit = run.request.habits.find(({ productId }) => productId === id);
  return Math.max(1, Math.round(habit?.quantity ?? 1));
}
