import type { AnnouncementOrigin } from './announce.ts';
import { announceCartChange } from './announce-cart.ts';
import { type Cart, type CartLine, MAX_LINE_QUANTITY } from './cart.ts';
import type { CartChange, CartCommand, CartDesk, CartRefusal } from './cart-desk.ts';
import { type CartOperation, reduceCart } from './cart-reducer.ts';
import type { CartCommit } from './cart-store.ts';
import { type CartDeskServices, priceToday, pricingFacts } from './desk-services.ts';
import { judgePromotion, priceCart } from './price-cart.ts';
import { barReason, normalizeCode } from './promotion-reason.ts';

/** Tries against other devices before giving up; each lost try means that another change was stored. */
const MAX_TRIES = 20;

/** Another device changed the cart each time this change was tried; nothing was stored. */
export class CartBusy extends Error {
  override readonly name = 'CartBusy';
  readonly retryable = true;
}

type Plan =
  | { readonly kind: 'commit'; readonly operation: CartOperation; readonly currency?: string }
  | { readonly kind: 'refused'; readonly refusal: CartRefusal };

/** Makes one change of a cart: checks it against catalogue, limits and promotions, then commits it once. */
export async function changeCart(
  services: CartDeskServices,
  shopperId: string,
  change: Parameters<CartDesk['change']>[1],
): Promise<CartChange> {
  const { command, expectedRevision, operationId } = change;
  const request = change.clientKey === true ? JSON.stringify(command) : undefined;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const cart = await services.carts.load(shopperId);
    const repeated = async (): Promise<CartChange | null> => {
      const earlier = await services.carts.findOperation(shopperId, operationId);
      if (earlier === null) return null;
      const priced = await priceToday(services, cart);
      const isOther = request !== undefined && earlier.request !== null && earlier.request !== request;
      return isOther
        ? { kind: 'refused', refusal: { kind: 'key_reused' }, priced }
        : { kind: 'changed', priced };
    };
    if (expectedRevision !== null && expectedRevision !== cart.revision) {
      return (await repeated()) ?? { kind: 'stale', priced: await priceToday(services, cart) };
    }
    const plan = await planChange(services, cart, command);
    const reduction = plan.kind === 'refused' ? plan : reduceCart(withCurrency(cart, plan), plan.operation);
    if (reduction.kind === 'refused') {
      const { refusal } = reduction;
      return (await repeated()) ?? { kind: 'refused', refusal, priced: await priceToday(services, cart) };
    }
    if (reduction.kind === 'unchanged') {
      return (await repeated()) ?? { kind: 'changed', priced: await priceToday(services, cart) };
    }
    const origin: AnnouncementOrigin = {
      shopperId,
      operationId,
      source: change.source,
      turn: change.turn,
      now: services.now(),
    };
    const commit: Omit<CartCommit, 'undoable'> = {
      next: reduction.cart,
      expectedRevision: cart.revision,
      operationId,
      request,
      announcements: announceCartChange(origin, command.kind, cart, reduction.cart),
    };
    const result =
      command.kind === 'undo'
        ? await services.carts.commitUndo(commit)
        : command.kind === 'redo'
          ? await services.carts.commitRedo(commit)
          : await services.carts.commit({ ...commit, undoable: change.joinsUndo !== true });
    if (result.kind === 'repeated') {
      const answer = await repeated();
      if (answer !== null) return answer;
    }
    if (result.kind !== 'stale') return { kind: 'changed', priced: await priceToday(services, result.cart) };
    if (expectedRevision !== null) return { kind: 'stale', priced: await priceToday(services, result.cart) };
  }
  throw new CartBusy(`The cart was changed elsewhere ${MAX_TRIES} times in a row. Try again.`);
}

