import type { TurnState } from './state.ts';

/** The one product that the reply answers a question about, by id; null where it answers none or several. */
export function answeredProduct({ search, ranked, understanding }: TurnState): string | null {
  const { intents } = understanding;
  if (search === null || !intents.every(({ name }) => ASKING.has(name))) return null;
  const answered = search.groups.flatMap((group) => {
    const found = new Set(group.hits.map(({ product }) => product.id));
    const own = (ranked ?? []).flatMap(({ product }) => (found.has(product.id) ? [product.id] : []));
    const isPointedAt = group.query.text === '' && group.query.filters.productIds !== undefined;
    return group.closestOnly === true ? [] : isPointedAt ? own : own.slice(0, 1);
  });
  const [only, ...others] = answered;
  return only !== undefined && others.length === 0 ? only : null;
}

/** What may stand beside a question about a product and shows no list of its own. */
const ASKING: ReadonlySet<string> = new Set(['product_question', 'greeting', 'small_talk', 'accept']);
