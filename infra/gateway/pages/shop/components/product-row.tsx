import type { ReplyProduct } from '#agents/response-compiler/reply.ts';
import { pictureOf } from '#infra/gateway/pages/shop/state/pictures.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Picture } from './picture.tsx';
import { AllergenLine, Price, Stock, shelfLabel } from './product-facts.tsx';
import { QuantityControl } from './quantity-control.tsx';
import { SourceButton } from './source-button.tsx';

interface ProductRowProps {
  readonly product: ReplyProduct;
  /** What it is for: the ingredient of a recipe. */
  readonly part?: string | null;
  readonly start?: number;
}

/** A product as one line of a list. */
export function ProductRow({ product, part = null, start = 1 }: ProductRowProps) {
  const { panels } = useShop();
  const label = shelfLabel(product);
  return (
    <article class="row" data-product={product.productId}>
      <Picture name={pictureOf(product)} size="small" />
      <div class="row-facts">
        {part === null ? null : <p class="row-part">{part}</p>}
        <h3 class="card-title">
          <button
            type="button"
            class="card-open"
            onClick={() => {
              panels.product.value = { product, position: product.rank };
            }}
          >
            {product.name}
          </button>
        </h3>
        <div class="row-line">
          {label === '' ? null : <span>{label}</span>}
          <Price {...product} />
        </div>
        <div class="row-line">
          <AllergenLine {...product} />
          <Stock inStock={product.inStock} />
          <SourceButton product={product} />
        </div>
      </div>
      <QuantityControl product={product} soldOut={product.inStock === false} start={start} />
    </article>
  );
}
