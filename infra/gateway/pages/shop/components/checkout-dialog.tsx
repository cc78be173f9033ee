import { useEffect, useRef, useState } from 'preact/hooks';
import type { CartLine } from '#infra/gateway/pages/shop/api/contract.ts';
import { findDietaryWarnings } from '#infra/gateway/pages/shop/state/dietary-warnings.ts';
import { formatMoney } from '#infra/gateway/pages/shop/state/money.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Modal } from './modal.tsx';
import { Receipt } from './receipt.tsx';
import { Totals } from './totals.tsx';

/** Looks over the cart once more, orders it when the shopper says so, and shows the receipt. */
export function CheckoutDialog() {
  const { checkout } = useShop();
  const step = checkout.step.value;
  if (step.kind === 'closed') return null;
  if (step.kind === 'placed') {
    return (
      <Modal key="placed" title="Thank you!" onClose={checkout.close}>
        <Receipt order={step.order} />
        <div class="modal-actions">
          <button type="button" class="button button-primary" onClick={checkout.close}>
            Done
          </button>
        </div>
      </Modal>
    );
  }
  return <Review />;
}

function Review() {
  const { cart, checkout } = useShop();
  const step = checkout.step.value;
  const shown = cart.cart.value;
  const notes = step.kind === 'review' ? step.notes : [];
  const problem = step.kind === 'review' ? step.problem : null;
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (notes.length > 0 || problem !== null) alert.current?.focus();
  }, [step]);
  const empty = shown === null || shown.lines.length === 0;
  return (
    <Modal key="review" title="Ready to order?" onClose={checkout.close}>
      <div class="alert-slot" role="alert" tabIndex={-1} ref={alert}>
        {notes.length === 0 ? null : (
          <div class="moved">
            <p>Something moved while you shopped. Nothing was ordered yet.</p>
            <ul>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </div>
        )}
        {problem === null ? null : <p class="field-problem">{problem}</p>}
        {empty || shown.unpricedLines === 0 ? null : (
          <p class="moved">
            I can’t promise a total while a price is not known, so this can’t be ordered yet.
          </p>
        )}
      </div>
      {empty ? (
        <p>Your cart is empty now.</p>
      ) : (
        <>
          <ul class="receipt-lines" aria-label="What you order">
            {shown.lines.map(({ lineId, name, quantity, totalCents }) => (
              <li key={lineId}>
                <span class="receipt-quantity">{quantity} ×</span>
                <span class="receipt-name">{name}</span>
                <span class="receipt-price">
                  {totalCents === null ? 'price not known' : formatMoney(totalCents, shown.currency)}
                </span>
              </li>
            ))}
          </ul>
          <Totals of={shown} />
          <DietaryWarnings lines={shown.lines} />
        </>
      )}
      <div class="modal-actions">
        <button type="button" class="button button-quiet" onClick={checkout.close}>
          Keep shopping
        </button>
        {empty ? null : shown.unpricedLines > 0 ? (
          <RemoveUnpriced lines={shown.lines} />
        ) : (
          <button
            type="button"
            class="button button-primary"
            disabled={step.kind === 'placing'}
            onClick={() => void checkout.place()}
          >
            {step.kind === 'placing' ? 'Placing…' : notes.length > 0 ? 'Order it like this' : 'Place order'}
          </button>
        )}
      </div>
    </Modal>
  );
}

/** What of it the shopper told the store not to eat; looked up when the products change, not their amounts. */
function DietaryWarnings({ lines }: { readonly lines: readonly CartLine[] }) {
  const { call } = useShop();
  const [warnings, setWarnings] = useState<readonly string[] | null>([]);
  useEffect(() => {
    let current = true;
    findDietaryWarnings(call, lines).then(
      (found) => current && setWarnings(found),
      () => current && setWarnings(null),
    );
    return () => {
      current = false;
    };
  }, [lines.map(({ productId }) => productId).join()]);
  return (
    <div class="alert-slot" role="status">
      {warnings === null ? (
        <p class="moved">I can’t check this against your allergies right now. Please read the labels.</p>
      ) : warnings.length === 0 ? null : (
        <ul class="moved minded">
          {warnings.map((warning) => (
            <li key={warning}>Mind: {warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Leaves what can be ordered. */
function RemoveUnpriced({ lines }: { readonly lines: readonly CartLine[] }) {
  const { cart } = useShop();
  const unpriced = lines.filter(({ unitPriceCents }) => unitPriceCents === null);
  return (
    <button
      type="button"
      class="button button-primary"
      disabled={cart.busy.value}
      onClick={() => {
        for (const line of unpriced) void cart.setQuantity(line, 0);
      }}
    >
      Leave {unpriced.length === 1 ? 'it' : `these ${unpriced.length}`} out
    </button>
  );
}
