import { describe, expect, it } from 'vitest';
import type { Product } from '#agents/search/product.ts';
import { type Ask, testGateway } from '#tests/doubles/gateway.ts';
import { fixture, fixtureProducts } from '#tests/fixtures/products.ts';

const TYPE = 'urn:leafloaf:problem:dietary-conflict';
const peanutButter = fixture('peanut-butter');
const first = (holds: (product: Product) => boolean) =>
  fixtureProducts.find((product) => product.stock !== 0 && holds(product))!;
const mayHoldNuts = first(({ allergens }) => allergens.mayContain.includes('tree_nut'));
const silent = first(
  ({ allergens, diets }) =>
    !allergens.declared && allergens.contains.length === 0 && Object.keys(diets).length === 0,
);
const notVegan = first(({ diets }) => diets.vegan === 'no');
const fruit = fixture('bananas');

async function shopping(preferences: object = {}) {
  const gateway = testGateway();
  const tokens = {
    ann: await gateway.token({ shopperId: 'ann' }),
    bob: await gateway.token({ shopperId: 'bob' }),
  };
  const as =
    (who: keyof typeof tokens) =>
    (method: string, url: string, more: Ask = {}) =>
      gateway.ask(method, url, { token: tokens[who], ...more });
  const ann = as('ann');
  const told = await ann('PATCH', '/v1/me/preferences', { body: preferences });
  if (told.status !== 200) throw new Error(told.text);
  const add = (productId: string, more: object = {}, who = ann) =>
    who('POST', '/v1/cart/lines', { body: { productId, quantity: 1, ...more } });
  const lines = async () => (await ann('GET', '/v1/cart')).body.lines;
  return { ...gateway, ann, bob: as('bob'), add, lines };
}

describe('adding what a shopper may not eat', () => {
  it('is refused with the reason, and nothing is added', async () => {
    const { add, lines } = await shopping({ allergies: ['peanut'] });
    const answer = await add(peanutButter.id);
    const reason = `${peanutButter.name} contains peanuts, and you told us you are allergic to peanuts.`;
    expect(answer).toMatchObject({
      status: 409,
      headers: { 'content-type': expect.stringContaining('application/problem+json') },
      body: {
        type: TYPE,
        detail: `${reason} Send despite: true to add it anyway.`,
        errors: [{ path: 'productId', message: reason }],
        conflicts: [{ kind: 'allergy', allergen: 'peanut' }],
      },
    });
    expect(await lines()).toEqual([]);
  });

  it.each([
    ['what may be in it', { allergies: ['tree_nut'] }, mayHoldNuts, 'possible_allergy', 'may contain'],
    ['what its label is silent about', { allergies: ['egg'] }, silent, 'unknown_allergy', 'does not say'],
    ['a diet that it breaks', { diets: ['vegan'] }, notVegan, 'diet', 'is not vegan'],
    ['a diet that its label is silent about', { diets: ['kosher'] }, silent, 'unknown_diet', 'does not say'],
  ])('asks about %s', async (_what, preferences, product, kind, words) => {
    const { add, lines } = await shopping(preferences);
    const answer = await add(product.id);
    expect(answer).toMatchObject({ status: 409, body: { type: TYPE, conflicts: [{ kind }] } });
    expect(answer.body.detail).toContain(words);
    expect(answer.body.detail).toContain(product.name);
    expect(await lines()).toEqual([]);
  });

  it('tells every reason at once', async () => {
    const { add } = await shopping({ allergies: ['milk'], diets: ['vegan'] });
    const { body } = await add(first(({ allergens }) => allergens.contains.includes('milk')).id);
    expect(body.conflicts).toEqual([
      { kind: 'allergy', allergen: 'milk' },
      { kind: 'diet', diet: 'vegan' },
    ]);
    expect(body.detail).toMatch(/contains milk.*is not vegan/);
  });

  it('is done when they say despite: true, and then more of it needs no question', async () => {
    const { ann, add, lines } = await shopping({ allergies: ['peanut'] });
    expect((await add(peanutButter.id, { despite: false })).status).toBe(409);
    const added = await add(peanutButter.id, { despite: true });
    expect(added.status).toBe(200);
    const { lineId } = added.body.lines[0];
    expect((await ann('PATCH', `/v1/cart/lines/${lineId}`, { body: { quantity: 3 } })).status).toBe(200);
    expect(await lines()).toMatchObject([{ productId: peanutButter.id, quantity: 3 }]);
  });

  it('asks nobody else, and nothing about what is safe or only disliked', async () => {
    const { add, bob } = await shopping({ allergies: ['peanut'], dislikes: ['bananas'] });
    expect((await add(peanutButter.id, {}, bob)).status).toBe(200);
    expect((await add(fruit.id)).status).toBe(200);
  });

  it('asks no more once the allergy is taken back', async () => {
    const { ann, add } = await shopping({ allergies: ['peanut'] });
    expect((await add(peanutButter.id)).status).toBe(409);
    await ann('PATCH', '/v1/me/preferences', { body: { allergies: [] } });
    expect((await add(peanutButter.id)).status).toBe(200);
  });

  it('still says that there is no such product', async () => {
    const { add } = await shopping({ allergies: ['peanut'] });
    expect((await add('no-such-product')).status).toBe(404);
  });

  it('takes only true or false as despite', async () => {
    const { add } = await shopping();
    expect(await add(fruit.id, { despite: 'yes' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'despite' }] },
    });
  });

  it('adds nothing while allergies cannot be read, and says so', async () => {
    const { add, application, lines } = await shopping();
    application.settings.load = async () => {
      throw new Error('the disk at /secret is gone');
    };
    const answer = await add(fruit.id);
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { detail: expect.stringContaining('allergies and diets cannot be read') },
    });
    expect(answer.text).not.toContain('secret');
    expect(await lines()).toEqual([]);
  });
});

it('a product tells diets that hold and diets that do not; the rest is unknown', async () => {
  const { ann } = await shopping();
  const { body } = await ann('GET', `/v1/products/${notVegan.id}`);
  expect(body.dietsRuledOut).toContain('vegan');
  expect(body.diets.filter((diet: string) => body.dietsRuledOut.includes(diet))).toEqual([]);
  expect((await ann('GET', `/v1/products/${silent.id}`)).body).toMatchObject({
    diets: [],
    dietsRuledOut: [],
  });
});

it('the description of the API tells how the question is asked and answered', async () => {
  const { ask } = testGateway();
  const { body } = await ask('GET', '/openapi.json');
  const operation = body.paths['/v1/cart/lines'].post;
  expect(operation.requestBody.content['application/json'].schema).toMatchObject({
    required: ['productId', 'quantity'],
    properties: { despite: { type: 'boolean', default: false } },
  });
  const schema = operation.responses['409'].content['application/problem+json'].schema;
  expect(schema).toEqual({ $ref: '#/components/schemas/DietaryConflict' });
  const { conflicts } = body.components.schemas.DietaryConflict.properties;
  expect(conflicts.items.properties).toMatchObject({ kind: {}, allergen: {}, diet: {} });
  expect(operation.responses['503']).toBeDefined();
});
