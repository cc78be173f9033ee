import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Allergen } from '#agents/search/product.ts';
import type { Recipe } from '#agents/search/recipe.ts';
import { add, intent, mention, NO_CONSTRAINTS, openWorld } from './order-world.ts';

const ingredient = (query: string, rest: object = {}) => ({
  name: query,
  query,
  amount: null,
  pantry: false,
  optional: false,
  ...rest,
});
const noodles = {
  id: 'noodles',
  name: 'Noodles',
  servings: 2,
  ingredients: [
    ingredient('bananas'),
    ingredient('pad thai sauce'),
    ingredient('limes'),
    ingredient('salt', { pantry: true }),
    ingredient('spinach', { optional: true }),
  ],
} as unknown as Recipe;
const cook = intent('recipe', { dish: 'Noodles', addToCart: true });
const allergicTo = (...allergies: Allergen[]) => ({ constraints: { ...NO_CONSTRAINTS, allergies } });

describe('a dish put into the cart', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeEach(async () => {
    world = await openWorld({ recipes: [noodles] });
  });
  afterEach(() => world.close());

  it('comes without what is had already, and says what that is', async () => {
    await world.turn([add(mention('bananas'))]);
    const { receipts } = await world.turn([cook]);
    expect(receipts[0]).toEqual({ kind: 'had_already', names: ['bananas'] });
    expect(receipts.at(-1)).toEqual({ kind: 'optional_left', names: ['spinach'] });
    expect(await world.cart()).toEqual({ bananas: 1, 'pad-thai-sauce': 1, limes: 1 });
  });

  it('comes without what the shopper must not eat, says why, and does not offer just that', async () => {
    const { receipts, question } = await world.turn([cook], allergicTo('peanut'));
    expect(receipts).toMatchObject([
      { kind: 'added', productId: 'bananas' },
      { kind: 'conflict', productId: 'pad-thai-sauce', conflicts: [{ kind: 'allergy', allergen: 'peanut' }] },
      { kind: 'added', productId: 'limes' },
      { kind: 'optional_left', names: ['spinach'] },
    ]);
    expect(question?.options.map(({ productId }) => productId) ?? []).not.toContain('pad-thai-sauce');
    expect(await world.cart()).toEqual({ bananas: 1, limes: 1 });
  });

  it('offers the nearest thing that suits in its place, and puts that in on yes', async () => {
    const [sauce] = await world.index.get(['pad-thai-sauce']);
    await world.index.upsert([
      {
        ...sauce!,
        id: 'safe-sauce',
        name: 'Watcharee Stir Fry Sauce',
        aliases: [],
        allergens: { contains: [], mayContain: [], declared: true },
      },
    ]);
    const { question } = await world.turn([cook], allergicTo('peanut'));
    expect(question?.options).toMatchObject([{ productId: 'safe-sauce' }]);
    await world.turn([intent('accept')], allergicTo('peanut'));
    expect(await world.cart()).toEqual({ bananas: 1, limes: 1, 'safe-sauce': 1 });
  });

  it('asks before it adds anything while allergies cannot be read', async () => {
    const { question } = await world.turn([cook], { constraints: { ...NO_CONSTRAINTS, loaded: false } });
    expect(question?.kind).toBe('add_despite');
    expect(await world.cart()).toEqual({});
  });
});
