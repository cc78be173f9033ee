import { useEffect, useState } from 'preact/hooks';
import type { ProductDetail } from '#infra/gateway/pages/shop/api/contract.ts';
import { pictureOf } from '#infra/gateway/pages/shop/state/pictures.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';
import { Modal } from './modal.tsx';
import { Picture } from './picture.tsx';
import { AllergenLine, DietBadges, Price, Stock, shelfLabel } from './product-facts.tsx';
import { QuantityControl } from './quantity-control.tsx';

/** Everything the catalogue says of one product. */
export function ProductDialog() {
  const { panels } = useShop();
  const open = panels.product.value;
  return open === null ? null : <Details key={open.product.productId} />;
}

function Details() {
  const { panels, call, notices } = useShop();
  const [detail, setDetail] = useState<ProductDetail | null>(null);
  const { product, position } = panels.product.peek() ?? {};
  const close = () => {
    panels.product.value = null;
  };
  /** What the shopper looks at, or waves off, is something to learn from. */
  const tell = (kind: 'click' | 'dismiss') =>
    call('POST', '/v1/interactions', { body: { kind, productId: product?.productId, position } });
  useEffect(() => {
    if (product === undefined) return;
    tell('click').catch(() => undefined);
    call<ProductDetail>('GET', `/v1/products/${encodeURIComponent(product.productId)}`).then(
      setDetail,
      // The card's own facts are shown already; the rest is left out.
      () => undefined,
    );
  }, []);
  if (product === undefined) return null;

  const label = shelfLabel(product);
  return (
    <Modal title={product.name} onClose={close}>
      <div class="detail-top">
        <Picture name={pictureOf(product)} size="large" />
        <div>
          {label === '' ? null : <p class="card-label">{label}</p>}
          <Price {...product} />
          <Stock inStock={product.inStock} />
          <QuantityControl product={product} soldOut={product.inStock === false} />
        </div>
      </div>
      {product.reasons.length === 0 ? null : (
        <ul class="reasons">
          {product.reasons.map((reason) => (
            <li key={reason} class="reason">
              <Glyph name="spark" />
              <span>{reason}</span>
            </li>
          ))}
        </ul>
      )}
      {detail?.description ? <p>{detail.description}</p> : null}
      <DietBadges diets={product.diets} />
      <AllergenLine {...product} />
      {detail?.ingredients ? (
        <p class="ingredients">
          <strong>Ingredients</strong> {detail.ingredients}
        </p>
      ) : null}
      {detail?.ageRestricted ? <p class="totals-note">Only for adults; age is checked on delivery.</p> : null}
      <p class="totals-note">
        {product.category} · {product.department}. Labels change: read the pack before you rely on it for an
        allergy.
      </p>
      <div class="modal-actions">
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            tell('dismiss').then(
              () => notices.show(`Noted: ${product.name} is not for you.`),
              () => undefined,
            );
            close();
          }}
        >
          Not for me
        </button>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            close();
            panels.citation.value = product.citationId;
          }}
        >
          <Glyph name="source" />
          Source
        </button>
      </div>
    </Modal>
  );
}
