import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cart } from '#agents/order/cart.ts';
import { MAX_LINE_QUANTITY } from '#agents/order/cart.ts';
import type { CartCommand } from '#agents/order/cart-desk.ts';
import { createCartDesk } from '#agents/order/create-cart-desk.ts';
import { fixture } from '#tests/fixtures/products.ts';
import { openWorld } from './order-world.ts';

const PRODUCTS = ['bananas', 'limes', 'salmon', 'tofu-firm'];
const PROMOTIONS = [
  {
    id: 'ten',
    label: '10% off',
    code: 'TEN',
    reward: { kind: 'percentage', percent: 10 },
    perShopperLimit: 2,
  },
  { id: 'big', label: '$5 off $20', code: 'BIG', reward: { kind: 'fixed', cents: 500 }, minimumCents: 2000 },
  {
    id: 'half',
    label: 'Half price, alone',
    code: 'HALF',
    reward: { kind: 'percentage', percent: 50 },
    stacking: 'exclusive',
  },
  {
    id: 'three',
    label: '3 for 2',
    reward: { kind: 'buy_get', buy: 2, get: 1 },
    scope: { departments: ['Produce'] },
  },
];

/** A step before it is known which lines the cart has: `line` picks one of them. */
type Step =
  | { readonly kind: 'add'; readonly productId: string; readonly quantity: number }
  | {
      readonly kind: 'set' | 'swap';
      readonly line: number;
      readonly quantity: number;
      readonly productId: string;
    }
  | { readonly kind: 'clear' | 'undo' | 'redo' | 'order' }
  | { readonly kind: 'code'; readonly code: string };

const product = fc.constantFrom(...PRODUCTS);
const quantity = fc.integer({ min: 0, max: 110 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      productId: product,
      quantity: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('set' as const, 'swap' as const),
      line: fc.nat(3),
      quantity,
      productId: product,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('clear' as const, 'order' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('code' as const),
      code: fc.constantFrom('TEN', 'BIG', 'HALF', 'NONE'),
    }),
  },
);

function commandOf(one: Step, cart: Cart): CartCommand | null {
  switch (one.kind) {
    case 'add':
      return one;
    case 'set': {
      const lineId = cart.lines[one.line % Math.max(1, cart.lines.length)]?.lineId ?? 'none';
      return { kind: 'set', lineId, quantity: one.quantity };
    }
    case 'swap': {
      const lineId = cart.lines[one.line % Math.max(1, cart.lines.length)]?.lineId ?? 'none';
      return {
        kind: 'swap',
        out: [{ lineId, quantity: 0 }],
        productId: one.productId,
        quantity: Math.max(1, one.quantity),
      };
    }
    case 'code':
      return { kind: 'apply_promotion', code: one.code };
    case 'order':
      return null;
    default:
      return { kind: one.kind };
  }
}

const contents = ({ lines, promotionCodes }: Cart) => JSON.stringify([lines, promotionCodes]);

