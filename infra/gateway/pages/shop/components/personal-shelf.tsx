import { useEffect } from 'preact/hooks';
import type { ReplyPersonalization } from '#agents/response-compiler/reply.ts';
import { useShop } from '../state/shop.ts';
import { Picture } from './picture.tsx';
import { QuantityControl } from './quantity-control.tsx';

interface ShelfItem {
  readonly productId: string;
  readonly name: string;
  readonly reason: string;
  readonly quantity?: number;
}

/** What the shopper's own history adds to an answer. */
export function PersonalShelf({ personalization }: { readonly personalization: ReplyPersonalization }) {
  const { usualItems, reorder, complementary, alternatives } = personalization;
  return (
    <>
      <Shelf title="Your usual basket" items={usualItems} />
      <Shelf title="Running low, perhaps" items={reorder} />
      <Shelf title="Goes well with it" items={complementary} />
      <Shelf title="For less" items={alternatives} />
    </>
  );
}

function Shelf({ title, items }: { readonly title: string; readonly items: readonly ShelfItem[] }) {
  const { pictures } = useShop();
  useEffect(() => pictures.seek(items.map(({ productId }) => productId)), [items]);
  if (items.length === 0) return null;
  return (
    <section class="shelf" aria-label={title}>
      <h3 class="shelf-title">{title}</h3>
      <ul class="shelf-items">
        {items.map((item) => (
          <li key={item.productId} class="shelf-item">
            <Picture name={pictures.of(item.productId) ?? 'shopping-bags'} size="small" />
            <span class="shelf-name">
              {item.name}
              {item.reason === '' ? null : <span class="shelf-reason">{item.reason}</span>}
            </span>
            <QuantityControl product={item} start={item.quantity ?? 1} />
          </li>
        ))}
      </ul>
    </section>
  );
}