async function planChange(services: CartDeskServices, cart: Cart, command: CartCommand): Promise<Plan> {
  switch (command.kind) {
    case 'add':
      return planAddition(services, cart, command);
    case 'swap': {
      const left = new Map(command.out.map(({ lineId, quantity }) => [lineId, quantity]));
      const lines = cart.lines.flatMap((line) => {
        const quantity = left.get(line.lineId) ?? line.quantity;
        return quantity === 0 ? [] : [{ ...line, quantity }];
      });
      const plan = await planAddition(services, { ...cart, lines }, command);
      if (plan.kind === 'refused' || plan.operation.kind !== 'add') return plan;
      return { ...plan, operation: { kind: 'swap', out: command.out, line: plan.operation.line } };
    }
    case 'set':
      return planQuantity(services, cart, command);
    case 'clear':
      return { kind: 'commit', operation: { kind: 'clear' } };
    case 'undo': {
      const contents = await services.carts.previous(cart.shopperId);
      if (contents === null) return { kind: 'refused', refusal: { kind: 'nothing_to_undo' } };
      return { kind: 'commit', operation: { kind: 'restore', contents } };
    }
    case 'redo': {
      const contents = await services.carts.undone(cart.shopperId);
      if (contents === null) return { kind: 'refused', refusal: { kind: 'nothing_to_redo' } };
      return { kind: 'commit', operation: { kind: 'restore', contents } };
    }
    case 'apply_promotion':
      return planPromotion(services, cart, normalizeCode(command.code));
    case 'remove_promotion': {
      const code = command.code === null ? null : normalizeCode(command.code);
      const promotionCodes = cart.promotionCodes.filter((held) => code !== null && held !== code);
      if (promotionCodes.length === cart.promotionCodes.length) {
        return { kind: 'refused', refusal: { kind: 'promotion', reason: 'it is not on your cart' } };
      }
      return {
        kind: 'commit',
        operation: { kind: 'restore', contents: { lines: cart.lines, promotionCodes } },
      };
    }
  }
}

async function planAddition(
  services: CartDeskServices,
  cart: Cart,
  { productId, quantity }: { readonly productId: string; readonly quantity: number },
): Promise<Plan> {
  const [product] = await services.products.get([productId]);
  if (product === undefined) return { kind: 'refused', refusal: { kind: 'unknown_product' } };
  const present = cart.lines.find((line) => line.productId === product.id);
  const wanted = (present?.quantity ?? 0) + quantity;
  // The line's limit is named before the shelf's, which may be far above it.
  if (wanted <= MAX_LINE_QUANTITY && product.stock !== null && wanted > product.stock) {
    return { kind: 'refused', refusal: { kind: 'out_of_stock', available: product.stock } };
  }
  const currency = cart.lines.length === 0 ? product.currency : cart.currency;
  const line: CartLine = {
    lineId: services.newId(),
    productId: product.id,
    name: product.name,
    quantity,
    unit: product.unit,
    // A price in another currency cannot be added up with the rest: to this cart it is not known.
    unitPriceCents: product.currency === currency ? product.priceCents : null,
  };
  return { kind: 'commit', operation: { kind: 'add', line }, currency };
}

async function planQuantity(
  services: CartDeskServices,
  cart: Cart,
  command: Extract<CartCommand, { kind: 'set' }>,
): Promise<Plan> {
  const line = cart.lines.find(({ lineId }) => lineId === command.lineId);
  if (line !== undefined && command.quantity > line.quantity && command.quantity <= MAX_LINE_QUANTITY) {
    const [product] = await services.products.get([line.productId]);
    const available = product === undefined ? 0 : product.stock;
    if (available !== null && command.quantity > available) {
      return { kind: 'refused', refusal: { kind: 'out_of_stock', available } };
    }
  }
  return {
    kind: 'commit',
    operation: { kind: 'set', lineId: command.lineId, quantity: command.quantity },
  };
}

/** A code is taken only when it lowers today's total; otherwise the reason is given. */
async function planPromotion(services: CartDeskServices, cart: Cart, code: string): Promise<Plan> {
  const refuse = (reason: string): Plan => ({ kind: 'refused', refusal: { kind: 'promotion', reason } });
  const promotion = services.promotions.all().find((candidate) => candidate.code === code);
  if (promotion === undefined) return refuse('there is no such code');
  if (cart.promotionCodes.includes(code)) return { kind: 'commit', operation: { kind: 'use_code', code } };
  const facts = await pricingFacts(services, cart);
  const withCode = { ...cart, promotionCodes: [...cart.promotionCodes, code] };
  const reason = barReason(judgePromotion(withCode, promotion, facts), cart.currency);
  if (reason !== null) return refuse(reason);
  if (priceCart(withCode, facts).totalCents >= priceCart(cart, facts).totalCents) {
    return refuse('your other discounts already save you at least as much');
  }
  return { kind: 'commit', operation: { kind: 'use_code', code } };
}

function withCurrency(cart: Cart, plan: Extract<Plan, { kind: 'commit' }>): Cart {
  return plan.currency === undefined ? cart : { ...cart, currency: plan.currency };
}
