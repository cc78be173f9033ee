import { ofOneUse } from '#agents/search/is-eaten.ts';
import type { Product } from '#agents/search/product.ts';
import { parsePackSize } from '#agents/search/size.ts';
import type { ItemMention, Reference, SaidAmount } from '#agents/supervisor/intent.ts';
import { addAsBefore } from './add-as-before.ts';
import { attempt } from './attempt.ts';
import { countPacks } from './count-packs.ts';
import { changeMeantLine } from './edit-lines.ts';
import { findLines } from './find-lines.ts';
import { toFocusProduct } from './focus-product.ts';
import { allWords, holdsAll, isHead, passesFilters } from './match-words.ts';
import { offerInstead, tellAvoided } from './offer-substitute.ts';
import { ask, cartEntries, lookUp, type OrderRun, optionsOf } from './order-run.ts';
import { countNamed, unlikeNamed } from './packing.ts';
import { MAX_OPTIONS, pickProduct } from './pick-product.ts';
import { putInCart } from './put-in-cart.ts';
import { repeatOrder } from './repeat-order.ts';
import { asMuchAsReplaced, replacedAmount } from './replaced-amount.ts';
import { resolveReference } from './resolve-reference.ts';
import { searchThing, searchThings } from './search-things.ts';
import { singledOut } from './singled-out.ts';
import { takeNamedSize } from './take-named-size.ts';
import { addLines } from './usual-order.ts';
import { noUsual, usualQuantity } from './usual-thing.ts';

/** Of a longer list "all of them" is asked about first. */
const MAX_ADDED_AT_ONCE = 6;

/** Adds each mentioned thing: what can't be added is told and does not hold up the others. */
export async function addMentions(run: OrderRun, mentions: readonly ItemMention[]): Promise<void> {
  const named = run.answering?.command.kind === 'choose_to_add' ? [] : mentions.filter(isNamed);
  if (named.length > 1) await searchThings(run, named);
  for (const mention of mentions) {
    await attempt(run, `add ${mention.said}`, () => addMention(run, mention));
    run.displacing = [];
  }
}

/** Whether the thing is looked for by its name in any case, wherever else it might be found. */
function isNamed({ query, reference, amount, restore }: ItemMention): boolean {
  const isNew = amount === null || amount.mode === 'absolute';
  return query !== '' && isNew && reference === null && restore !== true;
}

/** Adds one mentioned thing: what is pointed at, else what is named. */
export async function addMention(run: OrderRun, mention: ItemMention): Promise<void> {
  const { reference, query, amount } = mention;
  if (amount?.mode === 'factor' || amount?.mode === 'fewer') return changeMeantLine(run, mention, amount);
  if (reference?.kind === 'habit' && query === '') {
    if (reference.which !== undefined) return repeatOrder(run, reference.which);
    return addLines(run, run.request.usualBasket, 'usual');
  }
  if (amount?.mode === 'more' && mention.restore !== true && (await addMoreOfLine(run, mention, amount)))
    return;
  if (await answersOpenChoice(run, mention)) return;
  if (reference?.kind === 'habit' && reference.which !== undefined) {
    return addAsBefore(run, mention, reference.which);
  }
  const pointed =
    reference !== null || query === '' || mention.restore === true ? await pointedAt(run, mention) : [];
  const [only, ...others] = pointed;
  if (only === undefined) {
    const [first] = await lookUp(run, [singledOut(run.focus, mention) ?? []].flat());
    if (first !== undefined) return addChosen(run, { product: first, quantity: null }, amount);
    if (query !== '') return addNamed(run, mention);
    run.receipts.push({ kind: 'unclear', said: mention.said });
    return;
  }
  if (others.length === 0) return addChosen(run, only, amount);
  // "4 of them", said of a list of eight, are not four of each
  const ofEach = amount === null || /\b(?:each|every|all|both)\b/i.test(mention.said);
  if (reference?.kind === 'deixis' && reference.plural && ofEach) return addThose(run, pointed, amount);
  askWhich(
    run,
    pointed.map(({ product }) => product),
    mention,
  );
}

/** "3 more milk" with one milk in the cart means that one. */
async function addMoreOfLine(run: OrderRun, mention: ItemMention, amount: SaidAmount): Promise<boolean> {
  const found = findLines(mention, await cartEntries(run), run.focus);
  const entry = found.kind === 'found' ? found.entries[0] : undefined;
  if (entry?.product == null) return false;
  const { packs, note, fit } = countPacks(amount, entry.product, false);
  await putInCart(run, { product: entry.product, packs, because: 'chosen', note, unsure: fit === 'unknown' });
  return true;
}

