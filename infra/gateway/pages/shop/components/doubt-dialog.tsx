import { useId, useRef } from 'preact/hooks';
import type { Doubt } from '#infra/gateway/pages/shop/state/cart.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Modal } from './modal.tsx';

/** Asks before something goes into the cart that the shopper may not eat. Closing it leaves the product out. */
export function DoubtDialog() {
  const { cart } = useShop();
  const [doubt] = cart.doubts.value;
  return doubt === undefined ? null : <Question key={doubt.product.productId} doubt={doubt} />;
}

function Question({ doubt }: { readonly doubt: Doubt }) {
  const { cart } = useShop();
  const leaveOut = useRef<HTMLButtonElement>(null);
  const reasonId = useId();
  const settle = (addAnyway: boolean) => void cart.settleDoubt(addAnyway);
  return (
    <Modal
      title="Add it anyway?"
      role="alertdialog"
      describedBy={reasonId}
      firstFocus={leaveOut}
      onClose={() => settle(false)}
    >
      <p id={reasonId} class="moved">
        {doubt.reason}
      </p>
      <div class="modal-actions">
        <button type="button" class="button button-quiet" onClick={() => settle(true)}>
          Add it anyway
        </button>
        <button type="button" class="button button-primary" ref={leaveOut} onClick={() => settle(false)}>
          Leave it out
        </button>
      </div>
    </Modal>
  );
}
