import type { Cart } from './cart.ts';

/** A fact to be told to learning and analytics, stored in the same transaction as the change it tells of. */
export interface Announcement {
  readonly entryId: string;
  readonly shopperId: string;
  readonly topic: 'interaction' | 'event' | 'recollection';
  readonly payload: unknown;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface CartCommit {
  readonly next: Cart;
  /** The revision that `next` was made from. */
  readonly expectedRevision: number;
  /** The same operation is committed once: sent again it answers `repeated` with today's cart. */
  readonly operationId: string;
  /** What was asked for under the operation's id, where a client chose the id: the id then stands for this alone. */
  readonly request?: string | undefined;
  /** True keeps the cart that is replaced, so that undo can bring it back. */
  readonly undoable: boolean;
  readonly announcements: readonly Announcement[];
}

export type CartCommitResult =
  | { readonly kind: 'committed'; readonly cart: Cart }
  | { readonly kind: 'repeated'; readonly cart: Cart }
  /** Another device was first: nothing was written. */
  | { readonly kind: 'stale'; readonly cart: Cart };

/**
 * PORT. Keeps each shopper's one cart, its revisions and what undo and redo bring back. Durable when it answers.
 * What was undone can be redone until any other change is committed.
 */
export interface CartStore {
  /** The shopper's cart; an empty one of revision 0 when there is none yet. */
  load(shopperId: string): Promise<Cart>;
  commit(change: CartCommit): Promise<CartCommitResult>;
  /** The operation of this id with what it was asked for; null when none was committed. */
  findOperation(shopperId: string, operationId: string): Promise<{ readonly request: string | null } | null>;
  /** The contents before the latest undoable change that is not yet undone; null when there is none. */
  previous(shopperId: string): Promise<Pick<Cart, 'lines' | 'promotionCodes'> | null>;
  /** As `commit`, and takes the latest undoable change off the pile in the same transaction. */
  commitUndo(change: Omit<CartCommit, 'undoable'>): Promise<CartCommitResult>;
  /** The contents before the latest undo that nothing but undo and redo followed; null when there is none. */
  undone(shopperId: string): Promise<Pick<Cart, 'lines' | 'promotionCodes'> | null>;
  /** As `commit`, undoable, and takes the latest undo off the pile of undone ones in the same transaction. */
  commitRedo(change: Omit<CartCommit, 'undoable'>): Promise<CartCommitResult>;
  forget(shopperId: string): Promise<void>;
}
