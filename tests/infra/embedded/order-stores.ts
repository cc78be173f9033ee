import { cartMigrations, createEmbeddedCartStore } from '#infra/embedded/cart-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedOrderBook, orderMigrations } from '#infra/embedded/order-book.ts';
import { createEmbeddedOutbox, outboxMigrations } from '#infra/embedded/outbox.ts';

/** Carts and orders over one embedded database, with what they announced. */
export function openOrderStores(path: string) {
  const database = openDatabase({
    path,
    migrations: [...outboxMigrations, ...cartMigrations, ...orderMigrations],
  });
  const outbox = createEmbeddedOutbox(database);
  return {
    carts: createEmbeddedCartStore(database),
    orders: createEmbeddedOrderBook(database),
    announcements: () => outbox.pending({ limit: 10_000, createdBefore: Number.MAX_SAFE_INTEGER }),
    close: () => database.close(),
  };
}
