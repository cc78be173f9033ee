import type { Product } from '#agents/search/product.ts';
import { MAX_LINE_QUANTITY } from './cart.ts';
import { conflictsOf } from './check-constraints.ts';
import { isHead } from './match-words.ts';
import {
  ask,
  changeLine,
  lineOf,
  type OrderRun,
  optionsOf,
  toFocusProduct,
  touch,
  useTool,
} from './order-run.ts';
import type { PickedBecause } from './pick-product.ts';

export interface Putting {
  readonly product: Product;
  readonly packs: number;
  readonly because: PickedBecause;
  readonly note: string | null;
  /** True once the shopper said yes to adding it although it conflicts. */
  readonly despite?: boolean;
}

/** Adds packs of one product: conflicts and an empty shelf are told and asked about, limits are told. */
export async function putInCart(
  run: OrderRun,
  { product, packs, because, note, despite }: Putting,
): Promise<void> {
  const { id: productId, name } = product;
  run.products.set(productId, product);
  if (packs > MAX_LINE_QUANTITY) {
    run.receipts.push({ kind: 'limit', what: 'quantity', name, max: MAX_LINE_QUANTITY });
    return;
  }
  if (packs < 1) {
    run.receipts.push({ kind: 'unclear', said: `${packs} ${name}` });
    return;
  }
  const conflicts = despite === true ? [] : conflictsOf(product, run.request.constraints);
  if (conflicts.length > 0) {
    run.receipts.push({ kind: 'conflict', productId, name, conflicts });
    run.steps.push({ tool: 'check_constraints', detail: name, outcome: 'asked' });
    ask(run, {
      kind: 'add_despite',
      text: `Shall I add ${name} anyway?`,
      options: [
        { label: 'Yes, add it', productId },
        { label: 'No', productId: null },
      ],
      command: { kind: 'add_despite', productId, quantity: packs },
    });
    return;
  }
  const before = lineOf(run, productId)?.quantity ?? 0;
  const change = await changeLine(run, { kind: 'add', productId, quantity: packs }, `${packs} × ${name}`);
  if (change.kind === 'changed') {
    const lineQuantity = lineOf(run, productId)?.quantity ?? before + packs;
    touch(run, toFocusProduct(product), lineQuantity);
    const unitPriceCents = lineOf(run, productId)?.unitPriceCents ?? null;
    run.receipts.push({
      kind: 'added',
      productId,
      name,
      quantity: packs,
      lineQuantity,
      unitPriceCents,
      amountNote: note,
      pickedBecause: because,
    });
    return;
  }
  if (change.kind === 'stale') throw new Error('The cart kept changing.');
  const { refusal } = change;
  switch (refusal.kind) {
    case 'out_of_stock':
      return refusal.available <= before
        ? tellOutOfStock(run, product, packs, before, refusal.available)
        : offerWhatIsLeft(run, product, refusal.available, before);
    case 'limit':
      run.receipts.push({ kind: 'limit', what: refusal.what, name, max: refusal.max });
      return;
    case 'unknown_product':
      run.receipts.push({ kind: 'no_match', said: name, near: [] });
      return;
    default:
      run.receipts.push({ kind: 'failed', what: `add ${name}` });
  }
}

/** Says why the product that the words mean is left out, and asks about the nearest one that does not conflict. */
export function offerInstead(run: OrderRun, avoided: Product, instead: Product, packs: number): void {
  tellAvoided(run, avoided);
  run.products.set(instead.id, instead);
  ask(run, {
    kind: 'choose_to_add',
    text: `Would you like ${instead.name} instead?`,
    options: optionsOf([toFocusProduct(instead)]),
    command: { kind: 'choose_to_add', quantity: packs },
  });
}

/** Says why the product that the words mean is not added. */
export function tellAvoided(run: OrderRun, avoided: Product): void {
  const conflicts = conflictsOf(avoided, run.request.constraints);
  run.products.set(avoided.id, avoided);
  run.receipts.push({ kind: 'conflict', productId: avoided.id, name: avoided.name, conflicts });
  run.steps.push({ tool: 'check_constraints', detail: avoided.name, outcome: 'asked' });
}

function offerWhatIsLeft(run: OrderRun, product: Product, available: number, before: number): void {
  const { id: productId, name } = product;
  const left = available - before;
  run.receipts.push({ kind: 'limit', what: 'stock', name, max: available });
  ask(run, {
    kind: 'choose_to_add',
    text: left === 1 ? `Shall I add the last ${name}?` : `Shall I add ${left} of ${name}?`,
    options: [{ label: name, productId }],
    command: { kind: 'choose_to_add', quantity: left },
  });
}

/** Says that the shelf is empty, and offers the nearest thing of the same category that can be had and eaten. */
async function tellOutOfStock(
  run: OrderRun,
  product: Product,
  packs: number,
  before: number,
  available: number,
): Promise<void> {
  const { id: productId, name } = product;
  if (before > 0) {
    run.receipts.push({ kind: 'limit', what: 'stock', name, max: available });
    return;
  }
  run.receipts.push({ kind: 'out_of_stock', productId, name });
  const alternative = await findAlternative(run, product);
  if (alternative === undefined) return;
  run.products.set(alternative.id, alternative);
  ask(run, {
    kind: 'choose_to_add',
    text: `Would you like ${alternative.name} instead?`,
    options: optionsOf([toFocusProduct(alternative)]),
    command: { kind: 'choose_to_add', quantity: packs },
  });
}

async function findAlternative(run: OrderRun, product: Product): Promise<Product | undefined> {
  const { constraints } = run.request;
  const page = await useTool(run, 'search', `instead of ${product.name}`, () =>
    run.services.products.search(
      {
        text: product.name,
        excludeTerms: [],
        alpha: 0.5,
        filters: {
          categories: [product.category],
          inStock: true,
          diets: constraints.diets,
          excludeAllergens: constraints.allergies,
        },
        limit: 12,
        offset: 0,
        sort: 'relevance',
      },
      run.signal,
    ),
  );
  const others = page.hits
    .map((hit) => hit.product)
    .filter((other) => other.id !== product.id && conflictsOf(other, constraints).length === 0);
  return others.find((other) => isHead(product.name, other)) ?? others[0];
}