/** "oatly", said after "which oat milk?". */
async function answersOpenChoice(run: OrderRun, mention: ItemMention): Promise<boolean> {
  const { query, reference, amount } = mention;
  const open = run.answering;
  if (open?.command.kind !== 'choose_to_add' || query === '' || reference !== null) return false;
  const options = await lookUp(
    run,
    open.options.flatMap(({ productId }) => productId ?? []),
  );
  const fitting = options.filter((option) => holdsAll(query, allWords(option)));
  const [product] = fitting;
  if (product === undefined || fitting.length > 1) return false;
  // "add eggs" asks for eggs, whatever is offered in the place of mayonnaise.
  const { hits } = await searchThing(run, mention);
  if (hits.some((hit) => hit.exactName && !options.some(({ id }) => id === hit.product.id))) return false;
  const count = amount === null ? null : countPacks(amount, product, true);
  const packs = count?.packs ?? open.command.quantity;
  run.displacing = open.command.displaces ?? [];
  await putInCart(run, {
    product,
    packs,
    because: 'chosen',
    note: count?.note ?? null,
    unsure: count?.fit === 'unknown',
  });
  return true;
}

/** "add 2" without a name: of what was spoken of last. */
const THAT: Reference = { kind: 'deixis', plural: false };

interface Pointed {
  readonly product: Product;
  /** How many it was, for something taken out before. */
  readonly quantity: number | null;
}

/** What a mention points at, in the first place where it points at anything. */
async function pointedAt(run: OrderRun, mention: ItemMention): Promise<readonly Pointed[]> {
  const { reference, query } = mention;
  const { shown, touched, removed, answered } = run.focus;
  const back = mention.restore === true;
  const options = run.answering?.options.flatMap(({ productId }) => productId ?? []) ?? [];
  const shownIds = shown.map(({ productId }) => productId);
  const touchedIds = touched.map(({ product }) => product.productId);
  const removedIds = removed.map(({ product }) => product.productId);
  const isThat = reference === null || (reference.kind === 'deixis' && !reference.plural);
  const places = back
    ? [removedIds.slice(0, query === '' && reference?.kind !== 'ordinal' ? 1 : undefined)]
    : run.ofShown
      ? [shownIds]
      : [
          options,
          isThat && answered != null ? [answered] : [],
          shownIds,
          touchedIds.slice(0, 1),
          removedIds.slice(0, 1),
        ];
  const lastId = touchedIds[0] ?? null;
  for (const ids of places) {
    const products = (await lookUp(run, ids)).filter(
      (product) =>
        (query === '' || holdsAll(query, allWords(product))) && passesFilters(product, mention.filters),
    );
    const meant = resolveReference(reference ?? THAT, ofThing(run, reference, products), lastId);
    const found = isSingledOut(run, reference ?? THAT, ids === shownIds) ? meant.slice(0, 1) : meant;
    if (found.length === 0) continue;
    return found.map((product) => ({
      product,
      quantity: back
        ? (removed.find((item) => item.product.productId === product.id)?.quantity ?? null)
        : null,
    }));
  }
  return [];
}

/** "Add the cheapest one" of a list of pasta compares no sauce that is on it. */
function ofThing(
  { focus }: OrderRun,
  reference: Reference | null,
  products: readonly Product[],
): readonly Product[] {
  const [sought, ...others] = focus.sought ?? [];
  if (reference?.kind !== 'superlative' || sought === undefined || others.length > 0) return products;
  const things = products.filter((product) => isHead(sought.query, product));
  return things.length > 0 ? things : products;
}

/** "The cheapest is …" was the answer: "that" is the first of the list. */
function isSingledOut({ focus }: OrderRun, reference: Reference, ofShown: boolean): boolean {
  const [sought, ...others] = focus.sought ?? [];
  const inOrder = sought !== undefined && others.length === 0 && sought.sort !== 'relevance';
  return ofShown && inOrder && reference.kind === 'deixis' && !reference.plural;
}

