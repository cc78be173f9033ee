import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ReplyCart } from '#agents/response-compiler/reply.ts';
import type { Call } from '#infra/gateway/pages/shop/api/call.ts';
import { ApiProblem, wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
import { formatMoney } from './money.ts';
import type { Notices } from './notices.ts';

/** The shopper's one cart as the server last told it. */
export interface Cart {
  /** Null until it was read. */
  readonly cart: ReadonlySignal<ReplyCart | null>;
  readonly itemCount: ReadonlySignal<number>;
  /** A change is on its way. */
  readonly busy: ReadonlySignal<boolean>;
  /** A change was seen that can be taken back. */
  readonly undoable: ReadonlySignal<boolean>;
  /** How many of a product lie in it. */
  quantityOf(productId: string): number;
  load(): Promise<void>;
  /** Takes a cart that came with a turn; one that is older than what is shown is left. */
  receive(cart: ReplyCart): void;
  setQuantity(
    product: { readonly productId: string; readonly name: string },
    quantity: number,
  ): Promise<void>;
  undo(): Promise<void>;
  applyPromotion(code: string): Promise<{ readonly refused: string | null }>;
  forget(): void;
}

interface Change {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

export function createCart(call: Call, notices: Notices): Cart {
  const cart = signal<ReplyCart | null>(null);
  const pending = signal(0);
  const undoable = signal(false);
  /** An empty cart can be brought back when this page emptied it; after an order there is nothing to bring back. */
  const show = (next: ReplyCart, changedHere = false) => {
    undoable.value = changedHere || (next.revision > 0 && next.lines.length > 0);
    cart.value = next;
  };
  let queue: Promise<unknown> = Promise.resolve();

  const load = async () => {
    show(await call<ReplyCart>('GET', '/v1/cart'));
  };
  const send = async ({ method, path, body }: Change) => {
    const revision = cart.peek()?.revision;
    const changed = await call<ReplyCart>(method, path, {
      ...(body === undefined ? {} : { body }),
      ...(revision === undefined ? {} : { headers: { 'if-match': String(revision) } }),
    });
    show(changed, true);
  };
  /**
   * One change after the other, each over the cart that the one before left. `plan` is asked again when the cart had
   * moved meanwhile, so it is made from what is true; null means that there is nothing left to do.
   */
  const change = (plan: () => Change | null): Promise<void> => {
    const run = async () => {
      if (cart.peek() === null) await load();
      const first = plan();
      if (first === null) return;
      try {
        await send(first);
      } catch (failure) {
        if (!(failure instanceof ApiProblem) || failure.status !== 412) throw failure;
        await load();
        const again = plan();
        if (again !== null) await send(again);
      }
    };
    pending.value += 1;
    const done = queue.then(run).finally(() => {
      pending.value -= 1;
    });
    queue = done.catch(() => undefined);
    return done;
  };
  const lineOf = (productId: string) => cart.value?.lines.find((line) => line.productId === productId);
  const report = (failure: unknown) => notices.show(wordFailure(failure), { tone: 'problem' });
  const total = () => {
    const { totalCents, currency } = cart.peek() ?? { totalCents: 0, currency: 'USD' };
    return `Cart total ${formatMoney(totalCents, currency)}.`;
  };

  const self: Cart = {
    cart,
    itemCount: computed(() => cart.value?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0),
    undoable,
    busy: computed(() => pending.value > 0),
    quantityOf: (productId) => lineOf(productId)?.quantity ?? 0,
    load: () => load().catch(report),
    receive(next) {
      const shown = cart.peek();
      if (shown === null || shown.cartId !== next.cartId || next.revision > shown.revision) show(next);
    },
    async setQuantity({ productId, name }, quantity) {
      try {
        await change(() => {
          const line = lineOf(productId);
          if (line === undefined) {
            return quantity === 0
              ? null
              : { method: 'POST', path: '/v1/cart/lines', body: { productId, quantity } };
          }
          const path = `/v1/cart/lines/${encodeURIComponent(line.lineId)}`;
          return quantity === 0 ? { method: 'DELETE', path } : { method: 'PATCH', path, body: { quantity } };
        });
        if (quantity > 0) notices.announce(`${quantity} × ${name} in your cart. ${total()}`);
        else
          notices.show(`${name} is out of your cart.`, {
            action: { label: 'Undo', run: () => void self.undo() },
          });
      } catch (failure) {
        report(failure);
      }
    },
    async undo() {
      try {
        await change(() => ({ method: 'POST', path: '/v1/cart/undo' }));
        notices.show(`Taken back. ${total()}`);
      } catch (failure) {
        report(failure);
      }
    },
    async applyPromotion(code) {
      try {
        await change(() => ({ method: 'POST', path: '/v1/cart/promotions', body: { code } }));
        notices.announce(`Code ${code} is applied. ${total()}`);
        return { refused: null };
      } catch (failure) {
        return { refused: wordFailure(failure) };
      }
    },
    forget() {
      cart.value = null;
    },
  };
  return self;
}
