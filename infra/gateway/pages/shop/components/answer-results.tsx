import { useState } from 'preact/hooks';
import type { ReplyProduct } from '#agents/response-compiler/reply.ts';
import type { IntentName } from '#agents/supervisor/intent.ts';
import { PRODUCT_LIMIT } from '#infra/gateway/pages/shop/state/conversation.ts';
import type { TurnEntry } from '#infra/gateway/pages/shop/state/entry.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { canAskAgain } from '#infra/gateway/pages/shop/state/taste.ts';
import { Glyph } from './glyph.tsx';
import { ProductCard } from './product-card.tsx';
import { ProductRow } from './product-row.tsx';

/** Cards before "show more": two rows beside the cart; of each thing when several were asked for. */
const FIRST_CARDS = 6;
const FIRST_CARDS_OF_SEVERAL = 3;

/** Answers that are lists to buy from as a whole rather than a choice. */
const LISTS: ReadonlySet<IntentName> = new Set(['recipe', 'usual_order', 'repeat_order']);

/** The products of an answer: cards to choose from, or a list to buy as a whole. */
export function AnswerResults({ entry }: { readonly entry: TurnEntry }) {
  const products = entry.products.value;
  if (products.length === 0) return null;
  const reply = entry.reply.value;
  const groups = groupProducts(products);
  const isList = reply?.intents.some(({ name }) => LISTS.has(name)) === true;
  return (
    <div class="results">
      {isList ? (
        <ShoppingList groups={groups} usual={reply?.personalization.usualItems ?? []} />
      ) : (
        groups.map(({ title, members }) => (
          <section key={title} class="group" aria-label={title ?? 'Products'}>
            {title === null ? null : <h3 class="group-title">{title}</h3>}
            <Cards products={members} first={firstCards(entry, groups.length)} />
          </section>
        ))
      )}
      <ResultsNote entry={entry} several={groups.length > 1} />
    </div>
  );
}

/** Whoever asked for a longer list sees it whole. */
function firstCards({ asked }: TurnEntry, groups: number): number {
  const longer = (asked.limit ?? PRODUCT_LIMIT) > PRODUCT_LIMIT;
  if (longer) return Number.POSITIVE_INFINITY;
  return groups === 1 ? FIRST_CARDS : FIRST_CARDS_OF_SEVERAL;
}

interface Group {
  readonly title: string | null;
  readonly members: readonly ReplyProduct[];
}

function Cards({ products, first }: { readonly products: readonly ReplyProduct[]; readonly first: number }) {
  const [all, setAll] = useState(false);
  const shown = all ? products : products.slice(0, first);
  const more = products.length - shown.length;
  return (
    <>
      <ul class={products.length === 1 ? 'cards cards-single' : 'cards'}>
        {shown.map((product, at) => (
          <li key={product.productId}>
            <ProductCard product={product} position={at + 1} />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <button type="button" class="button button-quiet more" onClick={() => setAll(true)}>
          <Glyph name="chevron" />
          Show {more} more
        </button>
      ) : null}
    </>
  );
}

/** One line for each thing on the list, its other choices folded away. */
function ShoppingList({
  groups,
  usual,
}: {
  readonly groups: readonly Group[];
  readonly usual: readonly { readonly productId: string; readonly quantity: number }[];
}) {
  const quantities = new Map(usual.map(({ productId, quantity }) => [productId, quantity]));
  return (
    <ul class="list">
      {groups.flatMap(({ title, members }) =>
        title === null
          ? members.map((product) => (
              <li key={product.productId}>
                <ProductRow product={product} start={quantities.get(product.productId) ?? 1} />
              </li>
            ))
          : [<Ingredient key={title} title={title} members={members} />],
      )}
    </ul>
  );
}

function Ingredient({
  title,
  members,
}: {
  readonly title: string;
  readonly members: readonly ReplyProduct[];
}) {
  const [all, setAll] = useState(false);
  const others = members.length - 1;
  return (
    <li>
      {(all ? members : members.slice(0, 1)).map((product, at) => (
        <ProductRow key={product.productId} product={product} part={at === 0 ? title : null} />
      ))}
      {others > 0 && !all ? (
        <button type="button" class="text-button others" onClick={() => setAll(true)}>
          {others} other {others === 1 ? 'choice' : 'choices'}
          <span class="visually-hidden"> for {title}</span>
        </button>
      ) : null}
    </li>
  );
}

/** Says how the list is sorted, and offers it the other way. */
function ResultsNote({ entry, several }: { readonly entry: TurnEntry; readonly several: boolean }) {
  const { taste } = useShop();
  const reply = entry.reply.value;
  if (reply === null) return null;
  const { products, totalProducts, personalization } = reply;
  const shownAll = entry.asked.view === 'all';
  const moved = products.some(({ rank, unpersonalizedRank }) => rank !== unpersonalizedRank);
  const personal = !shownAll && personalization.enabled && moved;
  return (
    <p class="results-note">
      {!several && totalProducts > products.length ? (
        <span>
          The best {products.length} of {totalProducts}.
        </span>
      ) : null}
      {personal ? <span>Sorted for you.</span> : null}
      {shownAll ? <span>Everything, in plain order.</span> : null}
      {canAskAgain(entry) && (personal || shownAll) ? (
        <button type="button" class="text-button" onClick={() => void taste.switchTo(!shownAll)}>
          {shownAll ? 'Sort for me' : 'Show all'}
        </button>
      ) : null}
    </p>
  );
}

function groupProducts(products: readonly ReplyProduct[]): readonly Group[] {
  const groups = new Map<string | null, ReplyProduct[]>();
  for (const product of products) {
    groups.set(product.group, [...(groups.get(product.group) ?? []), product]);
  }
  return [...groups].map(([title, members]) => ({ title, members }));
}