async function addChosen(
  run: OrderRun,
  { product, quantity }: Pointed,
  amount: SaidAmount | null,
): Promise<void> {
  const count = amount === null ? null : countPacks(amount, product, false);
  await putInCart(run, {
    product,
    packs: count?.packs ?? quantity ?? 1,
    because: 'chosen',
    note: count?.note ?? null,
    unsure: count?.fit === 'unknown',
  });
}

async function addThose(
  run: OrderRun,
  pointed: readonly Pointed[],
  amount: SaidAmount | null,
): Promise<void> {
  if (pointed.length <= MAX_ADDED_AT_ONCE) {
    for (const one of pointed) await addChosen(run, one, amount);
    return;
  }
  const lines = pointed.map(({ product, quantity }) => ({
    productId: product.id,
    quantity: amount === null ? (quantity ?? 1) : countPacks(amount, product, false).packs,
  }));
  ask(run, {
    kind: 'add_all',
    text: `Shall I add all ${lines.length} of them?`,
    options: [
      { label: 'Yes, all of them', productId: null },
      { label: 'No', productId: null },
    ],
    command: { kind: 'add_all', lines },
  });
}

/** Adds what a name means. `anyKind` takes the best of several kinds, as for a recipe, instead of asking. */
export async function addNamed(run: OrderRun, mention: ItemMention, anyKind = false): Promise<void> {
  const { query, reference, said } = mention;
  const amount = mention.amount ?? replacedAmount(run, mention);
  const page = await searchThing(run, mention);
  const { habits, constraints } = run.request;
  const pick = pickProduct({
    query,
    hits: ofOneUse(page.hits),
    amount,
    size: mention.size === undefined ? null : parsePackSize(mention.size),
    packing: mention.packing,
    reference,
    sort: mention.sort,
    habits,
    constraints,
  });
  const [best] = pick.kind === 'choose' && anyKind ? pick.products : [];
  if (pick.kind === 'choose' && best === undefined) {
    run.steps.asked('search');
    if (pick.avoided !== undefined) tellAvoided(run, pick.avoided);
    return askWhich(run, pick.products, { ...mention, amount });
  }
  if (pick.kind === 'none') {
    run.receipts.push({ kind: 'no_match', said, near: pick.near.map(({ name }) => name) });
    if (pick.near.length > 0) run.steps.asked('search');
    if (pick.near.length > 0) askWhich(run, pick.near, { ...mention, amount }, 'Would one of these do');
    return;
  }
  const { product, because } =
    pick.kind === 'picked' ? pick : { product: best, because: 'best_match' as const };
  if (product === undefined) return;
  const asked = amount === null ? null : countNamed(amount, mention.packing, product);
  const count =
    asked === null || mention.amount !== null ? asked : await asMuchAsReplaced(run, asked, product);
  if (pick.kind === 'picked' && pick.avoided !== undefined && !anyKind) {
    return offerInstead(run, pick.avoided, product, count?.packs ?? 1);
  }
  const unlike = unlikeNamed(mention, product);
  if (unlike !== null) {
    const packs = count?.packs ?? 1;
    const ask = (products: readonly Product[]) => askWhich(run, products, { ...mention, amount });
    if (await takeNamedSize(run, mention, { product, packs }, ask)) return;
    return putInCart(run, { product, packs, because, note: unlike, unsure: true });
  }
  await putInCart(run, {
    product,
    packs: count?.packs ?? usualQuantity(run, product, because, mention),
    because,
    note: count?.note ?? noUsual(because, mention),
    unsure: count?.fit === 'unknown',
    unnamed: anyKind,
  });
}

function askWhich(
  run: OrderRun,
  products: readonly Product[],
  { query, amount }: ItemMention,
  words = `Which ${query === '' ? 'one' : query} would you like`,
): void {
  const offered = products.slice(0, MAX_OPTIONS);
  for (const product of offered) run.products.set(product.id, product);
  const [first] = offered;
  const quantity = amount === null || first === undefined ? 1 : countPacks(amount, first, true).packs;
  run.focus = { ...run.focus, shown: offered.map(toFocusProduct) };
  const options = optionsOf(offered.map(toFocusProduct));
  const text =
    options.length === 1
      ? `Did you mean ${options[0]?.label}?`
      : `${words}: ${options.map(({ label }) => label).join(', ')}?`;
  const command = { kind: 'choose_to_add', quantity, ...(query === '' ? {} : { query, amount }) } as const;
  ask(run, { kind: 'choose_to_add', text, options, command });
}
