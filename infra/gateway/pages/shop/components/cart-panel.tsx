import { useEffect } from 'preact/hooks';
import type { CartLine } from '#infra/gateway/pages/shop/api/contract.ts';
import { formatMoney } from '#infra/gateway/pages/shop/state/money.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';
import { Picture } from './picture.tsx';
import { PromotionForm } from './promotion-form.tsx';
import { QuantityControl } from './quantity-control.tsx';
import { Totals } from './totals.tsx';

/** The cart, live: lines with their amounts, the promotion code, totals and the way to the checkout. */
export function CartPanel() {
  const { cart, checkout, panels, pictures } = useShop();
  const shown = cart.cart.value;
  const lines = shown?.lines ?? [];
  useEffect(() => pictures.seek(lines.map(({ productId }) => productId)), [shown]);
  if (shown === null || lines.length === 0) return <EmptyCart />;
  return (
    <div class="cart-body" aria-busy={cart.busy.value}>
      <div class="cart-tools">
        <span>
          {cart.itemCount.value} {cart.itemCount.value === 1 ? 'item' : 'items'}
        </span>
        <UndoButton />
      </div>
      <ul class="cart-lines" aria-label="In your cart">
        {lines.map((line) => (
          <Line key={line.lineId} line={line} currency={shown.currency} />
        ))}
      </ul>
      <div class="cart-foot">
        <PromotionForm />
        <Totals of={shown} />
        <button
          type="button"
          class="button button-primary checkout"
          onClick={() => {
            panels.cart.value = false;
            checkout.open();
          }}
        >
          Check out
          {shown.unpricedLines > 0 ? null : <strong>{formatMoney(shown.totalCents, shown.currency)}</strong>}
        </button>
      </div>
    </div>
  );
}

function Line({ line, currency }: { readonly line: CartLine; readonly currency: string }) {
  const { pictures } = useShop();
  const { productId, name, quantity, unitPriceCents, totalCents } = line;
  return (
    <li class="cart-line">
      <Picture name={pictures.of(productId) ?? 'shopping-bags'} size="small" />
      <div class="cart-line-facts">
        <p class="cart-line-name">{name}</p>
        <p class="cart-line-each">
          {unitPriceCents === null
            ? 'Price not known'
            : quantity > 1
              ? `${formatMoney(unitPriceCents, currency)} each`
              : ''}
        </p>
      </div>
      <p class="cart-line-total">{totalCents === null ? '–' : formatMoney(totalCents, currency)}</p>
      <QuantityControl product={line} place="cart" />
    </li>
  );
}

function EmptyCart() {
  return (
    <div class="cart-empty">
      <Picture name="shopping-cart" size="large" />
      <p>Nothing in it yet.</p>
      <p class="cart-empty-hint">Press “Add” on anything you like, or just say “add 2 bananas”.</p>
      <UndoButton />
    </div>
  );
}

function UndoButton() {
  const { cart } = useShop();
  if (!cart.undoable.value) return null;
  return (
    <button type="button" class="text-button undo" onClick={() => void cart.undo()}>
      <Glyph name="undo" />
      Undo
    </button>
  );
}
