import { type Cart, type CartLine, MAX_LINE_QUANTITY, MAX_LINES } from './cart.ts';

/** One change of a cart's contents. */
export type CartOperation =
  /** Merges with the line of the same product, which takes the name and price given here. */
  | { readonly kind: 'add'; readonly line: CartLine }
  /** Zero removes. */
  | { readonly kind: 'set'; readonly lineId: string; readonly quantity: number }
  | { readonly kind: 'remove'; readonly lineId: string }
  /** Sets the lines of `out` and adds `line`, as one change. */
  | {
      readonly kind: 'swap';
      readonly out: readonly { readonly lineId: string; readonly quantity: number }[];
      readonly line: CartLine;
    }
  | { readonly kind: 'clear' }
  | { readonly kind: 'use_code'; readonly code: string }
  /** Puts whole contents in place: undo, redo, or what is true at confirmation. */
  | { readonly kind: 'restore'; readonly contents: Pick<Cart, 'lines' | 'promotionCodes'> };

export type CartReduction =
  | { readonly kind: 'changed'; readonly cart: Cart }
  /** The operation asks for what already is; the revision stays. */
  | { readonly kind: 'unchanged'; readonly cart: Cart }
  | {
      readonly kind: 'refused';
      readonly refusal:
        | { readonly kind: 'unknown_line' }
        | { readonly kind: 'limit'; readonly what: 'lines' | 'quantity'; readonly max: number };
    };

/** Applies one operation to a cart. Pure: a change raises the revision by one, a refusal changes nothing. */
export function reduceCart(cart: Cart, operation: CartOperation): CartReduction {
  switch (operation.kind) {
    case 'add':
      return addLine(cart, operation.line);
    case 'set':
      return setQuantity(cart, operation.lineId, operation.quantity);
    case 'remove':
      return setQuantity(cart, operation.lineId, 0);
    case 'swap':
      return swapLines(cart, operation.out, operation.line);
    case 'clear':
      return cart.lines.length === 0 && cart.promotionCodes.length === 0
        ? { kind: 'unchanged', cart }
        : changed(cart, { lines: [], promotionCodes: [] });
    case 'use_code':
      return cart.promotionCodes.includes(operation.code)
        ? { kind: 'unchanged', cart }
        : changed(cart, { promotionCodes: [...cart.promotionCodes, operation.code] });
    case 'restore':
      return changed(cart, operation.contents);
  }
}

function addLine(cart: Cart, line: CartLine): CartReduction {
  if (!Number.isInteger(line.quantity) || line.quantity < 1) {
    throw new RangeError(
      `Cannot add ${line.quantity} of ${line.productId}: a quantity is a whole number from 1.`,
    );
  }
  const present = cart.lines.find(({ productId }) => productId === line.productId);
  const quantity = (present?.quantity ?? 0) + line.quantity;
  if (quantity > MAX_LINE_QUANTITY) return tooMany('quantity', MAX_LINE_QUANTITY);
  if (present === undefined) {
    if (cart.lines.length >= MAX_LINES) return tooMany('lines', MAX_LINES);
    return changed(cart, { lines: [...cart.lines, line] });
  }
  const merged = { ...line, lineId: present.lineId, quantity };
  return changed(cart, { lines: cart.lines.map((other) => (other === present ? merged : other)) });
}

function swapLines(
  cart: Cart,
  out: Extract<CartOperation, { kind: 'swap' }>['out'],
  line: CartLine,
): CartReduction {
  let room = cart;
  for (const { lineId, quantity } of out) {
    const reduced = setQuantity(room, lineId, quantity);
    if (reduced.kind === 'refused') return reduced;
    room = reduced.cart;
  }
  const added = addLine(room, line);
  return added.kind === 'refused' ? added : changed(cart, { lines: added.cart.lines });
}

function setQuantity(cart: Cart, lineId: string, quantity: number): CartReduction {
  if (!Number.isInteger(quantity) || quantity < 0) {
    throw new RangeError(`Cannot set a line to ${quantity}: a quantity is a whole number from 0.`);
  }
  const present = cart.lines.find((line) => line.lineId === lineId);
  if (present === undefined) return { kind: 'refused', refusal: { kind: 'unknown_line' } };
  if (quantity > MAX_LINE_QUANTITY) return tooMany('quantity', MAX_LINE_QUANTITY);
  if (quantity === present.quantity) return { kind: 'unchanged', cart };
  const lines =
    quantity === 0
      ? cart.lines.filter((line) => line !== present)
      : cart.lines.map((line) => (line === present ? { ...line, quantity } : line));
  return changed(cart, { lines });
}

function changed(cart: Cart, contents: Partial<Pick<Cart, 'lines' | 'promotionCodes'>>): CartReduction {
  const { lines = cart.lines, promotionCodes = cart.promotionCodes } = contents;
  return { kind: 'changed', cart: { ...cart, lines, promotionCodes, revision: cart.revision + 1 } };
}

function tooMany(what: 'lines' | 'quantity', max: number): CartReduction {
  return { kind: 'refused', refusal: { kind: 'limit', what, max } };
}
