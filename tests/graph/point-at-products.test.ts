import { describe, expect, it } from 'vitest';
import type { Product } from '#agents/search/product.ts';
import { type DialogueFocus, EMPTY_FOCUS, type FocusProduct } from '#agents/supervisor/dialogue-focus.ts';
import type { IntentName, ItemMention, Reference } from '#agents/supervisor/intent.ts';
import { pointAtProducts } from '#graph/point-at-products.ts';
import { fixture } from '#tests/fixtures/products.ts';

const oatly = fixture('oatly-original');
const planet = fixture('planet-oat-original');
const organic = fixture('spinach-organic-ll');
const byId = new Map([oatly, planet, organic].map((product) => [product.id, product]));

const asShown = (product: Product): FocusProduct => ({
  productId: product.id,
  name: product.name,
  brand: product.brand,
  sizeText: null,
  sizeAmount: null,
  priceCents: product.priceCents,
  organic: product.organic === 'yes',
});

const focusOn = (shown: readonly Product[], touched: readonly Product[] = []): DialogueFocus => ({
  ...EMPTY_FOCUS,
  shown: shown.map(asShown),
  touched: touched.map((product) => ({ product: asShown(product), quantity: 1 })),
});

const pointer = (reference: Reference | null, query = ''): ItemMention => ({
  said: 'as said',
  query,
  amount: null,
  reference,
  filters: {},
  excludeTerms: [],
  sort: 'relevance',
});

async function meant(name: IntentName, focus: DialogueFocus, items?: readonly ItemMention[]) {
  let asked = 0;
  const products = {
    get: async (ids: readonly string[]) => {
      asked += 1;
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
  const intents = [{ name, confidence: 1, slots: items === undefined ? {} : { items } }];
  const [pointed] = await pointAtProducts(intents, focus, products as never, new AbortController().signal);
  return { items: pointed?.slots.items, asked, isSame: pointed === intents[0] };
}
const idsOf = ({ items }: Awaited<ReturnType<typeof meant>>) =>
  items?.map(({ filters }) => filters.productIds);

const it1: Reference = { kind: 'deixis', plural: false };
const those: Reference = { kind: 'deixis', plural: true };

describe('what is pointed at', () => {
  const list = focusOn([oatly, planet, organic], [planet]);

  it.each<[string, Reference, readonly string[]]>([
    ['the second one', { kind: 'ordinal', index: 2 }, ['planet-oat-original']],
    ['the last one', { kind: 'ordinal', index: -1 }, ['spinach-organic-ll']],
    ['the cheapest', { kind: 'superlative', by: 'cheapest' }, ['planet-oat-original']],
    ['the organic one', { kind: 'attribute', words: ['organic', 'one'] }, ['spinach-organic-ll']],
    ['those', those, ['oatly-original', 'planet-oat-original', 'spinach-organic-ll']],
    ['it, when one of them was touched', it1, ['planet-oat-original']],
  ])('becomes the very products: %s', async (_, reference, ids) => {
    expect(idsOf(await meant('product_question', list, [pointer(reference)]))).toEqual([ids]);
  });

  it('is the first one shown when nothing of the list was touched', async () => {
    expect(idsOf(await meant('product_question', focusOn([oatly, planet]), [pointer(it1)]))).toEqual([
      ['oatly-original'],
    ]);
  });

  it('is what was touched last when nothing was shown', async () => {
    expect(idsOf(await meant('product_question', focusOn([], [planet, oatly]), [pointer(it1)]))).toEqual([
      ['planet-oat-original'],
    ]);
  });

  it('is meant by a question that names nothing', async () => {
    const answer = await meant('product_question', list);
    expect(idsOf(answer)).toEqual([['planet-oat-original']]);
    expect(answer.items?.[0]?.said).toBe('Planet Oat Original Oat Milk');
  });

  it('can be several things to compare', async () => {
    const items = [pointer({ kind: 'ordinal', index: 1 }), pointer({ kind: 'ordinal', index: 3 })];
    expect(idsOf(await meant('compare', list, items))).toEqual([['oatly-original'], ['spinach-organic-ll']]);
  });
});

describe('everything else stays as it is', () => {
  const list = focusOn([oatly, planet]);

  it.each<[string, IntentName, readonly ItemMention[]]>([
    ['what is named', 'search_products', [pointer(null, 'milk')]],
    [
      'what is named and pointed at',
      'search_products',
      [pointer({ kind: 'attribute', words: ['organic'] }, 'milk')],
    ],
    ['what the cart is told', 'add_to_cart', [pointer({ kind: 'ordinal', index: 1 })]],
  ])('%s, without asking the index', async (_, name, items) => {
    expect(await meant(name, list, items)).toEqual({ items, asked: 0, isSame: true });
  });

  it('what points past the end of the list', async () => {
    const items = [pointer({ kind: 'ordinal', index: 9 })];
    expect((await meant('product_question', list, items)).items).toEqual(items);
  });

  it('what points while nothing was shown', async () => {
    const items = [pointer({ kind: 'ordinal', index: 1 })];
    expect((await meant('product_question', EMPTY_FOCUS, items)).items).toEqual(items);
  });

  it('what points at products that are no longer sold', async () => {
    const gone = focusOn([{ ...oatly, id: 'gone' }]);
    const items = [pointer({ kind: 'ordinal', index: 1 })];
    expect((await meant('product_question', gone, items)).items).toEqual(items);
  });
});
