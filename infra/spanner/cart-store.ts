import type { Cart } from '#agents/order/cart.ts';
import type { CartCommit, CartCommitResult, CartStore } from '#agents/order/cart-store.ts';
import { newCart } from '#agents/order/new-cart.ts';
import {
  COMMIT_TIME,
  type Mutation,
  type Row,
  type SpannerDatabase,
  type WriteTransaction,
} from './database.ts';
import { insertAnnouncements } from './outbox.ts';
import { forgetBranches, shopperRows } from './shopper-rows.ts';

/** Changes that undo can go back. */
const UNDO_DEPTH = 20;
const CART = ['ShopperId', 'CartId', 'Revision', 'Lines', 'PromotionCodes', 'Currency'];

type Pile = 'undo' | 'redo';
/** Revisions on each pile, the latest first. */
type Piles = Readonly<Record<Pile, readonly number[]>>;
type Contents = Pick<Cart, 'lines' | 'promotionCodes'>;

/** Carts in Spanner; each change is one transaction with its announcements. */
export function createSpannerCartStore(database: SpannerDatabase): CartStore {
  const commit = (
    change: Omit<CartCommit, 'undoable'>,
    effect: 'change' | 'joined change' | 'undo' | 'redo',
  ): Promise<CartCommitResult> =>
    database.transaction('change the cart', async (transaction) => {
      const { shopperId } = change.next;
      const [cart, operations, piles] = await Promise.all([
        loadCart(transaction, shopperId),
        transaction.rows('CartOperations', ['OperationId'], { keys: [[shopperId, change.operationId]] }),
        pilesOf(transaction, shopperId),
      ]);
      if (operations.length > 0) return { kind: 'repeated', cart };
      if (cart.revision !== change.expectedRevision) return { kind: 'stale', cart };
      await insertAnnouncements(transaction, change.announcements);
      const next: Cart = { ...change.next, cartId: cart.cartId, revision: cart.revision + 1 };
      transaction.write(
        ...saveCart(next),
        {
          kind: 'put',
          table: 'CartOperations',
          row: {
            ShopperId: shopperId,
            OperationId: change.operationId,
            Revision: next.revision,
            Request: change.request ?? null,
            CommittedAt: COMMIT_TIME,
          },
        },
        ...pileChanges(cart, piles, effect),
      );
      return { kind: 'committed', cart: next };
    });

  const top = async (shopperId: string, pile: Pile): Promise<Contents | null> => {
    const [row] = await database.rows(
      'read what undo brings back',
      'CartPiles',
      ['Lines', 'PromotionCodes'],
      { keys: [[shopperId, pile]], limit: 1 },
    );
    return row === undefined ? null : contentsOf(row);
  };

  return {
    async load(shopperId) {
      const [row] = await database.rows('load the cart', 'Carts', CART, { keys: [[shopperId]] });
      return cartOf(row, shopperId);
    },
    commit: (change) => commit(change, change.undoable ? 'change' : 'joined change'),
    commitUndo: (change) => commit(change, 'undo'),
    commitRedo: (change) => commit(change, 'redo'),
    async findOperation(shopperId, operationId) {
      const [row] = await database.rows('look for a change of the cart', 'CartOperations', ['Request'], {
        keys: [[shopperId, operationId]],
      });
      return row === undefined ? null : { request: row.Request === null ? null : String(row.Request) };
    },
    previous: (shopperId) => top(shopperId, 'undo'),
    undone: (shopperId) => top(shopperId, 'redo'),
    forget: (shopperId) => forgetBranches(database, 'forget the cart', shopperId, ['Carts']),
  };
}

/** Reads a cart inside a transaction; one that was never changed is empty, at revision 0. */
export async function loadCart(transaction: WriteTransaction, shopperId: string): Promise<Cart> {
  const [row] = await transaction.rows('Carts', CART, { keys: [[shopperId]] });
  return cartOf(row, shopperId);
}

/** Empties the cart as its contents become an order; undo and redo do not reach behind an order. */
export async function emptyCart(transaction: WriteTransaction, cart: Cart): Promise<Cart> {
  const empty: Cart = { ...cart, revision: cart.revision + 1, lines: [], promotionCodes: [] };
  const piles = await pilesOf(transaction, cart.shopperId);
  transaction.write(
    ...saveCart(empty),
    ...clearPile(cart.shopperId, 'undo', piles.undo),
    ...clearPile(cart.shopperId, 'redo', piles.redo),
  );
  return empty;
}

async function pilesOf(transaction: WriteTransaction, shopperId: string): Promise<Piles> {
  const rows = await transaction.rows('CartPiles', ['Pile', 'Revision'], { keys: [[shopperId]] });
  const revisions = (pile: Pile) =>
    rows
      .filter((row) => row.Pile === pile)
      .map((row) => Number(row.Revision))
      .sort((a, b) => b - a);
  return { undo: revisions('undo'), redo: revisions('redo') };
}

/** A change goes onto the undo pile and ends what could be redone; undo and redo move between the two. */
function pileChanges(
  cart: Cart,
  piles: Piles,
  effect: 'change' | 'joined change' | 'undo' | 'redo',
): readonly Mutation[] {
  const { shopperId } = cart;
  switch (effect) {
    case 'joined change':
      return clearPile(shopperId, 'redo', piles.redo);
    case 'change':
      return [...push(cart, 'undo', piles.undo), ...clearPile(shopperId, 'redo', piles.redo)];
    case 'undo':
      return [...clearPile(shopperId, 'undo', piles.undo.slice(0, 1)), ...push(cart, 'redo', piles.redo)];
    case 'redo':
      return [...clearPile(shopperId, 'redo', piles.redo.slice(0, 1)), ...push(cart, 'undo', piles.undo)];
  }
}

function push(cart: Cart, pile: Pile, revisions: readonly number[]): readonly Mutation[] {
  return [
    {
      kind: 'put',
      table: 'CartPiles',
      row: {
        ShopperId: cart.shopperId,
        Pile: pile,
        Revision: cart.revision,
        Lines: JSON.stringify(cart.lines),
        PromotionCodes: JSON.stringify(cart.promotionCodes),
      },
    },
    ...clearPile(cart.shopperId, pile, revisions.slice(UNDO_DEPTH - 1)),
  ];
}

function clearPile(shopperId: string, pile: Pile, revisions: readonly number[]): readonly Mutation[] {
  return revisions.map((revision) => ({
    kind: 'remove',
    table: 'CartPiles',
    key: [shopperId, pile, revision],
  }));
}

function saveCart(cart: Cart): readonly Mutation[] {
  return [
    ...shopperRows([cart.shopperId]),
    {
      kind: 'put',
      table: 'Carts',
      row: {
        ShopperId: cart.shopperId,
        CartId: cart.cartId,
        Revision: cart.revision,
        Lines: JSON.stringify(cart.lines),
        PromotionCodes: JSON.stringify(cart.promotionCodes),
        Currency: cart.currency,
        ChangedAt: COMMIT_TIME,
      },
    },
  ];
}

function cartOf(row: Row | undefined, shopperId: string): Cart {
  if (row === undefined) return newCart(shopperId);
  return {
    cartId: String(row.CartId),
    shopperId,
    revision: Number(row.Revision),
    ...contentsOf(row),
    currency: String(row.Currency),
  };
}

function contentsOf(row: Row): Contents {
  return {
    lines: JSON.parse(String(row.Lines)),
    promotionCodes: JSON.parse(String(row.PromotionCodes)),
  };
}
