import { useEffect, useState } from 'preact/hooks';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
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
  const { later, putOff } = useNotYet();
  const running = others(reorder).filter(({ productId }) => !later.has(productId));
  return (
    <>
      <Shelf title="Goes well with it" items={others(complementary)} />
      <Shelf title="For less" items={others(alternatives)} />
      <Shelf title="Running low, perhaps" items={running} onNotYet={putOff} />
      <Shelf title="Your usual basket" items={usual} />
    </>
  );
}

/** What has not run out yet: put off here, and learned from. */
function useNotYet() {
  const { call, notices } = useShop();
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  const putOff = async ({ productId, name }: ShelfItem) => {
    try {
      await call('POST', '/v1/interactions', { body: { kind: 'not_yet', productId } });
      setLater((before) => new Set([...before, productId]));
      notices.show(`${name}: I expect it to run out later.`);
    } catch (error) {
      notices.show(wordFailure(error), { tone: 'problem' });
    }
  };
  return { later, putOff };
}

interface ShelfProps {
  readonly title: string;
  readonly items: readonly ShelfItem[];
  readonly onNotYet?: (item: ShelfItem) => Promise<void>;
}

function Shelf({ title, items, onNotYet }: ShelfProps) {
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
                {onNotYet === undefined ? null : (
                  <button type="button" class="text-button" onClick={() => void onNotYet(item)}>
                    Not yet<span class="visually-hidden">: {item.name} has not run out</span>
                  </button>
                )}
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
