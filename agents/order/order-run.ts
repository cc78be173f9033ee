import type { Product } from '#agents/search/product.ts';
import type { ProductIndex, ProductPage } from '#agents/search/product-index.ts';
import type { CatalogueStatistics } from '#agents/search/query-statistics.ts';
import type { RecipeBook } from '#agents/search/recipe.ts';
import type {
  DialogueFocus,
  Displaced,
  FocusProduct,
  PendingQuestion,
} from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import type { CartLine } from './cart.ts';
import type { CartChange, CartCommand, CartDesk } from './cart-desk.ts';
import { type LineEntry, lineEntry } from './find-lines.ts';
import { toFocusProduct } from './focus-product.ts';
import type { Order } from './order.ts';
import type { OrderBook } from './order-book.ts';
import type { OrderRequest, PricedCart } from './order-outcome.ts';
import type { PromotionBook } from './promotion.ts';
import type { Receipt } from './receipt.ts';
import type { Observed, StepRecord } from './tool-steps.ts';

export interface OrderAgentServices {
  readonly desk: CartDesk;
  readonly products: ProductIndex;
  /** Without it every search takes a middling alpha. */
  readonly statistics?: CatalogueStatistics;
  readonly orders: Pick<OrderBook, 'list' | 'promotionUses'>;
  readonly promotions: PromotionBook;
  readonly recipes: RecipeBook;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How far back "it" and "add it back" can point. */
const MAX_REMEMBERED = 12;

/** The working state of one turn: what was observed and done so far. Only the tools below change it. */
export interface OrderRun {
  readonly services: OrderAgentServices;
  readonly request: OrderRequest;
  readonly signal: AbortSignal | undefined;
  /** The question that was open when the turn began. */
  readonly answering: PendingQuestion | null;
  readonly receipts: Receipt[];
  readonly steps: StepRecord;
  readonly products: Map<string, Product>;
  readonly questions: PendingQuestion[];
  focus: DialogueFocus;
  priced: PricedCart;
  order: Order | null;
  /** Committed changes that one undo takes back together. */
  changes: number;
  /** What the next addition takes the place of; empty when it comes on top. */
  displacing: Displaced;
  /** What is pointed at is in the list shown and nowhere else. */
  ofShown: boolean;
  /** What searches of this turn found already, by what is looked for. */
  readonly found: Map<ItemMention, ProductPage>;
  /** Why a search of this turn failed. */
  readonly unfound: Map<ItemMention, unknown>;
  /** Questions that are looked into after the other things: each with its place among the questions. */
  readonly later: { readonly at: number; readonly work: () => Promise<void> }[];
  /** Things that there were no steps left for. */
  readonly leftUndone: string[];
  /** Whether a store or the product index failed for one of the things. */
  failed: boolean;
}

/** Runs one tool: takes it into the record, with what came of it, and counts it against the turn's steps. */
export async function useTool<T>(
  run: OrderRun,
  tool: string,
  input: string,
  work: () => Promise<T>,
  observe: (result: T) => Observed,
): Promise<T> {
  run.signal?.throwIfAborted();
  const record = run.steps.begin(tool, input);
  try {
    const result = await work();
    record(observe(result));
    return result;
  } catch (error) {
    record({ outcome: 'failed', observation: error instanceof Error ? error.name : 'unknown' });
    throw error;
  }
}

/** Takes a question into the record that needed no look outside. */
export function noteAsked(run: OrderRun, tool: string, input: string, observation: string): void {
  run.steps.begin(tool, input)({ outcome: 'asked', observation });
}

/** Changes the cart under an id that the same turn, run again, gives the same change. */
export async function changeLine(run: OrderRun, command: CartCommand, detail: string): Promise<CartChange> {
  const { shopperId, turnId, conversationId } = run.request;
  const joinsUndo = run.changes > 0;
  const operationId = `turn:${turnId}:${run.steps.calls}`;
  const change = await useTool(
    run,
    command.kind,
    detail,
    () =>
      run.services.desk.change(shopperId, {
        command,
        expectedRevision: null,
        operationId,
        source: 'assistant',
        turn: { conversationId, turnId },
        joinsUndo,
      }),
    observeChange,
  );
  if (change.priced.cart.revision > run.priced.cart.revision) run.changes += 1;
  // What follows an undo or a redo is a change of its own.
  if (command.kind === 'undo' || command.kind === 'redo') run.changes = 0;
  run.priced = change.priced;
  return change;
}

function observeChange(change: CartChange): Observed {
  const { revision } = change.priced.cart;
  if (change.kind === 'changed') return { outcome: 'done', observation: `cart revision ${revision}` };
  const why = change.kind === 'refused' ? change.refusal.kind : change.kind;
  return { outcome: 'refused', observation: why.replaceAll('_', ' ') };
}

/** The products of these ids, in that order, remembered for cards and citations. */
export async function lookUp(run: OrderRun, ids: readonly string[]): Promise<readonly Product[]> {
  const missing = ids.filter((id) => !run.products.has(id));
  if (missing.length > 0) {
    for (const product of await run.services.products.get(missing, run.signal)) {
      run.products.set(product.id, product);
    }
  }
  return ids.flatMap((id) => run.products.get(id) ?? []);
}

/** The cart's lines with what the catalogue knows of their products. */
export async function cartEntries(run: OrderRun): Promise<readonly LineEntry[]> {
  const { lines } = run.priced.cart;
  const ids = lines.map(({ productId }) => productId);
  const products = ids.length === 0 ? [] : await run.services.products.get(ids, run.signal);
  const byId = new Map(products.map((product) => [product.id, product]));
  return lines.map((line) => lineEntry(line, byId.get(line.productId)));
}

export function lineOf(run: OrderRun, productId: string): CartLine | undefined {
  return run.priced.cart.lines.find((line) => line.productId === productId);
}

/** Leaves a question open; further ones of the turn wait their turn behind it. */
export function ask(run: OrderRun, question: PendingQuestion): void {
  const { command } = question;
  const swaps = command.kind === 'choose_to_add' || command.kind === 'add_despite';
  const displaces = run.displacing;
  run.questions.push(
    swaps && displaces.length > 0 ? { ...question, command: { ...command, displaces } } : question,
  );
}

export function touch(run: OrderRun, product: FocusProduct, quantity: number): void {
  run.focus = { ...run.focus, touched: newestFirst({ product, quantity }, run.focus.touched) };
}

export function noteRemoved(run: OrderRun, product: FocusProduct, quantity: number): void {
  const { productId } = product;
  run.focus = {
    ...run.focus,
    removed: newestFirst({ product, quantity }, run.focus.removed),
    touched: run.focus.touched.filter((other) => other.product.productId !== productId),
  };
}

function newestFirst<T extends { readonly product: FocusProduct }>(
  newest: T,
  others: readonly T[],
): readonly T[] {
  const older = others.filter(({ product }) => product.productId !== newest.product.productId);
  return [newest, ...older].slice(0, MAX_REMEMBERED);
}

export function entryFocus({ line, product }: LineEntry): FocusProduct {
  return product === null ? lineFocus(line) : toFocusProduct(product);
}

/** What a line alone tells of its product. */
export function lineFocus(line: CartLine): FocusProduct {
  return {
    productId: line.productId,
    name: line.name,
    brand: null,
    sizeText: null,
    sizeAmount: null,
    priceCents: line.unitPriceCents,
    organic: false,
  };
}

/** Names that tell options apart: the size follows where names are the same. */
export function optionsOf(
  products: readonly {
    readonly productId: string;
    readonly name: string;
    readonly sizeText: string | null;
  }[],
): PendingQuestion['options'] {
  return products.map(({ productId, name, sizeText }) => {
    const twin = products.some((other) => other.productId !== productId && other.name === name);
    return { label: twin && sizeText !== null ? `${name}, ${sizeText}` : name, productId };
  });
}
