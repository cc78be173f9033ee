import type { Mutation, SpannerDatabase } from './database.ts';

/** What lies right under a shopper: each of them is one store's, with everything interleaved in it. */
const BRANCHES = ['Outbox', 'Carts', 'OrderBooks', 'ConversationLogs', 'ShopperSettings', 'Graphs'] as const;
export type Branch = (typeof BRANCHES)[number];

/** The row that everything of a shopper is interleaved in, and the row of a branch under it. */
export function shopperRows(shopperIds: Iterable<string>, branch?: Branch): readonly Mutation[] {
  return [...new Set(shopperIds)].flatMap((ShopperId): readonly Mutation[] => [
    { kind: 'put', table: 'Shoppers', row: { ShopperId } },
    ...(branch === undefined ? [] : [{ kind: 'put', table: branch, row: { ShopperId } } as const]),
  ]);
}

/** Removes these branches of a shopper, and the shopper with the last of them, so that not even an id stays. */
export async function forgetBranches(
  database: SpannerDatabase,
  operation: string,
  shopperId: string,
  branches: readonly Branch[],
): Promise<void> {
  const others = BRANCHES.filter((branch) => !branches.includes(branch));
  await database.transaction(operation, async (transaction) => {
    const rest = await Promise.all(
      others.map((table) => transaction.rows(table, ['ShopperId'], { keys: [[shopperId]], limit: 1 })),
    );
    if (rest.every((rows) => rows.length === 0)) {
      transaction.write({ kind: 'remove', table: 'Shoppers', key: [shopperId] });
      return;
    }
    for (const table of branches) {
      // The outbox has no row of its own above its entries.
      if (table === 'Outbox') {
        const entries = await transaction.rows(table, ['EntryId'], { keys: [[shopperId]] });
        transaction.write(
          ...entries.map(
            ({ EntryId }) => ({ kind: 'remove', table, key: [shopperId, String(EntryId)] }) as const,
          ),
        );
      } else {
        transaction.write({ kind: 'remove', table, key: [shopperId] });
      }
    }
  });
}
