import type { ItemMention } from '#agents/supervisor/intent.ts';
import { findLines, lineEntry } from './find-lines.ts';
import { isHead } from './match-words.ts';
import { ask, lookUp, type OrderRun } from './order-run.ts';

/** After "we have onions already": asks whether those in the cart shall go out; nothing when none are in it. */
export async function offerToTakeOut(run: OrderRun, atHome: readonly string[]): Promise<void> {
  const { lines } = run.priced.cart;
  const products = await lookUp(
    run,
    lines.map(({ productId }) => productId),
  );
  const entries = lines.map((line) =>
    lineEntry(
      line,
      products.find(({ id }) => id === line.productId),
    ),
  );
  const named = atHome.flatMap((query) => {
    const found = findLines({ ...PLAIN, said: query, query }, entries, run.focus);
    return found.kind === 'none' ? [] : found.entries.filter((entry) => isHead(query, entry));
  });
  const productIds = [...new Set(named.map(({ id }) => id))];
  const names = [...new Set(named.map(({ name }) => name))];
  const [first] = names;
  if (first === undefined) return;
  const whose = names.length === 1 ? first : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  ask(run, {
    kind: 'remove_lines',
    text: `Shall I take ${whose} out of your cart?`,
    options: [
      { label: names.length === 1 ? 'Yes, take it out' : 'Yes, take them out', productId: null },
      { label: 'No', productId: null },
    ],
    command: { kind: 'remove_lines', productIds },
  });
}

const PLAIN: Omit<ItemMention, 'said' | 'query'> = {
  amount: null,
  reference: null,
  filters: {},
  excludeTerms: [],
  sort: 'relevance',
};