describe('any changes of a cart', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let shoppers = 0;
  let operations = 0;
  beforeEach(async () => {
    world = await openWorld({ promotions: PROMOTIONS });
    // Plenty of all, so that the limits of a line are met as well as those of a shelf.
    await world.index.upsert(PRODUCTS.map((id) => ({ ...fixture(id), stock: id === 'limes' ? 30 : 500 })));
  });
  afterEach(() => world.close());

  it('keep totals, revisions, undo and redo consistent, one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const shopperId = `one-${++shoppers}`;
        let past: string[] = [];
        let future: string[] = [];
        let ordered = 0;
        let now = await world.desk.show(shopperId);
        for (const one of steps) {
          const before = now.cart;
          const command = commandOf(one, before);
          if (command === null) {
            const placed = await world.desk.placeOrder(shopperId, {
              cartRevision: before.revision,
              idempotencyKey: `key-${++operations}`,
              source: 'rest',
              expectedTotalCents: now.totalCents,
            });
            expect(placed.kind).toBe(before.lines.length === 0 ? 'empty' : 'placed');
            if (placed.kind === 'placed') {
              expect(placed.order.totalCents).toBe(now.totalCents);
              [past, future] = [[], []];
              ordered += 1;
            }
            now = placed.priced;
            continue;
          }
          const change = {
            command,
            expectedRevision: null,
            operationId: `op-${++operations}`,
            source: 'rest',
          };
          const result = await world.desk.change(shopperId, change);
          now = result.priced;
          const moved = now.cart.revision - before.revision;
          expect(result.kind === 'refused' ? 0 : moved).toBe(moved);
          expect([0, 1]).toContain(moved);
          if (moved === 0) expect(contents(now.cart)).toBe(contents(before));
          else if (command.kind === 'undo') {
            expect(contents(now.cart)).toBe(past.pop());
            future.push(contents(before));
          } else if (command.kind === 'redo') {
            expect(contents(now.cart)).toBe(future.pop());
            past.push(contents(before));
          } else {
            past = [...past, contents(before)].slice(-20);
            future = [];
          }
          if (command.kind === 'undo') expect(result.kind === 'refused').toBe(moved === 0);
          const subtotal = now.cart.lines.reduce(
            (sum, line) => sum + line.quantity * (line.unitPriceCents ?? 0),
            0,
          );
          const off = now.discounts.reduce((sum, { cents }) => sum + cents, 0);
          expect([now.subtotalCents, now.totalCents]).toEqual([subtotal, subtotal - off]);
          expect(now.totalCents).toBeGreaterThanOrEqual(0);
          for (const line of now.cart.lines) {
            expect(line.quantity >= 1 && line.quantity <= MAX_LINE_QUANTITY).toBe(true);
          }
          expect(await world.desk.show(shopperId)).toEqual(now);
          // Sent again, it changes nothing.
          const again = await world.desk.change(shopperId, change);
          expect(contents(again.priced.cart)).toBe(contents(now.cart));
          expect(again.priced.cart.revision).toBe(now.cart.revision);
        }
        const { orders } = await world.orders.list(shopperId, { limit: 50 });
        expect(orders).toHaveLength(ordered);
        const uses = await world.orders.promotionUses(shopperId);
        expect(uses.ten ?? 0).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });

  it('lose nothing when devices make them at once, in any order in which their reads and writes fall', async () => {
    const devices = fc.array(fc.array(step, { maxLength: 5 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(devices, fc.scheduler(), async (each, scheduler) => {
        const shopperId = `many-${++shoppers}`;
        const { carts } = world;
        const desk = createCartDesk({
          products: world.index,
          orders: world.orders,
          promotions: world.services.promotions,
          now: world.services.now,
          newId: () => `line-${++operations}`,
          carts: {
            ...carts,
            load: scheduler.scheduleFunction(carts.load),
            commit: scheduler.scheduleFunction(carts.commit),
            commitUndo: scheduler.scheduleFunction(carts.commitUndo),
            commitRedo: scheduler.scheduleFunction(carts.commitRedo),
          },
        });
        const committed: { readonly from: Cart; readonly to: Cart; readonly command: CartCommand }[] = [];
        const work = each.map(async (steps) => {
          for (const one of steps) {
            const seen = await carts.load(shopperId);
            const command = commandOf(one, seen);
            if (command === null) continue;
            const operationId = `op-${++operations}`;
            const result = await desk.change(shopperId, {
              command,
              expectedRevision: null,
              operationId,
              source: 'rest',
            });
            if (result.kind === 'changed' && (await carts.findOperation(shopperId, operationId)) !== null) {
              committed.push({ from: seen, to: result.priced.cart, command });
            }
          }
        });
        await scheduler.waitFor(Promise.all(work));
        const last = await carts.load(shopperId);
        // Each committed change has a revision of its own, and none is missing.
        const revisions = committed.map(({ to }) => to.revision).sort((a, b) => a - b);
        expect(revisions).toEqual(revisions.map((_, at) => at + 1));
        expect(last.revision).toBe(revisions.length);
        // Replayed in the order of their revisions by one device alone, they lead to the same cart.
        const alone = `${shopperId}-alone`;
        for (const { command } of [...committed].sort((a, b) => a.to.revision - b.to.revision)) {
          const mine = await world.desk.show(alone);
          const same = (lineId: string) => {
            const line = committed
              .flatMap(({ from, to }) => [...from.lines, ...to.lines])
              .find((held) => held.lineId === lineId);
            return mine.cart.lines.find(({ productId }) => productId === line?.productId)?.lineId ?? lineId;
          };
          const own: CartCommand =
            command.kind === 'set'
              ? { ...command, lineId: same(command.lineId) }
              : command.kind === 'swap'
                ? { ...command, out: command.out.map((out) => ({ ...out, lineId: same(out.lineId) })) }
                : command;
          await world.desk.change(alone, {
            command: own,
            expectedRevision: null,
            operationId: `op-${++operations}`,
            source: 'rest',
          });
        }
        const held = ({ lines, promotionCodes }: Cart) => [
          lines.map(({ productId, quantity: packs }) => [productId, packs]),
          promotionCodes,
        ];
        expect(held(await carts.load(alone))).toEqual(held(last));
      }),
      { numRuns: 60 },
    );
  });

  it('are made by one of two devices that name the same revision, and refused as stale to the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), product, product, async (scheduler, first, second) => {
        const shopperId = `if-${++shoppers}`;
        const { carts } = world;
        const desk = createCartDesk({
          ...world.services,
          carts: {
            ...carts,
            load: scheduler.scheduleFunction(carts.load),
            commit: scheduler.scheduleFunction(carts.commit),
          },
          newId: () => `line-${++operations}`,
        } as Parameters<typeof createCartDesk>[0]);
        const add = (productId: string) =>
          desk.change(shopperId, {
            command: { kind: 'add', productId, quantity: 1 },
            expectedRevision: 0,
            operationId: `op-${++operations}`,
            source: 'rest',
          });
        const results = await scheduler.waitFor(Promise.all([add(first), add(second)]));
        expect(results.map(({ kind }) => kind).sort()).toEqual(['changed', 'stale']);
        for (const { priced } of results) expect(priced.cart.revision).toBe(1);
        expect((await carts.load(shopperId)).lines).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });
});
