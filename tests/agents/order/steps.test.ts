import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStepRecord, MAX_STEPS, TooManySteps } from '#agents/order/tool-steps.ts';
import type { Recipe } from '#agents/search/recipe.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import { add, count, intent, mention, openWorld, remove, update } from './order-world.ts';

const ten = fixtureProducts
  .filter(({ stock, ageRestricted }) => stock !== 0 && !ageRestricted)
  .slice(0, 10)
  .map(({ name }) => name);
const ingredient = (query: string) => ({ name: query, query, amount: null, pantry: false, optional: false });
const feast = {
  id: 'feast',
  name: 'Feast',
  servings: 4,
  ingredients: [...ten, 'unheard of root', 'salmon'].map(ingredient),
} as unknown as Recipe;

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  world = await openWorld({ recipes: [feast] });
});
afterEach(() => world.close());

const ofTool = (steps: Awaited<ReturnType<typeof world.turn>>['steps'], tool: string) =>
  steps.filter((step) => step.tool === tool);

describe("a turn's steps", () => {
  it('take ten things of one request together: one search of ten, one addition of ten', async () => {
    const { steps, receipts } = await world.turn([add(...ten.map((name) => mention(name)))]);
    expect(steps.map(({ tool }) => tool)).toEqual(['search', 'add']);
    for (const { calls } of steps) expect(calls).toHaveLength(10);
    expect(steps[0]!.calls.map(({ input }) => input)).toEqual(ten);
    expect(steps[1]!.calls.every(({ observation }) => /^cart revision \d+$/.test(observation))).toBe(true);
    expect(receipts.map((receipt) => receipt.kind === 'added' && receipt.name)).toEqual(ten);
  });

  it('fill the cart with a dish of twelve ingredients, and show what was not found', async () => {
    const { steps } = await world.turn([intent('recipe', { dish: 'Feast', addToCart: true })]);
    expect(steps.length).toBeLessThanOrEqual(MAX_STEPS);
    expect(ofTool(steps, 'search')[0]!.calls).toHaveLength(12);
    expect(ofTool(steps, 'search')[0]!.calls[10]).toMatchObject({
      input: 'unheard of root',
      observation: '0 found',
    });
    expect(Object.keys(await world.cart())).toHaveLength(ofTool(steps, 'add')[0]!.calls.length);
  });

  it('look for what stands in for everything that is sold out in one step, each question in its place', async () => {
    await world.index.upsert(
      fixtureProducts
        .filter(({ name }) => ten.slice(2, 7).includes(name))
        .map((one) => ({ ...one, stock: 0 })),
    );
    const { steps, receipts } = await world.turn([add(...ten.map((name) => mention(name)))]);
    expect(steps.map(({ tool }) => tool)).toEqual(['search', 'add', 'find_substitute']);
    expect(ofTool(steps, 'add')[0]).toMatchObject({ outcome: 'refused' });
    expect(receipts.filter(({ kind }) => kind === 'out_of_stock')).toHaveLength(5);
    expect(receipts.filter(({ kind }) => kind === 'added')).toHaveLength(5);
  });

  it('are at most those that the turn leaves to them; what is left undone is told, and nothing else is', async () => {
    const wanted = [add(mention('bananas')), add(mention('limes')), intent('clear_cart')];
    const { steps, receipts } = await world.turn(wanted, { maxSteps: 3 });
    expect(steps.map(({ tool }) => tool)).toEqual(['search', 'add', 'search']);
    expect(receipts.map(({ kind }) => kind)).toEqual(['added', 'left_undone']);
    expect(receipts[1]).toMatchObject({ what: ['add limes', 'empty your cart'] });
    expect(await world.cart()).toEqual({ bananas: 1 });
  });

  it('never ask about what they have not looked into', async () => {
    const milk = fixtureProducts.find(({ allergens }) => allergens.contains.includes('milk'))!;
    const { question, receipts } = await world.turn([add(mention(milk.name))], {
      maxSteps: 1,
      constraints: { loaded: true, allergies: ['milk'], diets: [], dislikes: [] },
    });
    expect(question).toBeNull();
    expect(receipts).toEqual([{ kind: 'left_undone', what: [`add ${milk.name}`] }]);
    expect(await world.cart()).toEqual({});
  });

  it('are told as they begin and end', async () => {
    const told: string[] = [];
    const record = createStepRecord(2, {
      stepStarted: (tool) => told.push(`${tool} …`),
      stepEnded: ({ tool, calls }) => told.push(`${tool} ${calls.length}`),
    });
    const done = { outcome: 'done', observation: '' } as const;
    await record.inBatch(async () => {
      for (const tool of ['search', 'add', 'search', 'add']) record.begin(tool, 'x')(done);
    });
    expect(told).toEqual(['search …', 'add …', 'search 2', 'add 2']);
    expect(() => record.begin('search', 'y')).toThrow(TooManySteps);
    expect(record.calls).toBe(4);
  });

  it('are at most eight, whatever is asked in one turn', async () => {
    const thing = fc.constantFrom(...ten, 'milk', 'cheese', 'unheard of root').map((name) => mention(name));
    const things = fc.array(thing, { minLength: 1, maxLength: 12 });
    const request = fc.oneof(
      things.map((items) => add(...items)),
      things.map((items) => remove(...items)),
      things.map((items) => update(...items.map((item) => ({ ...item, amount: count(3) })))),
      fc
        .constantFrom(
          ...(['undo', 'show_cart', 'confirm_order', 'usual_order', 'order_status', 'clear_cart'] as const),
        )
        .map((name) => intent(name)),
      fc.constant(intent('recipe', { dish: 'Feast', addToCart: true })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: MAX_STEPS }),
        async (intents, maxSteps) => {
          const before = await world.cart();
          const { steps, receipts, priced } = await world.turn(intents, { maxSteps });
          expect(steps.length).toBeLessThanOrEqual(maxSteps);
          const changes = ['add', 'set', 'clear', 'undo', 'swap'];
          if (!steps.some(({ tool }) => changes.includes(tool))) expect(await world.cart()).toEqual(before);
          expect(receipts.filter(({ kind }) => kind === 'failed')).toEqual([]);
          expect(priced).toEqual(await world.desk.show('ada'));
        },
      ),
      { numRuns: 40 },
    );
  });
});
