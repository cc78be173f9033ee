import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ReplyCart } from '#agents/response-compiler/reply.ts';
import type { Call } from '#infra/gateway/pages/shop/api/call.ts';
import { ApiProblem, isDietaryConflict, wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
import { formatMoney } from './money.ts';
import type { Notices } from './notices.ts';

interface NamedProduct {
  readonly productId: string;
  readonly name: string;
}

/** A product that the store did not add without asking. */
export interface Doubt {
  readonly product: NamedProduct;
  readonly quantity: number;
  /** Why it asks, in whole sentences. */
  readonly reason: string;
}

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
  setQuantity(product: NamedProduct, quantity: number): Promise<void>;
  /** What waits for the shopper's word, because it may be against an allergy or a diet; oldest first. */
  readonly doubts: ReadonlySignal<readonly Doubt[]>;
  /** Answers the oldest doubt: adds it anyway, or leaves it out. */
  settleDoubt(addAnyway: boolean): Promise<void>;
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
  const doubts = signal<readonly Doubt[]>([]);
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

  const setQuantity = async (product: NamedProduct, quantity: number, despite: boolean) => {
    const { productId, name } = product;
    try {
      await change(() => {
        const line = lineOf(productId);
        if (line === undefined) {
          const body = { productId, quantity, ...(despite ? { despite } : {}) };
          return quantity === 0 ? null : { method: 'POST', path: '/v1/cart/lines', body };
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
      if (!isDietaryConflict(failure)) return report(failure);
      // Pressed twice, it is asked about once.
      const others = doubts.peek().filter((doubt) => doubt.product.productId !== productId);
      doubts.value = [...others, { product, quantity, reason: wordFailure(failure) }];
    }
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
    doubts,
    setQuantity: (product, quantity) => setQuantity(product, quantity, false),
    async settleDoubt(addAnyway) {
      const [doubt, ...others] = doubts.peek();
      if (doubt === undefined) return;
      doubts.value = others;
      if (addAnyway) await setQuantity(doubt.product, doubt.quantity, true);
      else notices.announce(`${doubt.product.name} is left out.`);
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
      doubts.value = [];
    },
  };
  return self;
}
