import type { Cart } from '#agents/order/cart.ts';
import type { CartCommit, CartCommitResult, CartStore } from '#agents/order/cart-store.ts';
import { newCart } from '#agents/order/new-cart.ts';
import type { Database, Migration } from './database.ts';
import { insertAnnouncements } from './outbox.ts';

/** Changes that undo can go back. */
const UNDO_DEPTH = 20;
/** Revisions for which a repeated operation is still recognised. */
const REMEMBERED_REVISIONS = 1000;

export const cartMigrations: readonly Migration[] = [
  {
    id: 'cart-1',
    sql: `
      CREATE TABLE carts (
        shopper_id      TEXT PRIMARY KEY,
        cart_id         TEXT NOT NULL UNIQUE,
        revision        INTEGER NOT NULL,
        lines           TEXT NOT NULL,
        promotion_codes TEXT NOT NULL,
        currency        TEXT NOT NULL
      ) STRICT;
      CREATE TABLE cart_operations (
        shopper_id   TEXT NOT NULL,
        operation_id TEXT NOT NULL,
        revision     INTEGER NOT NULL,
        PRIMARY KEY (shopper_id, operation_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX cart_operations_revision ON cart_operations (shopper_id, revision);
      CREATE TABLE cart_undo (
        shopper_id      TEXT NOT NULL,
        revision        INTEGER NOT NULL,
        lines           TEXT NOT NULL,
        promotion_codes TEXT NOT NULL,
        PRIMARY KEY (shopper_id, revision)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    id: 'cart-2',
    sql: `
      CREATE TABLE cart_redo (
        shopper_id      TEXT NOT NULL,
        revision        INTEGER NOT NULL,
        lines           TEXT NOT NULL,
        promotion_codes TEXT NOT NULL,
        PRIMARY KEY (shopper_id, revision)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  { id: 'cart-3', sql: 'ALTER TABLE cart_operations ADD COLUMN request TEXT' },
];

/** Earlier contents, the latest under the highest revision. */
type Pile = 'cart_undo' | 'cart_redo';

/** Carts in an embedded database; each change is one transaction with its announcements. */
export function createEmbeddedCartStore(database: Database): CartStore {
  const commit = (
    change: Omit<CartCommit, 'undoable'>,
    effect: 'change' | 'joined change' | 'undo' | 'redo',
  ) =>
    database.transaction((): CartCommitResult => {
      const { shopperId } = change.next;
      const cart = loadCart(database, shopperId);
      if (findOperation(database, shopperId, change.operationId) !== null) return { kind: 'repeated', cart };
      if (cart.revision !== change.expectedRevision) return { kind: 'stale', cart };
      const next: Cart = { ...change.next, cartId: cart.cartId, revision: cart.revision + 1 };
      if (effect === 'undo') move(database, cart, 'cart_undo', 'cart_redo');
      else if (effect === 'redo') move(database, cart, 'cart_redo', 'cart_undo');
      else {
        if (effect === 'change') push(database, 'cart_undo', cart);
        clearPile(database, 'cart_redo', shopperId);
      }
      saveCart(database, next);
      database
        .statement(
          'INSERT INTO cart_operations (shopper_id, operation_id, revision, request) VALUES (?, ?, ?, ?)',
        )
        .run(shopperId, change.operationId, next.revision, change.request ?? null);
      database
        .statement('DELETE FROM cart_operations WHERE shopper_id = ? AND revision <= ?')
        .run(shopperId, next.revision - REMEMBERED_REVISIONS);
      insertAnnouncements(database, change.announcements);
      return { kind: 'committed', cart: next };
    });

  return {
    load: async (shopperId) => loadCart(database, shopperId),
    commit: async (change) => commit(change, change.undoable ? 'change' : 'joined change'),
    commitUndo: async (change) => commit(change, 'undo'),
    commitRedo: async (change) => commit(change, 'redo'),
    findOperation: async (shopperId, operationId) => findOperation(database, shopperId, operationId),
    previous: async (shopperId) => topOf(database, 'cart_undo', shopperId),
    undone: async (shopperId) => topOf(database, 'cart_redo', shopperId),
    async forget(shopperId) {
      database.transaction(() => {
        for (const table of ['carts', 'cart_operations', 'cart_undo', 'cart_redo']) {
          database.statement(`DELETE FROM ${table} WHERE shopper_id = ?`).run(shopperId);
        }
      });
    },
  };
}

/** Reads a cart inside or outside a transaction; one that was never changed is empty, at revision 0. */
export function loadCart(database: Database, shopperId: string): Cart {
  const row = database.statement('SELECT * FROM carts WHERE shopper_id = ?').get(shopperId);
  if (row === undefined) return newCart(shopperId);
  return {
    cartId: String(row.cart_id),
    shopperId,
    revision: Number(row.revision),
    lines: JSON.parse(String(row.lines)),
    promotionCodes: JSON.parse(String(row.promotion_codes)),
    currency: String(row.currency),
  };
}

/** Empties the cart as its contents become an order; undo and redo do not reach behind an order. */
export function emptyCart(database: Database, cart: Cart): Cart {
  const empty: Cart = { ...cart, revision: cart.revision + 1, lines: [], promotionCodes: [] };
  saveCart(database, empty);
  clearPile(database, 'cart_undo', cart.shopperId);
  clearPile(database, 'cart_redo', cart.shopperId);
  return empty;
}

function saveCart(database: Database, cart: Cart): void {
  database
    .statement(
      `INSERT INTO carts (shopper_id, cart_id, revision, lines, promotion_codes, currency)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (shopper_id) DO UPDATE SET revision = excluded.revision, lines = excluded.lines,
         promotion_codes = excluded.promotion_codes, currency = excluded.currency`,
    )
    .run(
      cart.shopperId,
      cart.cartId,
      cart.revision,
      JSON.stringify(cart.lines),
      JSON.stringify(cart.promotionCodes),
      cart.currency,
    );
}

function findOperation(database: Database, shopperId: string, operationId: string) {
  const row = database
    .statement('SELECT request FROM cart_operations WHERE shopper_id = ? AND operation_id = ?')
    .get(shopperId, operationId);
  return row === undefined ? null : { request: row.request === null ? null : String(row.request) };
}

/** Takes the latest contents off one pile; what they replace goes onto the other. */
function move(database: Database, cart: Cart, from: Pile, to: Pile): void {
  database
    .statement(
      `DELETE FROM ${from} WHERE shopper_id = ?1 AND revision =
       (SELECT max(revision) FROM ${from} WHERE shopper_id = ?1)`,
    )
    .run(cart.shopperId);
  push(database, to, cart);
}

function push(database: Database, pile: Pile, cart: Cart): void {
  database
    .statement(`INSERT INTO ${pile} (shopper_id, revision, lines, promotion_codes) VALUES (?, ?, ?, ?)`)
    .run(cart.shopperId, cart.revision, JSON.stringify(cart.lines), JSON.stringify(cart.promotionCodes));
  database
    .statement(
      `DELETE FROM ${pile} WHERE shopper_id = ?1 AND revision NOT IN
       (SELECT revision FROM ${pile} WHERE shopper_id = ?1 ORDER BY revision DESC LIMIT ${UNDO_DEPTH})`,
    )
    .run(cart.shopperId);
}

function topOf(
  database: Database,
  pile: Pile,
  shopperId: string,
): Pick<Cart, 'lines' | 'promotionCodes'> | null {
  const row = database
    .statement(
      `SELECT lines, promotion_codes FROM ${pile} WHERE shopper_id = ? ORDER BY revision DESC LIMIT 1`,
    )
    .get(shopperId);
  return row === undefined
    ? null
    : { lines: JSON.parse(String(row.lines)), promotionCodes: JSON.parse(String(row.promotion_codes)) };
}

function clearPile(database: Database, pile: Pile, shopperId: string): void {
  database.statement(`DELETE FROM ${pile} WHERE shopper_id = ?`).run(shopperId);
}
