import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyProduct, TurnReply } from '#agents/response-compiler/reply.ts';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { signIn } from '#tests/tools/shopper-client.ts';

/**
 * One line of `conversations/*.jsonl` is one conversation of a new shopper: its turns in order, each with what is said
 * and what must come of it. What a turn leaves out is not looked at. Add lines, or files, freely.
 */
interface Turn {
  readonly say: string;
  readonly expect?: {
    /** The names of the intents, in order. */
    readonly intents?: readonly string[];
    /** The whole cart: a part of each line's name, in any case, and its quantity. */
    readonly cart?: Readonly<Record<string, number>>;
    /** Whether the assistant asks back. */
    readonly question?: boolean;
    readonly textIncludes?: readonly string[];
    readonly products?: {
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

const FOLDER = fileURLToPath(new URL('./conversations', import.meta.url));
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl'));

function conversationsOf(file: string): readonly (readonly Turn[])[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as readonly Turn[]);
}

const data = mkdtempSync(join(tmpdir(), 'leafloaf-conversations-'));
let assistant: RunningAssistant;
beforeAll(async () => {
  assistant = await startAssistant(data);
}, 60_000);
afterAll(async () => {
  await assistant.stop();
  rmSync(data, { recursive: true, force: true });
});

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
function misfits(products: readonly ReplyProduct[], wanted: NonNullable<Turn['expect']>['products']) {
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

function check(turn: Turn, reply: TurnReply): void {
  const { intents, cart, question, textIncludes, products } = turn.expect ?? {};
  const about = `after “${turn.say}”, answered “${reply.text}”`;
  if (intents !== undefined)
    expect(
      reply.intents.map(({ name }) => name),
      about,
    ).toEqual(intents);
  if (cart !== undefined) expect(cartBy(cart, reply), about).toEqual(cart);
  if (question !== undefined) expect(reply.text.trim().endsWith('?'), about).toBe(question);
  for (const part of textIncludes ?? [])
    expect(reply.text.toLowerCase(), about).toContain(part.toLowerCase());
  expect(misfits(reply.products, products), about).toEqual([]);
}

describe.each(files)('the conversations of %s', (file) => {
  it.each(conversationsOf(file).map((turns) => [turns.map(({ say }) => say).join(' / '), turns] as const))(
    'keeps the cart right over “%s”',
    async (_, turns) => {
      const shopper = await signIn(assistant.url);
      for (const turn of turns) check(turn, await shopper.say(turn.say));
    },
  );
});
