import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { type CartStoreUnderTest, cartStoreCases } from '#tests/conformance/cart-store.ts';
import { type OrderBookUnderTest, orderBookCases } from '#tests/conformance/order-book.ts';
import { openOrderStores } from './order-stores.ts';

describe('the embedded database', () => {
  cartStoreCases(async () => openAt(newFolder()));
  orderBookCases(async () => openAt(newFolder()));
});

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'leafloaf-orders-'));
}

function openAt(folder: string): CartStoreUnderTest & OrderBookUnderTest {
  const stores = openOrderStores(join(folder, 'leafloaf.db'));
  return {
    store: stores.carts,
    carts: stores.carts,
    book: stores.orders,
    announced: async () => (await stores.announcements()).map(({ entryId }) => entryId),
    reopen: async () => {
      stores.close();
      return openAt(folder);
    },
    close: async () => {
      stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
