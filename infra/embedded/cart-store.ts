import { createHash } from 'node:crypto';
import type { Cart } from '#agents/order/cart.ts';
import type { CartCommit, CartCommitResult, CartStore } from '#agents/order/cart-store.ts';
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
];

/** Carts in an embedded database; each change is one transaction with its announcements. */
export function createEmbeddedCartStore(database: Database): CartStore {
  const commit = (change: Omit<CartCommit, 'undoable'>, undo: 'push' | 'keep' | 'pop') =>
    database.transaction((): CartCommitResult => {
      const { shopperId } = change.next;
      const cart = loadCart(database, shopperId);
      if (hasCommitted(database, shopperId, change.operationId)) return { kind: 'repeated', cart };
      if (cart.revision !== change.expectedRevision) return { kind: 'stale', cart };
      const next: Cart = { ...change.next, cartId: cart.cartId, revision: cart.revision + 1 };
      if (undo === 'push') pushUndo(database, cart);
      if (undo === 'pop') popUndo(database, shopperId);
      saveCart(database, next);
      database
        .statement('INSERT INTO cart_operations (shopper_id, operation_id, revision) VALUES (?, ?, ?)')
        .run(shopperId, change.operationId, next.revision);
      database
        .statement('DELETE FROM cart_operations WHERE shopper_id = ? AND revision <= ?')
        .run(shopperId, next.revision - REMEMBERED_REVISIONS);
      insertAnnouncements(database, change.announcements);
      return { kind: 'committed', cart: next };
    });

  return {
    load: async (shopperId) => loadCart(database, shopperId),
    commit: async (change) => commit(change, change.undoable ? 'push' : 'keep'),
    commitUndo: async (change) => commit(change, 'pop'),
    hasCommitted: async (shopperId, operationId) => hasCommitted(database, shopperId, operationId),
    async previous(shopperId) {
      const row = database
        .statement(
          'SELECT lines, promotion_codes FROM cart_undo WHERE shopper_id = ? ORDER BY revision DESC LIMIT 1',
        )
        .get(shopperId);
      if (row === undefined) return null;
      return {
        lines: JSON.parse(String(row.lines)),
        promotionCodes: JSON.parse(String(row.promotion_codes)),
      };
    },
    async forget(shopperId) {
      database.transaction(() => {
        for (const table of ['carts', 'cart_operations', 'cart_undo']) {
          database.statement(`DELETE FROM ${table} WHERE shopper_id = ?`).run(shopperId);
        }
      });
    },
  };
}

/** Reads a cart inside or outside a transaction; one that was never changed is empty, at revision 0. */
export function loadCart(database: Database, shopperId: string): Cart {
  const row = database.statement('SELECT * FROM carts WHERE shopper_id = ?').get(shopperId);
  if (row === undefined) {
    const cartId = `cart-${createHash('sha256').update(shopperId).digest('base64url').slice(0, 22)}`;
    return { cartId, shopperId, revision: 0, lines: [], promotionCodes: [], currency: 'USD' };
  }
  return {
    cartId: String(row.cart_id),
    shopperId,
    revision: Number(row.revision),
    lines: JSON.parse(String(row.lines)),
    promotionCodes: JSON.parse(String(row.promotion_codes)),
    currency: String(row.currency),
  };
}

/** Empties the cart as its contents become an order; undo does not reach behind an order. */
export function emptyCart(database: Database, cart: Cart): Cart {
  const empty: Cart = { ...cart, revision: cart.revision + 1, lines: [], promotionCodes: [] };
  saveCart(database, empty);
  database.statement('DELETE FROM cart_undo WHERE shopper_id = ?').run(cart.shopperId);
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

function hasCommitted(database: Database, shopperId: string, operationId: string): boolean {
  return (
    database
      .statement('SELECT 1 FROM cart_operations WHERE shopper_id = ? AND operation_id = ?')
      .get(shopperId, operationId) !== undefined
  );
}

function pushUndo(database: Database, cart: Cart): void {
  database
    .statement('INSERT INTO cart_undo (shopper_id, revision, lines, promotion_codes) VALUES (?, ?, ?, ?)')
    .run(cart.shopperId, cart.revision, JSON.stringify(cart.lines), JSON.stringify(cart.promotionCodes));
  database
    .statement(
      `DELETE FROM cart_undo WHERE shopper_id = ?1 AND revision NOT IN
       (SELECT revision FROM cart_undo WHERE shopper_id = ?1 ORDER BY revision DESC LIMIT ${UNDO_DEPTH})`,
    )
    .run(cart.shopperId);
}

function popUndo(database: Database, shopperId: string): void {
  database
    .statement(
      `DELETE FROM cart_undo WHERE shopper_id = ?1 AND revision =
       (SELECT max(revision) FROM cart_undo WHERE shopper_id = ?1)`,
    )
    .run(shopperId);
}
