import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { ReplyProduct, TurnReply } from '#agents/response-compiler/reply.ts';
import { asExpected, linesOf } from './scenario-utterances.ts';

/** One turn of a conversation; the format is described in tests/README.md. What `expect` leaves out is not looked at. */
export interface ScenarioTurn {
  readonly say: string;
  readonly expect?: {
    /** The intents, in order: names, or a name with the slots that matter. */
    readonly intents?: readonly (string | ({ readonly name: string } & Readonly<Record<string, unknown>>))[];
    /** The whole cart: a part of each line's name, in any case, and its quantity. */
    readonly cart?: Readonly<Record<string, number>>;
    /** Whether the assistant asks back. */
    readonly question?: boolean;
    readonly textIncludes?: readonly string[];
    /** How many discounts the cart has. */
    readonly discounts?: number;
    readonly products?: {
      /** None of them was shown before in the conversation (true), or exactly those of so many turns before (a number). */
      readonly fresh?: true | number;
      /** At least so many are shown; 1 when left out. */
      readonly atLeast?: number;
      /** All have this in their names, in any case; "a|b" means either. */
      readonly named?: string;
      readonly diets?: readonly string[];
      readonly without?: readonly string[];
      readonly maxCents?: number;
      readonly minCents?: number;
      readonly brand?: string;
    };
  };
}

/** The conversations that the project comes with. */
export const OWN_CONVERSATIONS = fileURLToPath(new URL('../scenarios/conversations', import.meta.url));

/** The conversations of a file, and single turns as conversations of one; utterances are passed over. */
export function conversationsOf(file: string): readonly (readonly ScenarioTurn[])[] {
  return linesOf(file).flatMap((line) => {
    if (Array.isArray(line)) return [line as readonly ScenarioTurn[]];
    return typeof line === 'object' && line !== null && 'say' in line ? [[line as ScenarioTurn]] : [];
  });
}

/** How a reply differs from what the turn expects, in words; nothing when it is as expected. */
export function missesOf(
  { expect }: ScenarioTurn,
  reply: TurnReply,
  before: readonly TurnReply[] = [],
): readonly string[] {
  const { intents, cart, question, textIncludes, products, discounts } = expect ?? {};
  const names = reply.intents.map(({ name }) => name);
  const wanted = intents?.map((intent) => (typeof intent === 'string' ? { name: intent } : intent));
  const got = wanted === undefined ? [] : asExpected(reply.intents, { said: '', expect: wanted });
  const held = cart === undefined ? {} : cartBy(cart, reply);
  return [
    ...(wanted !== undefined && !isDeepStrictEqual(got, wanted)
      ? [`intents ${names.join(', ')}: ${JSON.stringify(got)}`]
      : []),
    ...(cart !== undefined && !isDeepStrictEqual(held, cart) ? [`cart ${JSON.stringify(held)}`] : []),
    ...(question !== undefined && reply.text.trim().endsWith('?') !== question
      ? [question ? 'no question' : 'a question']
      : []),
    ...(textIncludes ?? [])
      .filter((part) => !reply.text.toLowerCase().includes(part.toLowerCase()))
      .map((part) => `no “${part}” in the text`),
    ...(discounts !== undefined && reply.cart.discounts.length !== discounts
      ? [`${reply.cart.discounts.length} discounts`]
      : []),
    ...misfits(reply.products, products),
    ...repeats(products?.fresh, reply, before),
  ];
}

/** What is shown again although it should be new, or the other way round. */
function repeats(
  fresh: true | number | undefined,
  { products }: TurnReply,
  before: readonly TurnReply[],
): readonly string[] {
  if (fresh === undefined) return [];
  const ids = products.map(({ productId }) => productId);
  if (fresh === true) {
    const seen = new Set(before.flatMap((reply) => reply.products.map(({ productId }) => productId)));
    return ids.filter((id) => seen.has(id)).map((id) => `${id} was shown before`);
  }
  const wanted = before.at(-fresh)?.products.map(({ productId }) => productId);
  return JSON.stringify(ids) === JSON.stringify(wanted) ? [] : [`not the products of ${fresh} turns before`];
}

/** The cart by the names that a turn expects; a line that none of them names keeps its whole name. */
function cartBy(expected: Readonly<Record<string, number>>, { cart }: TurnReply): Record<string, number> {
  const parts = Object.keys(expected).sort((left, right) => right.length - left.length);
  const free = new Set(parts);
  return Object.fromEntries(
    cart.lines.map(({ name, quantity }) => {
      const part = parts.find((words) => free.has(words) && name.toLowerCase().includes(words.toLowerCase()));
      if (part !== undefined) free.delete(part);
      return [part ?? name, quantity] as const;
    }),
  );
}

/** What of the products shown does not fit, in words. */
function misfits(products: readonly ReplyProduct[], wanted: NonNullable<ScenarioTurn['expect']>['products']) {
  if (wanted === undefined) return [];
  const { atLeast = 1, named, diets = [], without = [], maxCents, minCents, brand } = wanted;
  const found = products.flatMap((product) => {
    const { name, priceCents } = product;
    const words = named?.toLowerCase().split('|') ?? [];
    return [
      ...(words.length > 0 && !words.some((word) => name.toLowerCase().includes(word))
        ? [`${name} is not named "${named}"`]
        : []),
      ...diets
        .filter((diet) => !(product.diets as readonly string[]).includes(diet))
        .map((diet) => `${name} is not ${diet}`),
      ...without
        .filter((allergen) => (product.allergens.contains as readonly string[]).includes(allergen))
        .map((allergen) => `${name} contains ${allergen}`),
      ...(maxCents !== undefined && (priceCents ?? 0) > maxCents ? [`${name} costs ${priceCents}`] : []),
      ...(minCents !== undefined && (priceCents ?? 0) < minCents ? [`${name} costs ${priceCents}`] : []),
      ...(brand !== undefined && product.brand !== brand ? [`${name} is of ${product.brand}`] : []),
    ];
  });
  return products.length < atLeast ? [...found, `only ${products.length} products`] : found;
}
