import { useId } from 'preact/hooks';
import type { ReplyProduct } from '#agents/response-compiler/reply.ts';
import { pictureOf } from '#infra/gateway/pages/shop/state/pictures.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';
import { Picture } from './picture.tsx';
import { AllergenLine, DietBadges, Price, Stock, shelfLabel } from './product-facts.tsx';
import { QuantityControl } from './quantity-control.tsx';
import { SourceButton } from './source-button.tsx';

interface ProductCardProps {
  readonly product: ReplyProduct;
  /** Place in its list, counted from 1. */
  readonly position: number;
}

/** A product as on the shelf: what it is, what it costs, why it is shown, and into the cart with one press. */
export function ProductCard({ product, position }: ProductCardProps) {
  const { panels } = useShop();
  const titleId = useId();
  const label = shelfLabel(product);
  const reasons = product.reasons.slice(0, 2);
  return (
    <article class="card" aria-labelledby={titleId} data-product={product.productId}>
      <Picture name={pictureOf(product)} size="medium" />
      <div class="card-facts">
        <h3 class="card-title" id={titleId}>
          <button
            type="button"
            class="card-open"
            onClick={() => {
              panels.product.value = { product, position };
            }}
          >
            {product.name}
          </button>
        </h3>
        {label === '' ? null : <p class="card-label">{label}</p>}
        {reasons.length === 0 ? null : (
          <p class="reason">
            <Glyph name="spark" />
            <span>{reasons.join(' · ')}</span>
          </p>
        )}
        <DietBadges diets={product.diets} most={2} />
        <AllergenLine {...product} />
      </div>
      <div class="card-till">
        <div class="card-price">
          <Price {...product} />
          <div class="card-state">
            <Stock inStock={product.inStock} />
            <SourceButton product={product} />
          </div>
        </div>
        <QuantityControl product={product} soldOut={product.inStock === false} />
      </div>
    </article>
  );
}
