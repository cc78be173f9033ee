import { describe } from 'vitest';
import { createSpannerCartStore } from '#infra/spanner/cart-store.ts';
import type { ConnectedSpanner } from '#infra/spanner/connect-spanner.ts';
import { createSpannerOrderBook } from '#infra/spanner/order-book.ts';
import { createSpannerOutbox } from '#infra/spanner/outbox.ts';
import { type CartStoreUnderTest, cartStoreCases } from '#tests/conformance/cart-store.ts';
import { type OrderBookUnderTest, orderBookCases } from '#tests/conformance/order-book.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();

describe('Spanner', () => {
  const openEmpty = async () => {
    await spanner.emptied();
    return openOver(await spanner.connect());
  };
  cartStoreCases(openEmpty);
  orderBookCases(openEmpty);
});

function openOver({ database, close }: ConnectedSpanner): CartStoreUnderTest & OrderBookUnderTest {
  const carts = createSpannerCartStore(database);
  const outbox = createSpannerOutbox(database, { holder: 'one', elapsed: () => 1 });
  return {
    store: carts,
    carts,
    book: createSpannerOrderBook(database),
    announced: async () => (await outbox.pending({ limit: 10_000 })).map(({ entryId }) => entryId),
    reopen: async () => {
      await close();
      return openOver(await spanner.connect());
    },
    close,
  };
}
