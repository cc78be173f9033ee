import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { TurnQuestion } from '#infra/gateway/pages/shop/api/contract.ts';
import type { TurnEntry } from './entry.ts';
import { formatMoney } from './money.ts';
import { onlyLooked } from './taste.ts';

export type TurnFilters = NonNullable<TurnQuestion['filters']>;

/** One way to narrow a list down; the value of each choice is what the facet calls it. */
export interface Narrowing {
  readonly field: 'brand' | 'category' | 'diet' | 'price';
  readonly label: string;
  readonly chosen: string | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** A filter that is on, and the filters without it. */
export interface ActiveFilter {
  readonly label: string;
  readonly rest: TurnFilters;
}

/** Most products that one turn can show. */
export const MOST_PRODUCTS = 50;

/** True for a list of one thing, which can be asked for again with filters and without harm. */
export function canNarrow(entry: TurnEntry): boolean {
  const reply = entry.reply.value;
  if (reply === null || !onlyLooked(reply)) return false;
  const searched = reply.intents.some(({ name }) => name === 'search_products' || name === 'browse');
  return searched && new Set(reply.products.map(({ group }) => group)).size <= 1;
}

/** The currency of an answer's prices; the cart's where it shows no product. */
export function currencyOf(reply: TurnReply | null): string {
  return reply?.products[0]?.currency ?? reply?.cart.currency ?? 'USD';
}

/** What the facets of an answer let one choose, with how many products each choice leaves. */
export function narrowingsOf(reply: TurnReply, filters: TurnFilters): readonly Narrowing[] {
  const { facets } = reply;
  const currency = currencyOf(reply);
  const values = (field: TurnReply['facets'][number]['field']) =>
    facets.find((facet) => facet.field === field)?.values ?? [];
  const plain = (field: 'brand' | 'category' | 'diet') =>
    values(field).map(({ value, count }) => ({ value, label: `${words(value)} (${count})` }));
  const price = { field: 'price' as const, label: 'Price', choices: pricesOf(values('priceBand'), currency) };
  const all = [
    { field: 'brand' as const, label: 'Brand', choices: plain('brand'), chosen: filters.brands?.[0] },
    {
      field: 'category' as const,
      label: 'Category',
      choices: plain('category'),
      chosen: filters.categories?.[0],
    },
    { field: 'diet' as const, label: 'Diet', choices: plain('diet'), chosen: filters.diets?.[0] },
    { ...price, chosen: filters.maxPriceCents?.toString() },
  ];
  return all
    .map((it) => ({ ...it, chosen: it.chosen ?? null }))
    .filter(({ choices, chosen }) => choices.length > 1 || (chosen !== null && choices.length > 0))
    .map((it) => ({
      ...it,
      choices: withChosen(it.choices, it.chosen, it.field === 'price' ? currency : null),
    }));
}

/** A choice that is on stays to be seen, also when the facet no longer counts it. */
function withChosen(
  choices: Narrowing['choices'],
  chosen: string | null,
  currency: string | null,
): Narrowing['choices'] {
  if (chosen === null || choices.some(({ value }) => value === chosen)) return choices;
  const label = currency === null ? words(chosen) : `Up to ${formatMoney(Number(chosen), currency)}`;
  return [{ value: chosen, label }, ...choices];
}

/** "2–4.99" holds what costs less than 5: "Up to $4.99", with all that is cheaper. The dearest band bounds nothing. */
function pricesOf(
  bands: readonly { readonly value: string; readonly count: number }[],
  currency: string,
): Narrowing['choices'] {
  let count = 0;
  return bands.flatMap((band) => {
    count += band.count;
    const end = band.value.split('–')[1];
    if (end === undefined) return [];
    const cents = Math.round(Number(end) * 100);
    return [{ value: String(cents), label: `Up to ${formatMoney(cents, currency)} (${count})` }];
  });
}

/** The filters with one choice made; an empty value takes it back. */
export function choose(filters: TurnFilters, field: Narrowing['field'], value: string): TurnFilters {
  const { brands, categories, diets, maxPriceCents, ...others } = filters;
  const was = {
    ...(brands === undefined ? {} : { brands }),
    ...(categories === undefined ? {} : { categories }),
    ...(diets === undefined ? {} : { diets }),
    ...(maxPriceCents === undefined ? {} : { maxPriceCents }),
  };
  const key = ({ brand: 'brands', category: 'categories', diet: 'diets', price: 'maxPriceCents' } as const)[
    field
  ];
  const { [key]: _, ...kept } = was;
  if (value === '') return { ...others, ...kept };
  return { ...others, ...kept, [key]: field === 'price' ? Number(value) : [value] } as TurnFilters;
}

/** The filters that are on, each with what stays when it is taken off. */
export function activeFilters(filters: TurnFilters, currency: string): readonly ActiveFilter[] {
  const { brands, categories, diets, maxPriceCents } = filters;
  return [
    ...(brands ?? []).map((label) => ({ label, rest: choose(filters, 'brand', '') })),
    ...(categories ?? []).map((label) => ({ label, rest: choose(filters, 'category', '') })),
    ...(diets ?? []).map((diet) => ({ label: words(diet), rest: choose(filters, 'diet', '') })),
    ...(maxPriceCents === undefined
      ? []
      : [{ label: `up to ${formatMoney(maxPriceCents, currency)}`, rest: choose(filters, 'price', '') }]),
  ];
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
