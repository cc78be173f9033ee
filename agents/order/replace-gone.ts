import { listWords } from '#agents/response-compiler/sentence.ts';
import type { Product } from '#agents/search/product.ts';
import type { CartLine } from './cart.ts';
import { toFocusProduct } from './focus-product.ts';
import { findSubstitutes } from './offer-substitute.ts';
import { ask, lookUp, type OrderRun, optionsOf } from './order-run.ts';
import type { ConfirmChange } from './receipt.ts';

/**
 * For what could not be had at the checkout the nearest substitutes are offered, all in one question; false when there
 * are none. `before` are the lines of the cart that was confirmed.
 */
export async function offerReplacements(
  run: OrderRun,
  changes: readonly ConfirmChange[],
  before: readonly CartLine[],
): Promise<boolean> {
  const offered: { readonly name: string; readonly instead: Product; readonly quantity: number }[] = [];
  for (const { kind, productId, name } of changes) {
    const line = before.find((held) => held.productId === productId);
    if ((kind !== 'out_of_stock' && kind !== 'gone') || line === undefined) continue;
    const [product = remnantOf(line, run.priced.cart.currency)] = await lookUp(run, [productId]);
    const taken = new Set(offered.map(({ instead }) => instead.id));
    const instead = (await findSubstitutes(run, product)).find(({ id }) => !taken.has(id));
    if (instead !== undefined) offered.push({ name, instead, quantity: line.quantity });
  }
  if (offered.length === 0) return false;
  for (const { instead } of offered) run.products.set(instead.id, instead);
  const words = offered.map(({ name, instead }) => `${instead.name} for ${name}`);
  ask(run, {
    kind: 'replace_gone',
    text: `Shall I put in ${listWords(words)}, or order without?`,
    options: optionsOf(offered.map(({ instead }) => toFocusProduct(instead))),
    command: {
      kind: 'replace_gone',
      lines: offered.map(({ instead, quantity }) => ({ productId: instead.id, quantity })),
    },
  });
  return true;
}

/** What is still known of a product that left the catalogue: its line. */
function remnantOf({ productId, name, unit, unitPriceCents }: CartLine, currency: string): Product {
  return {
    id: productId,
    name,
    brand: null,
    department: '',
    category: '',
    size: null,
    unit,
    priceCents: unitPriceCents,
    currency,
    stock: 0,
    organic: 'unknown',
    diets: {},
    allergens: { contains: [], mayContain: [], declared: false },
    aliases: [],
    cuisines: [],
    ingredients: null,
    description: null,
    ageRestricted: false,
    icon: null,
  };
}
