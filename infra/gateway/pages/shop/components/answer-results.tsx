import { useState } from 'preact/hooks';
import type { ReplyProduct } from '#agents/response-compiler/reply.ts';
import type { TurnEntry } from '../state/conversation.ts';
import { useShop } from '../state/shop.ts';
import { canAskAgain } from '../state/taste.ts';
import { Glyph } from './glyph.tsx';
import { ProductCard } from './product-card.tsx';

/** Cards before "show more": two rows beside the cart. */
const FIRST_CARDS = 6;

/** The products of an answer: one list, or one per thing that was asked for. */
export function AnswerResults({ entry }: { readonly entry: TurnEntry }) {
  const products = entry.products.value;
  if (products.length === 0) return null;
  const groups = groupProducts(products);
  const isRecipe = entry.reply.value?.intents.some(({ name }) => name === 'recipe') === true;
  return (
    <div class="results">
      {groups.length === 1 ? (
        <CardList products={products} first={FIRST_CARDS} label="Products" />
      ) : (
        groups.map(([title, members]) => (
          <section key={title} class="group" aria-label={title}>
            <h3 class="group-title">{title}</h3>
            <CardList products={members} first={isRecipe ? 1 : 3} label={title} />
          </section>
        ))
      )}
      <ResultsNote entry={entry} />
    </div>
  );
}

function CardList(props: {
  readonly products: readonly ReplyProduct[];
  readonly first: number;
  readonly label: string;
}) {
  const { products, first, label } = props;
  const [all, setAll] = useState(false);
  const shown = all ? products : products.slice(0, first);
  const more = products.length - shown.length;
  return (
    <>
      <ul class={shown.length === 1 ? 'cards cards-single' : 'cards'} aria-label={label}>
        {shown.map((product, at) => (
          <li key={product.productId}>
            <ProductCard product={product} position={at + 1} />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <button type="button" class="button button-quiet more" onClick={() => setAll(true)}>
          <Glyph name="chevron" />
          {first === 1 ? `${more} other ${more === 1 ? 'choice' : 'choices'}` : `Show ${more} more`}
          <span class="visually-hidden"> for {label}</span>
        </button>
      ) : null}
    </>
  );
}

/** Says how the list is sorted, and offers it the other way. */
function ResultsNote({ entry }: { readonly entry: TurnEntry }) {
  const { taste } = useShop();
  const reply = entry.reply.value;
  if (reply === null) return null;
  const { products, totalProducts, personalization } = reply;
  const shownAll = entry.asked.view === 'all';
  const moved = products.some(({ rank, unpersonalizedRank }) => rank !== unpersonalizedRank);
  const personal = !shownAll && personalization.enabled && moved;
  return (
    <p class="results-note">
      {totalProducts > products.length ? (
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

function groupProducts(
  products: readonly ReplyProduct[],
): readonly (readonly [string, readonly ReplyProduct[]])[] {
  const groups = new Map<string, ReplyProduct[]>();
  for (const product of products) {
    const title = product.group ?? 'More';
    groups.set(title, [...(groups.get(title) ?? []), product]);
  }
  return [...groups];
}
