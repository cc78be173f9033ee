import { listWords } from '#agents/response-compiler/sentence.ts';
import type { Product } from '#agents/search/product.ts';
import { conflictsOf } from './check-constraints.ts';
import { toFocusProduct } from './focus-product.ts';
import { lookLater } from './look-later.ts';
import { ask, noteAsked, type OrderRun, optionsOf, useTool } from './order-run.ts';
import { isSameThing, rankSubstitutes } from './rank-substitutes.ts';

/** Candidates that the index is asked for at a time. */
const CANDIDATES = 60;
/** Substitutes that a question names. */
const OFFERED = 3;

/** Says why the product that the words mean is left out, and asks about the nearest one that does not conflict. */
export function offerInstead(run: OrderRun, avoided: Product, instead: Product, packs: number): void {
  tellAvoided(run, avoided);
  askForOneOf(run, [instead], packs);
}

/** Says why the product that the words mean is not added. */
export function tellAvoided(run: OrderRun, avoided: Product): void {
  const conflicts = conflictsOf(avoided, run.request.constraints);
  run.products.set(avoided.id, avoided);
  noteAsked(run, 'check_constraints', avoided.name, conflicts.map(({ kind }) => kind).join(', '));
  run.receipts.push({ kind: 'conflict', productId: avoided.id, name: avoided.name, conflicts });
}

/** Asks about what is left on the shelf when more was wanted. */
export function offerWhatIsLeft(run: OrderRun, product: Product, available: number, before: number): void {
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

/** Says that the shelf is empty, and offers what comes nearest. */
export function offerSubstitute(run: OrderRun, product: Product, packs: number): void {
  run.receipts.push({ kind: 'out_of_stock', productId: product.id, name: product.name });
  offerNearest(run, product, packs);
}

/** Leaves out what the shopper does not eat, and offers what comes nearest. */
export function leaveOut(run: OrderRun, product: Product, packs: number): void {
  tellAvoided(run, product);
  offerNearest(run, product, packs);
}

function offerNearest(run: OrderRun, product: Product, packs: number): void {
  lookLater(run, `look for something instead of ${product.name}`, async () => {
    const [best, ...others] = await findSubstitutes(run, product);
    if (best === undefined) return;
    const alike = others.filter((other) => isSameThing(product, other));
    askForOneOf(run, [best, ...alike].slice(0, OFFERED), packs);
  });
}

/** The first is meant by a plain yes. */
function askForOneOf(run: OrderRun, offered: readonly Product[], packs: number): void {
  const [best, ...others] = offered;
  if (best === undefined) return;
  for (const product of offered) run.products.set(product.id, product);
  const options = optionsOf(offered.map(toFocusProduct));
  const [first, ...rest] = options.map(({ label }) => label);
  const more = others.length === 0 ? '' : ` I also have ${listWords(rest)}.`;
  ask(run, {
    kind: 'choose_to_add',
    text: `Would you like ${first} instead?${more}`,
    options,
    command: { kind: 'choose_to_add', quantity: packs, preferred: best.id },
  });
}

/**
 * What can be had instead of a product, best first: of its category, else the same thing elsewhere; on the shelf,
 * fit for the shopper's diets and allergies, and not in the cart yet.
 */
export async function findSubstitutes(run: OrderRun, product: Product): Promise<readonly Product[]> {
  const { category, name } = product;
  const shelf = category === '' ? [] : await searchInstead(run, product, '', [category]);
  // A shelf may hold more than was looked through; what is called alike is among it in any case.
  const alike = category === '' ? [] : await searchInstead(run, product, name, [category]);
  const found = [...new Map([...alike, ...shelf].map((other) => [other.id, other])).values()];
  const elsewhere = found.length > 0 ? [] : await searchInstead(run, product, name);
  const same = elsewhere.filter((other) => isSameThing(product, other));
  return rankSubstitutes(product, [...found, ...same], run.request.habits);
}

async function searchInstead(
  run: OrderRun,
  product: Product,
  text: string,
  categories?: readonly string[],
): Promise<readonly Product[]> {
  const { constraints } = run.request;
  const page = await useTool(
    run,
    'find_substitute',
    `${text === '' ? 'the shelf of' : 'like'} ${product.name}`,
    () =>
      run.services.products.search(
        {
          text,
          excludeTerms: [],
          alpha: 0.5,
          filters: {
            ...(categories === undefined ? {} : { categories }),
            inStock: true,
            diets: constraints.diets,
            excludeAllergens: constraints.allergies,
          },
          limit: CANDIDATES,
          offset: 0,
          sort: 'relevance',
        },
        run.signal,
      ),
    ({ total }) => ({ outcome: 'done', observation: `${total} found` }),
  );
  const inCart = new Set(run.priced.cart.lines.map(({ productId }) => productId));
  return page.hits
    .map((hit) => hit.product)
    .filter((other) => other.id !== product.id && !inCart.has(other.id))
    .filter((other) => conflictsOf(other, constraints).length === 0);
}
