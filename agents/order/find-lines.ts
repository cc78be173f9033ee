import type { Product } from '#agents/search/product.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import type { DialogueFocus } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import type { CartLine } from './cart.ts';
import { allWords, holdsAll, isHead, labelWords, type Nameable, passesFilters } from './match-words.ts';
import { resolveReference } from './resolve-reference.ts';

/** A cart line with what the catalogue still knows of its product. */
export interface LineEntry extends Nameable {
  readonly id: string;
  readonly line: CartLine;
  readonly product: Product | null;
}

export function lineEntry(line: CartLine, product: Product | undefined): LineEntry {
  const facts = product ?? { name: line.name, priceCents: line.unitPriceCents };
  return { ...facts, id: line.productId, name: line.name, line, product: product ?? null };
}

export type FoundLines =
  | { readonly kind: 'found'; readonly entries: readonly LineEntry[] }
  | { readonly kind: 'ambiguous'; readonly entries: readonly LineEntry[] }
  | { readonly kind: 'none' };

/** Which lines of the cart a mention means: exactly those, or the few between which the shopper must choose. */
export function findLines(
  mention: ItemMention,
  cart: readonly LineEntry[],
  focus: DialogueFocus,
): FoundLines {
  const { reference, query } = mention;
  const all = reference?.kind === 'deixis' && reference.plural;
  const named = cart.filter((entry) => passesFilters(entry, mention.filters) && !excluded(entry, mention));
  const pool = query === '' ? named : byWords(query, named);
  if (pool.length === 0) return { kind: 'none' };
  if (all && query !== '') return { kind: 'found', entries: pool };
  if (reference === null) return query === '' ? lastTouched(pool, focus) : decide(pool);
  if (reference.kind === 'deixis') {
    if (query !== '') return touchedAmong(pool, focus) ?? decide(pool);
    if (reference.amongLast === true) return amongLast(pool, focus);
    const both = all && pool.length === 2 && /\bboth\b/i.test(mention.said);
    if (both) return { kind: 'found', entries: pool };
    return all ? shownLines(pool, focus) : lastTouched(pool, focus);
  }
  // "the first one I added" counts in the cart
  const ofCart = /\b(?:i|we|you) (?:\w+ )?(?:added|put)\b/i.test(mention.said);
  if (reference.kind === 'ordinal' && !ofCart) {
    const shown = focus.shown.flatMap(({ productId }) =>
      cart.filter(({ id }) => id === productId).slice(0, 1),
    );
    // "the second one" counts in the list on the screen; when that is not in the cart, in the cart.
    const meant = focus.shown.at(reference.index > 0 ? reference.index - 1 : reference.index)?.productId;
    const onScreen = shown.filter(({ id }) => id === meant && pool.some((entry) => entry.id === id));
    if (onScreen.length > 0 && query === '') return { kind: 'found', entries: onScreen };
  }
  if (reference.kind === 'other') return otherLine(pool, focus);
  const found = resolveReference(reference, pool, focus.touched[0]?.product.productId ?? null);
  return found.length === 0 ? { kind: 'none' } : decide(found);
}

/** Label first, then aliases and category; a thing itself before things made of it. */
function byWords(query: string, cart: readonly LineEntry[]): readonly LineEntry[] {
  const label = cart.filter((entry) => holdsAll(query, labelWords(entry)));
  const found = label.length > 0 ? label : cart.filter((entry) => holdsAll(query, allWords(entry)));
  const heads = found.filter((entry) => isHead(query, entry));
  return heads.length > 0 ? heads : found;
}

function excluded(entry: LineEntry, { excludeTerms }: ItemMention): boolean {
  return excludeTerms.some((term) => contentTokens(term).length > 0 && holdsAll(term, labelWords(entry)));
}

function decide(entries: readonly LineEntry[]): FoundLines {
  if (entries.length === 0) return { kind: 'none' };
  return { kind: entries.length === 1 ? 'found' : 'ambiguous', entries };
}

function touchedAmong(pool: readonly LineEntry[], focus: DialogueFocus): FoundLines | null {
  const touched = focus.touched.find(({ product }) => pool.some(({ id }) => id === product.productId));
  const entry = pool.find(({ id }) => id === touched?.product.productId);
  return entry === undefined ? null : { kind: 'found', entries: [entry] };
}

/** "it": the line touched last, the only product on the screen, or the only line. */
function lastTouched(pool: readonly LineEntry[], focus: DialogueFocus): FoundLines {
  const last = focus.touched[0]?.product.productId;
  const onlyShown = focus.shown.length === 1 ? focus.shown[0]?.productId : undefined;
  const entry = pool.find(({ id }) => id === last) ?? pool.find(({ id }) => id === onlyShown);
  return entry === undefined ? decide(pool) : { kind: 'found', entries: [entry] };
}

/** "the bigger one", after several things were added: one of those. */
function amongLast(pool: readonly LineEntry[], focus: DialogueFocus): FoundLines {
  const last = focus.last?.lines.map(({ productId }) => productId) ?? [];
  return decide(pool.filter(({ id }) => last.includes(id)));
}

/** "those": what is on the screen and in the cart; else the whole of a cart of two; else it must be asked. */
function shownLines(pool: readonly LineEntry[], focus: DialogueFocus): FoundLines {
  const shown = pool.filter(({ id }) => focus.shown.some(({ productId }) => productId === id));
  if (shown.length > 0) return { kind: 'found', entries: shown };
  // "remove all of that", right after several things went in
  const { last } = focus;
  const added = last?.kind === 'added' && last.lines.length > 1 ? last.lines : [];
  const justAdded = pool.filter(({ id }) => added.some(({ productId }) => productId === id));
  if (justAdded.length > 0) return { kind: 'found', entries: justAdded };
  return pool.length <= 2 ? { kind: 'found', entries: pool } : decide(pool);
}

/** "the other one": of two, the one not touched last; of more, the one other of the same category. */
function otherLine(pool: readonly LineEntry[], focus: DialogueFocus): FoundLines {
  const last = focus.touched[0]?.product.productId;
  const others = pool.filter(({ id }) => id !== last);
  if (others.length === 1) return decide(others);
  const category = pool.find(({ id }) => id === last)?.category;
  const alike = others.filter((entry) => category !== undefined && entry.category === category);
  return decide(alike.length > 0 ? alike : others);
}
