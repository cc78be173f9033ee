import { type ReadonlySignal, signal } from '@preact/signals';
import type { ConfirmChange } from '#agents/order/receipt.ts';
import type { ReplyCart, ReplyOrder } from '#agents/response-compiler/reply.ts';
import type { Call } from '#infra/gateway/pages/shop/api/call.ts';
import { ApiProblem, wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
import type { Cart } from './cart.ts';
import { formatMoney } from './money.ts';
import { newId } from './new-id.ts';

/** Where a checkout stands. */
export type CheckoutStep =
  | { readonly kind: 'closed' }
  /** The shopper looks at what will be ordered; `notes` say what moved since. */
  | { readonly kind: 'review'; readonly notes: readonly string[]; readonly problem: string | null }
  | { readonly kind: 'placing' }
  | { readonly kind: 'placed'; readonly order: ReplyOrder };

export interface Checkout {
  readonly step: ReadonlySignal<CheckoutStep>;
  open(): void;
  place(): Promise<void>;
  close(): void;
}

export function createCheckout(call: Call, cart: Cart, onPlaced: (order: ReplyOrder) => void): Checkout {
  const step = signal<CheckoutStep>({ kind: 'closed' });
  /** One key for one cart as it was seen: pressing twice, or after a lost answer, orders once. */
  let attempt = { key: '', cartId: '', revision: -1 };

  const keyFor = ({ cartId, revision }: ReplyCart) => {
    if (attempt.cartId !== cartId || attempt.revision !== revision)
      attempt = { key: newId(), cartId, revision };
    return attempt.key;
  };
  const review = (notes: readonly string[], problem: string | null) => {
    step.value = { kind: 'review', notes, problem };
  };

  return {
    step,
    open() {
      review([], null);
    },
    async place() {
      const seen = cart.cart.peek();
      if (seen === null || step.peek().kind !== 'review') return;
      step.value = { kind: 'placing' };
      try {
        const order = await call<ReplyOrder>('POST', '/v1/orders', {
          body: { cartRevision: seen.revision },
          headers: { 'idempotency-key': keyFor(seen) },
        });
        step.value = { kind: 'placed', order };
        onPlaced(order);
        await cart.load();
      } catch (failure) {
        if (
          failure instanceof ApiProblem &&
          failure.status === 409 &&
          Array.isArray(failure.problem.changes)
        ) {
          const moved = failure.problem as unknown as { changes: readonly ConfirmChange[]; cart: ReplyCart };
          cart.receive(moved.cart);
          review(
            moved.changes.map((change) => wordChange(change, moved.cart.currency)),
            null,
          );
        } else if (failure instanceof ApiProblem && failure.status === 412) {
          await cart.load();
          review(['Your cart was changed somewhere else. This is how it looks now.'], null);
        } else {
          review([], wordFailure(failure));
        }
      }
    },
    close() {
      step.value = { kind: 'closed' };
    },
  };
}

function wordChange({ kind, name, fromCents, toCents, available }: ConfirmChange, currency: string): string {
  const money = (cents: number | null | undefined) =>
    cents == null ? 'an unknown price' : formatMoney(cents, currency);
  switch (kind) {
    case 'price':
      return `${name} now costs ${money(toCents)}${fromCents == null ? '' : `, it was ${money(fromCents)}`}.`;
    case 'out_of_stock':
      return `${name} is out of stock and left your cart.`;
    case 'less_stock':
      return `Only ${available ?? 0} of ${name} are left.`;
    case 'gone':
      return `${name} is no longer sold.`;
    case 'total':
      return `The total is now ${money(toCents)}${fromCents == null ? '' : `, it was ${money(fromCents)}`}.`;
  }
}
