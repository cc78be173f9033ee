import { useLayoutEffect, useRef } from 'preact/hooks';
import { MAX_LINE_QUANTITY } from '#agents/order/cart.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';

interface QuantityControlProps {
  readonly product: { readonly productId: string; readonly name: string };
  readonly soldOut?: boolean;
  /** Amount that the first press puts in. */
  readonly start?: number;
  /** In the cart's own list the product is named beside it and can be removed there. */
  readonly place?: 'card' | 'cart';
}

/** "Add" until the product lies in the cart, then how many of it. The focus stays on what was pressed. */
export function QuantityControl({
  product,
  soldOut = false,
  start = 1,
  place = 'card',
}: QuantityControlProps) {
  const { cart } = useShop();
  const { name } = product;
  const quantity = cart.quantityOf(product.productId);
  const box = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const set = (next: number) => {
    hadFocus.current = box.current?.contains(document.activeElement) === true;
    void cart.setQuantity(product, next);
  };
  useLayoutEffect(() => {
    // Whoever went on to something else meanwhile keeps the focus there.
    if (!hadFocus.current || document.activeElement !== document.body) return;
    hadFocus.current = false;
    box.current?.querySelector<HTMLButtonElement>('[data-main]')?.focus();
  }, [quantity]);

  return (
    <div class={`quantity quantity-${place}`} ref={box}>
      {quantity === 0 ? (
        <button
          type="button"
          class="button button-add"
          data-main
          disabled={soldOut}
          aria-label={
            soldOut ? `${name} is out of stock` : `Add ${start === 1 ? '' : `${start} × `}${name} to the cart`
          }
          onClick={() => set(start)}
        >
          {soldOut ? 'Sold out' : <Glyph name="plus" />}
          {soldOut ? null : <span>Add{start === 1 ? '' : ` ${start}`}</span>}
        </button>
      ) : (
        <fieldset class="stepper" aria-label={`Quantity of ${name}`}>
          <button
            type="button"
            class="step"
            aria-label={quantity === 1 ? `Remove ${name} from the cart` : `One fewer ${name}`}
            onClick={() => set(quantity - 1)}
          >
            <Glyph name={quantity === 1 ? 'bin' : 'minus'} />
          </button>
          <output class="step-count" aria-label={`${quantity} in the cart`}>
            {quantity}
          </output>
          <button
            type="button"
            class="step"
            data-main
            aria-label={`One more ${name}`}
            disabled={quantity >= MAX_LINE_QUANTITY}
            onClick={() => set(quantity + 1)}
          >
            <Glyph name="plus" />
          </button>
        </fieldset>
      )}
    </div>
  );
}
