import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cart } from '#agents/order/cart.ts';
import type { CartStore } from '#agents/order/cart-store.ts';
import { cartLine } from '#tests/agents/order/cart-builder.ts';

export interface CartStoreUnderTest {
  readonly store: CartStore;
  /** Ids of the announcements stored so far, in order. */
  announced(): Promise<readonly string[]>;
  /** The same data through a new connection; the old one is closed. */
  reopen(): Promise<CartStoreUnderTest>;
  close(): Promise<void>;
}

/** What every cart store must do. */
export function cartStoreCases(open: () => Promise<CartStoreUnderTest>): void {
  describe('a cart store', () => {
    let under: CartStoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const put = async (
      operationId: string,
      productIds: readonly string[],
      options: { shopperId?: string; expectedRevision?: number; undoable?: boolean; codes?: string[] } = {},
    ) => {
      const cart = await under.store.load(options.shopperId ?? 'ada');
      const next: Cart = {
        ...cart,
        revision: cart.revision + 1,
        lines: productIds.map((id) => cartLine(id)),
        promotionCodes: options.codes ?? [],
      };
      return under.store.commit({
        next,
        expectedRevision: options.expectedRevision ?? cart.revision,
        operationId,
        undoable: options.undoable ?? true,
        announcements: [
          {
            entryId: `${cart.shopperId}-${operationId}`,
            shopperId: cart.shopperId,
            topic: 'event',
            payload: { table: 'cart_events' },
            createdAt: 1,
          },
        ],
      });
    };
    const undo = async (operationId: string) => {
      const cart = await under.store.load('ada');
      const contents = await under.store.previous('ada');
      if (contents === null) throw new Error('nothing to undo');
      return under.store.commitUndo({
        next: { ...cart, ...contents, revision: cart.revision + 1 },
        expectedRevision: cart.revision,
        operationId,
        announcements: [],
      });
    };
    const redo = async (operationId: string) => {
      const cart = await under.store.load('ada');
      const contents = await under.store.undone('ada');
      if (contents === null) throw new Error('nothing to redo');
      return under.store.commitRedo({
        next: { ...cart, ...contents, revision: cart.revision + 1 },
        expectedRevision: cart.revision,
        operationId,
        announcements: [],
      });
    };
    const inCart = async (shopperId = 'ada') =>
      (await under.store.load(shopperId)).lines.map((line) => line.productId);

    it('keeps what an operation was asked for, through a restart', async () => {
      const cart = await under.store.load('ada');
      await under.store.commit({
        next: { ...cart, revision: 1 },
        expectedRevision: 0,
        operationId: 'a',
        request: '{"kind":"clear"}',
        undoable: true,
        announcements: [],
      });
      under = await under.reopen();
      expect(await under.store.findOperation('ada', 'a')).toEqual({ request: '{"kind":"clear"}' });
    });

    it('gives a shopper without a cart an empty one that keeps its id', async () => {
      const cart = await under.store.load('ada');
      expect(cart).toMatchObject({ shopperId: 'ada', revision: 0, lines: [], promotionCodes: [] });
      await put('a', ['milk']);
      expect((await under.store.load('ada')).cartId).toBe(cart.cartId);
      expect((await under.store.load('bo')).cartId).not.toBe(cart.cartId);
    });

    it('keeps a committed change, with its announcements, through a restart', async () => {
      const result = await put('a', ['milk', 'eggs'], { codes: ['SAVE'] });
      expect(result).toMatchObject({ kind: 'committed', cart: { revision: 1 } });
      under = await under.reopen();
      expect(await under.store.load('ada')).toMatchObject({ revision: 1, promotionCodes: ['SAVE'] });
      expect(await inCart()).toEqual(['milk', 'eggs']);
      expect(await under.announced()).toEqual(['ada-a']);
      expect(await under.store.previous('ada')).toEqual({ lines: [], promotionCodes: [] });
    });

    it('refuses a change made from an older revision and writes nothing of it', async () => {
      await put('a', ['milk']);
      const result = await put('b', ['eggs'], { expectedRevision: 0 });
      expect(result).toMatchObject({ kind: 'stale', cart: { revision: 1 } });
      expect(await inCart()).toEqual(['milk']);
      expect(await under.announced()).toEqual(['ada-a']);
      expect(await under.store.findOperation('ada', 'b')).toBeNull();
    });

    it('commits an operation once, also when it comes from an older revision', async () => {
      await put('a', ['milk']);
      await put('b', ['milk', 'eggs']);
      const again = await put('a', ['milk'], { expectedRevision: 0 });
      expect(again).toMatchObject({ kind: 'repeated', cart: { revision: 2 } });
      expect(await inCart()).toEqual(['milk', 'eggs']);
      expect(await under.announced()).toEqual(['ada-a', 'ada-b']);
      expect(await under.store.findOperation('ada', 'a')).toEqual({ request: null });
      expect(await under.store.findOperation('bo', 'a')).toBeNull();
    });

    it('goes back change by change, newest first', async () => {
      await put('a', ['milk'], { codes: ['SAVE'] });
      await put('b', ['milk', 'eggs']);
      await undo('c');
      expect(await under.store.load('ada')).toMatchObject({ revision: 3, promotionCodes: ['SAVE'] });
      expect(await inCart()).toEqual(['milk']);
      await undo('d');
      expect(await inCart()).toEqual([]);
      expect(await under.store.previous('ada')).toBeNull();
    });

    it('undoes once when the same undo is sent twice', async () => {
      await put('a', ['milk']);
      await put('b', ['milk', 'eggs']);
      await undo('c');
      expect(await undo('c')).toMatchObject({ kind: 'repeated' });
      expect(await inCart()).toEqual(['milk']);
    });

    it('goes back behind a change that was not undoable by itself', async () => {
      await put('a', ['milk']);
      await put('b', ['milk', 'eggs']);
      await put('c', ['milk', 'eggs', 'rice'], { undoable: false });
      await undo('d');
      expect(await inCart()).toEqual(['milk']);
    });

    it('goes forward again undo by undo, latest first, also after a restart', async () => {
      await put('a', ['milk'], { codes: ['SAVE'] });
      await put('b', ['milk', 'eggs']);
      await undo('c');
      await undo('d');
      under = await under.reopen();
      expect(await redo('e')).toMatchObject({ kind: 'committed', cart: { revision: 5 } });
      expect(await under.store.load('ada')).toMatchObject({ promotionCodes: ['SAVE'] });
      expect(await inCart()).toEqual(['milk']);
      await redo('f');
      expect(await inCart()).toEqual(['milk', 'eggs']);
      expect(await under.store.undone('ada')).toBeNull();
    });

    it('undoes what was redone, and goes to and fro as often as wanted', async () => {
      await put('a', ['milk']);
      await put('b', ['milk', 'eggs']);
      for (let round = 0; round < 3; round++) {
        await undo(`undo-${round}`);
        expect(await inCart()).toEqual(['milk']);
        await redo(`redo-${round}`);
        expect(await inCart()).toEqual(['milk', 'eggs']);
      }
      await undo('x');
      await undo('y');
      expect(await inCart()).toEqual([]);
    });

    it.each([true, false])(
      'forgets what was undone once anything else changes (undoable: %s)',
      async (undoable) => {
        await put('a', ['milk']);
        await put('b', ['milk', 'eggs']);
        await undo('c');
        expect(await under.store.undone('ada')).not.toBeNull();
        await put('d', ['rice'], { undoable });
        expect(await under.store.undone('ada')).toBeNull();
      },
    );

    it('redoes once when the same redo is sent twice, and not from an older revision', async () => {
      await put('a', ['milk']);
      await put('b', ['milk', 'eggs']);
      await undo('c');
      const cart = await under.store.load('ada');
      const stale = { next: cart, expectedRevision: cart.revision - 1, operationId: 'x', announcements: [] };
      expect(await under.store.commitRedo(stale)).toMatchObject({ kind: 'stale' });
      expect(await under.store.undone('ada')).not.toBeNull();
      await redo('d');
      expect(await under.store.commitRedo({ ...stale, operationId: 'd' })).toMatchObject({
        kind: 'repeated',
      });
      expect(await inCart()).toEqual(['milk', 'eggs']);
    });

    it('remembers twenty changes for undo and no more', async () => {
      for (let index = 0; index <= 21; index++) await put(`op-${index}`, [`product-${index}`]);
      for (let index = 0; index < 20; index++) await undo(`undo-${index}`);
      expect(await inCart()).toEqual(['product-1']);
      expect(await under.store.previous('ada')).toBeNull();
    });

    it('lets one of two changes of the same revision win', async () => {
      const results = await Promise.all([
        put('a', ['milk'], { expectedRevision: 0 }),
        put('b', ['eggs'], { expectedRevision: 0 }),
      ]);
      expect(results.map(({ kind }) => kind).sort()).toEqual(['committed', 'stale']);
    });

    it('keeps shoppers apart and forgets one alone', async () => {
      await put('a', ['milk']);
      await put('b', ['milk', 'eggs']);
      await undo('c');
      await put('a', ['rice'], { shopperId: 'bo' });
      expect(await under.store.undone('bo')).toBeNull();
      await under.store.forget('ada');
      expect(await inCart('ada')).toEqual([]);
      expect(await under.store.previous('ada')).toBeNull();
      expect(await under.store.undone('ada')).toBeNull();
      expect(await under.store.findOperation('ada', 'a')).toBeNull();
      expect(await inCart('bo')).toEqual(['rice']);
    });

    it('keeps text that looks like SQL as text', async () => {
      const shopperId = "'; DROP TABLE carts; --";
      await put(shopperId, [shopperId], { shopperId });
      expect(await inCart(shopperId)).toEqual([shopperId]);
    });
  });
}
