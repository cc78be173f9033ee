import type { ReplyProduct } from '#agents/response-compiler/reply.ts';
import { formatMoney } from '#infra/gateway/pages/shop/state/money.ts';

type Priced = Pick<ReplyProduct, 'priceCents' | 'currency' | 'unitPrice'>;

/** The price and what it comes to per unit; an unknown price is said to be unknown. */
export function Price({ priceCents, currency, unitPrice }: Priced) {
  if (priceCents === null) return <p class="price price-unknown">Price at the store not known</p>;
  const saysMore =
    unitPrice !== null &&
    unitPrice.cents > 0 &&
    !(unitPrice.per === 'each' && unitPrice.cents === priceCents);
  return (
    <p class="price">
      <strong>{formatMoney(priceCents, currency)}</strong>
      {saysMore ? (
        <span class="unit-price">
          {formatMoney(unitPrice.cents, currency)} / {unitPrice.per}
        </span>
      ) : null}
    </p>
  );
}

/** Brand and size, without a brand that the name starts with anyway. */
export function shelfLabel({ name, brand, size }: Pick<ReplyProduct, 'name' | 'brand' | 'size'>): string {
  const named = brand !== null && name.toLowerCase().startsWith(brand.toLowerCase());
  return [named ? null : brand, size].filter((part) => part !== null).join(' · ');
}

/** Diets that another one of the list already promises. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  vegan: ['vegetarian', 'pescatarian', 'dairy_free', 'lactose_free'],
  vegetarian: ['pescatarian'],
  dairy_free: ['lactose_free'],
};

/** Diets that surely hold; with `most` only the ones that say most, and how many more there are. */
export function DietBadges({
  diets,
  most = Number.POSITIVE_INFINITY,
}: {
  readonly diets: readonly string[];
  readonly most?: number;
}) {
  if (diets.length === 0) return null;
  const implied = new Set(diets.flatMap((diet) => IMPLIED[diet] ?? []));
  const telling = Number.isFinite(most) ? diets.filter((diet) => !implied.has(diet)) : diets;
  const shown = telling.slice(0, most);
  const more = telling.length - shown.length;
  return (
    <ul class="badges" aria-label="Diets">
      {shown.map((diet) => (
        <li key={diet} class="badge">
          {words(diet)}
        </li>
      ))}
      {more > 0 ? <li class="badge badge-more">+{more}</li> : null}
    </ul>
  );
}

export function AllergenLine({ allergens, derived }: Pick<ReplyProduct, 'allergens' | 'derived'>) {
  const { contains, mayContain, unknown } = allergens;
  if (unknown && contains.length === 0) {
    return <p class="allergens allergens-unknown">Allergens not stated: check the label</p>;
  }
  if (contains.length === 0 && mayContain.length === 0) {
    return <p class="allergens">No allergens on the label</p>;
  }
  return (
    <p class="allergens">
      {contains.length > 0 ? <span>Contains {contains.map(words).join(', ')}</span> : null}
      {derived !== undefined && derived.allergens.length > 0 ? (
        <span class="allergens-derived"> (from the ingredient list)</span>
      ) : null}
      {contains.length > 0 && mayContain.length > 0 ? ' · ' : null}
      {mayContain.length > 0 ? <span>May contain {mayContain.map(words).join(', ')}</span> : null}
    </p>
  );
}

export function Stock({ inStock }: Pick<ReplyProduct, 'inStock'>) {
  if (inStock === null) return <p class="stock stock-unknown">Stock not known</p>;
  return inStock ? <p class="stock stock-in">In stock</p> : <p class="stock stock-out">Out of stock</p>;
}

/** "gluten_free" → "gluten free". */
function words(name: string): string {
  return name.replaceAll('_', ' ');
}
