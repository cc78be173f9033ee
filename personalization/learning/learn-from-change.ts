import { readLists, tasteIn, withTaste, writeLists } from '#personalization/ranking/ranking-facts.ts';
import { learnFromLists, type ShownProduct, withList } from '#personalization/ranking/shown-lists.ts';
import { FIRST_PRIOR } from '#personalization/ranking/signals.ts';
import type { EdgeKind, GraphChange, GraphEdge, GraphOperation, Properties } from './edge.ts';
import { productIdOf } from './graph-change.ts';

/** Acts by which something is taken from a list, or turned down. */
const ACTS: ReadonlySet<EdgeKind> = new Set(['BOUGHT', 'CLICKED', 'ADDED', 'DISMISSED', 'REJECTED']);

/** What is kept of the lists after one more. */
export function withListShown(
  shown: GraphEdge | null,
  at: number,
  products: readonly ShownProduct[],
): Properties {
  return writeLists(withList(readLists(shown?.props ?? {}), { at, products }));
}

/** What the two facts of a ranking say after the choices of a change; null when it chose from no list. */
export function learnFromChange(
  { shown, taste }: { readonly shown: GraphEdge | null; readonly taste: GraphEdge | null },
  { at, operations }: GraphChange,
  { outcome, prior }: Extract<GraphOperation, { readonly kind: 'choose' }>,
): { readonly lists: Properties; readonly taste: Properties } | null {
  if (shown === null) return null;
  const productIds = operations.flatMap((operation) =>
    operation.kind === 'observe' && ACTS.has(operation.edge.kind)
      ? [productIdOf(operation.edge.targetId)]
      : [],
  );
  const learned = learnFromLists(
    { lists: readLists(shown.props), taste: tasteIn(taste?.props ?? {}) },
    { productIds, outcome, at, prior: prior ?? FIRST_PRIOR },
  );
  return learned === null ? null : { lists: writeLists(learned.lists), taste: withTaste(learned.taste) };
}
