import { useEffect, useState } from 'preact/hooks';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Picture } from './picture.tsx';
import { QuantityControl } from './quantity-control.tsx';

interface ShelfItem {
  readonly productId: string;
  readonly name: string;
  readonly reason: string;
  readonly quantity?: number;
}

/** Items shown of each shelf before the rest is asked for. */
const FIRST_ITEMS = 3;

/** What the shopper's own history adds to an answer, without what the answer shows anyway. */
export function PersonalShelf({ reply }: { readonly reply: TurnReply }) {
  const { usualItems, reorder, complementary, alternatives } = reply.personalization;
  const shown = new Set(reply.products.map(({ productId }) => productId));
  const others = <Item extends ShelfItem>(items: readonly Item[]) =>
    items.filter(({ productId }) => !shown.has(productId));
  // Beside products that were asked for, the whole regular basket would only be in the way.
  const usual = reply.products.length === 0 ? usualItems : [];
  return (
    <>
      <Shelf title="Goes well with it" items={others(complementary)} />
      <Shelf title="For less" items={others(alternatives)} />
      <Shelf title="Running low, perhaps" items={others(reorder)} />
      <Shelf title="Your usual basket" items={usual} />
    </>
  );
}

function Shelf({ title, items }: { readonly title: string; readonly items: readonly ShelfItem[] }) {
  const { pictures } = useShop();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, FIRST_ITEMS);
  const more = items.length - shown.length;
  useEffect(() => pictures.seek(shown.map(({ productId }) => productId)), [shown.length]);
  if (items.length === 0) return null;
  return (
    <section class="shelf" aria-label={title}>
      <h3 class="shelf-title">{title}</h3>
      <ul class="list">
        {shown.map((item) => (
          <li key={item.productId}>
            <div class="row">
              <Picture name={pictures.of(item.productId) ?? 'shopping-bags'} size="small" />
              <div class="row-facts">
                <p class="card-title">{item.name}</p>
                {item.reason === '' ? null : <p class="row-line">{item.reason}</p>}
              </div>
              <QuantityControl product={item} start={item.quantity ?? 1} />
            </div>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {more} more<span class="visually-hidden"> of {title}</span>
        </button>
      ) : null}
    </section>
  );
}
