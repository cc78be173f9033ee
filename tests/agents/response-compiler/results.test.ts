import { describe, expect, it } from 'vitest';
import type { Product } from '#agents/search/product.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import type { ProductAspect } from '#agents/supervisor/intent.ts';
import { fixtureRecipes } from '#tests/fixtures/kitchen.ts';
import { fixture } from '#tests/fixtures/products.ts';
import { compiled, found, intent, ordered, results } from './turn-facts.ts';

const oatly = fixture('oatly-original');
const barista = fixture('oatly-barista');
const planet = fixture('planet-oat-original');
const silk = fixture('silk-soy');

const searched = (...list: Parameters<typeof found>) =>
  compiled({ intents: [intent('search_products')], ...found(...list) });

describe('a search', () => {
  it('names the first three with their prices, and how many more there are', () => {
    const { text, speech } = searched('oat milk', [oatly, barista, planet, silk], { total: 12 });
    expect(text).toBe(
      'I found Oatly Original Oat Milk ($4.99), Oatly Barista Oat Milk ($5.49), Planet Oat Original Oat Milk ($4.29) and 9 more for “oat milk”.',
    );
    expect(speech).toBe(
      'I found Oatly Original Oat Milk, Oatly Barista Oat Milk, Planet Oat Original Oat Milk and 9 more.',
    );
  });

  it.each([
    ['price', 'cheapest'],
    ['price_desc', 'most expensive'],
    ['unit_price', 'best value'],
  ] as const)('singles out the first of a list in the order of its %s', (sort, extreme) => {
    const query = { text: 'oat milk', excludeTerms: [], alpha: 0, filters: {}, limit: 10, offset: 0, sort };
    const { text, speech } = searched('oat milk', [planet, oatly, barista], { total: 9, query });
    expect(text).toBe(
      `The ${extreme} for “oat milk” is Planet Oat Original Oat Milk ($4.29); then Oatly Original Oat Milk ($4.99), Oatly Barista Oat Milk ($5.49) and 6 more.`,
    );
    expect(speech).toBe(`The ${extreme} for “oat milk” is Planet Oat Original Oat Milk.`);
    expect(searched('oat milk', [planet], { query }).text).toBe(
      'I found Planet Oat Original Oat Milk ($4.29) for “oat milk”.',
    );
  });

  it('leaves an unknown price out', () => {
    expect(searched('oat milk', [{ ...oatly, priceCents: null }]).text).toBe(
      'I found Oatly Original Oat Milk for “oat milk”.',
    );
  });

  it('tells products of the same name apart by their size', () => {
    const small = { ...oatly, id: 'small', size: barista.size, priceCents: 299 };
    const { text, speech } = searched('oat milk', [oatly, small, planet]);
    expect(text).toContain(
      'Oatly Original Oat Milk, 64 fl oz ($4.99), Oatly Original Oat Milk, 32 fl oz ($2.99) and',
    );
    expect(speech).toContain('Oatly Original Oat Milk, 32 fl oz');
  });

  it('names the departments of the whole shop with how much each has, and asks which', () => {
    const values = Array.from({ length: 14 }, (_, at) => ({ value: `Shelf ${at}`, count: 20 - at }));
    const facets = [{ field: 'department' as const, values }];
    const { text, speech } = searched('', [oatly, silk], { total: 200, facets });
    expect(text).toContain('Our departments: Shelf 0 (20), Shelf 1 (19)');
    expect(text).toContain('Shelf 11 (9) and 2 more. Which one would you like to see?');
    expect(speech).toBe(
      'Our departments are Shelf 0, Shelf 1, Shelf 2 and 11 more. Which one would you like to see?',
    );
    expect(searched('', [oatly], { facets: [] }).text).toContain('I found Oatly');
    expect(searched('oat milk', [oatly], { facets }).text).toContain('I found Oatly');
  });

  it("tells a price in the product's own currency", () => {
    expect(searched('oat milk', [{ ...oatly, currency: 'EUR' }]).text).toContain('(€4.99)');
  });

  it.each<[Partial<SearchGroup>, string]>([
    [{}, 'I found nothing for “oat milk”. Try other words, or ask for a department.'],
    [
      {
        relaxations: [
          { constraint: 'maxPriceCents', diet: null, total: 1, fromCents: 249 },
          { constraint: 'diets', diet: 'gluten_free', total: 14, fromCents: null },
          { constraint: 'brands', diet: null, total: 7, fromCents: null },
          { constraint: 'organic', diet: null, total: 2, fromCents: null },
        ],
      },
      'I found nothing for “oat milk”: 1 costs more, from $2.49; 14 are not known to be gluten free; 7 are by other brands.',
    ],
    [
      {
        nearCategories: [
          { value: 'Plant Milk', count: 30 },
          { value: 'Cream', count: 4 },
        ],
      },
      'I found nothing for “oat milk”. You could look at Plant Milk (30) and Cream (4).',
    ],
    [
      { excludedUnknown: 1 },
      'I found nothing for “oat milk”. Try other words, or ask for a department. I left out 1 product whose label does not say enough to be sure.',
    ],
  ])('says that there is nothing, and what could be done: %j', (group, text) => {
    expect(searched('oat milk', [], group).text).toBe(text);
  });

  it('says so when what it shows is only near', () => {
    const { text, speech } = searched('walnut milk', [oatly], { closestOnly: true });
    expect(text).toBe("I don't have exactly “walnut milk”. The closest: Oatly Original Oat Milk ($4.99).");
    expect(speech).toBe('The closest I have is Oatly Original Oat Milk.');
  });

  it('says which stored diets and allergies it kept to, and what it could not be sure of', () => {
    const standingFilters = {
      diets: ['vegan', 'gluten_free'],
      excludeAllergens: ['peanut', 'milk'],
    } as const;
    const { text } = searched('oat milk', [oatly], { standingFilters, excludedUnknown: 2 });
    expect(text).toBe(
      'I found Oatly Original Oat Milk ($4.99) for “oat milk”. I kept to vegan and gluten free products without peanuts and milk, as you told me. I left out 2 products whose labels do not say enough to be sure.',
    );
  });

  it('names the constraints that the words do not', () => {
    const filters = { maxPriceCents: 500, organic: true };
    const query = {
      ...found('milk', []).search?.groups[0]?.query,
      text: 'milk',
      filters,
    } as SearchGroup['query'];
    expect(searched('milk', [oatly], { query }).text).toContain('for “milk” (organic, for $5.00 or less)');
    expect(searched('organic milk under $5', [oatly], { query }).text).toContain(
      'for “organic milk under $5”.',
    );
  });

  it('says the same standing words once for several lists', () => {
    const standingFilters = { excludeAllergens: ['milk'] } as const;
    const facts = results([
      { title: 'oat milk', products: [oatly], standingFilters },
      { title: 'soy milk', products: [silk], standingFilters },
    ]);
    const { text } = compiled({ intents: [intent('search_products')], ...facts });
    expect(text.match(/as you told me/g)).toHaveLength(1);
  });

  it('tells a search that is down apart from one that found nothing', () => {
    const { text } = compiled({ intents: [intent('search_products')], searchDown: true, down: ['search'] });
    expect(text).toBe(
      'Search is not available at the moment, so I could not look that up. Please try again shortly.',
    );
    expect(text).not.toBe(searched('oat milk', []).text);
  });

  it('tells what goes with a thing', () => {
    const facts = results([
      { title: 'soy', products: [silk] },
      { title: 'oats', products: [oatly, barista] },
    ]);
    const items = [{ said: 'granola' }] as never;
    const { text } = compiled({ intents: [intent('search_products', { goesWith: true, items })], ...facts });
    expect(text).toBe(
      'Goes well with granola: Silk Original Soy Milk ($4.49) and Oatly Original Oat Milk ($4.99).',
    );
  });
});

describe('a recipe', () => {
  const [curry] = fixtureRecipes;
  if (curry === undefined) throw new Error('The fixture recipes are gone.');
  const [chicken, onions] = curry.ingredients;

  it('tells what it needs, what was found and what the kitchen is assumed to have', () => {
    const facts = results(
      [
        { title: 'chicken', products: [fixture('chicken-thighs')], ingredient: chicken },
        { title: 'onions', products: [], ingredient: onions },
      ],
      { recipe: curry },
    );
    const { text, speech, citations } = compiled({ intents: [intent('recipe')], ...facts });
    expect(text).toBe(
      'For Chicken Curry (4 servings) you need chicken and onions. I found 1 of 2 ingredients; the cards are grouped by ingredient. I found nothing for onions. I assume you have salt.',
    );
    expect(speech).toBe('For Chicken Curry I found 1 of 2 ingredients. I found nothing for onions.');
    expect(citations.map(({ citationId }) => citationId)).toEqual([
      'knowledge.recipe-chicken-curry',
      'product.chicken-thighs',
    ]);
  });

  it('does not list again what was put into the cart', () => {
    const facts = results(
      [
        { title: 'chicken', products: [fixture('chicken-thighs')], ingredient: chicken },
        { title: 'onions', products: [], ingredient: onions },
      ],
      { recipe: curry },
    );
    const added = {
      kind: 'added',
      productId: 'chicken-thighs',
      name: 'Thighs',
      quantity: 1,
      lineQuantity: 1,
      unitPriceCents: 699,
      amountNote: null,
      pickedBecause: 'best_match',
    } as const;
    const missed = { kind: 'no_match', said: 'onions', near: [] } as const;
    const { text } = compiled({ intents: [intent('recipe')], ...facts, ...ordered([added, missed]) });
    expect(text).toBe(
      'I added 1 × Thighs for $6.99. I found nothing for “onions”, so I added nothing. That is for Chicken Curry (4 servings). I assume you have salt.',
    );
  });

  it('says so when nothing of it is there', () => {
    const facts = results([{ title: 'chicken', products: [], ingredient: chicken }], { recipe: curry });
    expect(compiled({ intents: [intent('recipe')], ...facts }).speech).toBe(
      'For Chicken Curry I found none of the ingredients.',
    );
  });

  it('is scaled in words to how many eat, as said or as the household is, and not when it fits', () => {
    const facts = results([{ title: 'chicken', products: [], ingredient: chicken }], { recipe: curry });
    const textFor = (count: number, whose: 'said' | 'household') =>
      compiled({ intents: [intent('recipe')], ...facts, eaters: { count, whose } }).text;
    expect(textFor(5, 'household')).toContain('For your household of 5, take 1.25 times its amounts.');
    expect(textFor(1, 'household')).toContain('For you alone, take 0.25 times its amounts.');
    expect(textFor(8, 'said')).toContain('For 8, take 2 times its amounts.');
    expect(textFor(4, 'household')).not.toContain('amounts');
  });

  it('says that it does not know a dish, or names those of a cuisine', () => {
    const unknown = compiled({ intents: [intent('recipe')], ...results([], { unknownDish: 'moon pie' }) });
    expect(unknown.text).toBe(
      "I don't know a recipe for “moon pie”. Tell me what goes into it and I'll find it.",
    );
    const several = compiled({
      intents: [intent('recipe')],
      ...results([], { suggestedRecipes: fixtureRecipes.slice(1) }),
    });
    expect(several.text).toBe('I know Fresh Salsa and Guacamole. Ask me for the ingredients of one of them.');
  });
});

describe('a question on a product', () => {
  const asked = (
    product: Partial<Product>,
    aspect: ProductAspect,
    more: { diet?: 'vegan'; allergen?: 'peanut' } = {},
  ) =>
    compiled({
      intents: [intent('product_question', { aspect, ...more })],
      ...found('oat milk', [{ ...oatly, name: 'Oat Milk', ...product }]),
    }).text;

  it.each<[Partial<Product>, ProductAspect, string]>([
    [{}, 'price', 'Oat Milk costs $4.99 for 64 fl oz ($2.50 per qt).'],
    [{ size: null }, 'price', 'Oat Milk costs $4.99.'],
    [{ priceCents: null }, 'unit_price', "I don't know the price of Oat Milk."],
    [{ stock: 40 }, 'availability', 'Yes, Oat Milk is in stock.'],
    [{ stock: 2 }, 'availability', 'Yes, Oat Milk is in stock (only 2 left).'],
    [{ stock: 0 }, 'availability', 'Oat Milk is out of stock right now.'],
    [{ stock: null }, 'availability', "We carry Oat Milk, but I don't know how many are left."],
    [{}, 'size', 'Oat Milk comes as 64 fl oz.'],
    [{ size: null }, 'size', "I don't know the size of Oat Milk."],
    [{ size: fixture('eggs-12').size }, 'count', 'Oat Milk holds 12 (12 ct).'],
    [{ ingredients: 'Oats, water' }, 'ingredients', 'Oat Milk contains: Oats, water.'],
    [{ ingredients: null }, 'ingredients', "I don't know the ingredients of Oat Milk."],
    [{}, 'brand', 'Oat Milk is by Oatly.'],
    [{ brand: null }, 'brand', 'Oat Milk has no brand that I know of.'],
    [{ diets: { vegan: 'yes' } }, 'general', 'Oat Milk: 64 fl oz, $4.99. It is not organic. It is vegan.'],
    [{ diets: {}, organic: 'yes' }, 'general', 'Oat Milk: 64 fl oz, $4.99. It is organic.'],
    [
      { diets: {}, size: null, priceCents: null, organic: 'unknown' },
      'general',
      'Oat Milk is on our shelves.',
    ],
    [
      { size: fixture('eggs-12').size, priceCents: 348 },
      'price',
      'Oat Milk costs $3.48 for 12 ct ($0.29 each).',
    ],
    [{ diets: { vegan: 'yes', halal: 'yes', kosher: 'no' } }, 'diet', 'It is vegan and halal.'],
    [{ diets: {} }, 'diet', "I don't know which diets Oat Milk fits."],
  ])('is answered from its record: %j %s', (product, aspect, text) => {
    expect(asked(product, aspect)).toBe(text);
  });

  it.each([
    ['yes', 'Yes, Oat Milk is vegan.'],
    ['no', 'No, Oat Milk is not vegan.'],
    [undefined, "I can't tell: the label of Oat Milk does not say whether it is vegan."],
  ] as const)('says whether it fits a diet: %s', (vegan, text) => {
    expect(asked({ diets: vegan === undefined ? {} : { vegan } }, 'diet', { diet: 'vegan' })).toBe(text);
  });

  it.each([
    [{ contains: ['peanut'], mayContain: [], declared: true }, 'Yes, Oat Milk contains peanuts.'],
    [{ contains: [], mayContain: ['peanut'], declared: true }, 'Oat Milk may contain peanuts.'],
    [{ contains: [], mayContain: [], declared: true }, 'No, the label of Oat Milk lists no peanuts.'],
    [
      { contains: [], mayContain: [], declared: false },
      "I can't tell: the label of Oat Milk does not say whether it contains peanuts.",
    ],
  ] as const)('says whether an allergen is in it: %j', (allergens, text) => {
    expect(asked({ allergens }, 'allergen', { allergen: 'peanut' })).toBe(text);
  });

  it.each([
    [
      { contains: ['milk', 'soy'], mayContain: ['egg'], declared: true },
      'Oat Milk contains milk and soy and may contain egg.',
    ],
    [{ contains: [], mayContain: [], declared: true }, 'Oat Milk lists no allergen.'],
    [
      { contains: ['soy'], mayContain: [], declared: false },
      'Oat Milk contains soy; its statement is not complete.',
    ],
    [
      { contains: [], mayContain: [], declared: false },
      "I can't tell: the label of Oat Milk does not state its allergens.",
    ],
  ] as const)('lists the allergens: %j', (allergens, text) => {
    expect(asked({ allergens }, 'allergen')).toBe(text);
  });

  it('counts wheat as gluten, and believes a label rather than a claim', () => {
    const wheat = { contains: ['wheat'], mayContain: [], declared: true } as const;
    const milk = { contains: ['milk'], mayContain: [], declared: true } as const;
    const answer = (aspect: ProductAspect, product: Partial<Product>, more: object) =>
      compiled({
        intents: [intent('product_question', { aspect, ...more })],
        ...found('bread', [{ ...oatly, name: 'Bread', ...product }]),
      });
    expect(answer('allergen', { allergens: wheat }, { allergen: 'gluten' }).text).toBe(
      'Yes, Bread contains gluten.',
    );
    const claimed = answer('diet', { allergens: milk, diets: { vegan: 'yes' } }, { diet: 'vegan' });
    expect(claimed.text).toBe('No, Bread is not vegan.');
    expect(claimed.products[0]?.diets).not.toContain('vegan');
  });

  it('is answered for all that was pointed at, in one sentence', () => {
    const query = {
      ...(found('', []).search?.groups[0]?.query as SearchGroup['query']),
      text: '',
      filters: { productIds: ['a'] },
    };
    const cheese = fixture('cheddar-sharp');
    const unknown = { ...silk, diets: {} };
    const { text } = compiled({
      intents: [intent('product_question', { aspect: 'diet', diet: 'vegan' })],
      ...found('those', [oatly, barista, cheese, unknown], { query }),
    });
    expect(text).toBe(
      "Oatly Original Oat Milk and Oatly Barista Oat Milk are vegan; Cabot Sharp Cheddar Cheese is not vegan; Silk Original Soy Milk doesn't say whether it is vegan.",
    );
  });

  it('does not answer for another product when the named one is not there', () => {
    const { text } = compiled({
      intents: [intent('product_question', { aspect: 'diet', diet: 'vegan' })],
      ...found('walnut milk', [oatly], { closestOnly: true }),
    });
    expect(text).not.toContain('Yes');
    expect(text).toContain("I don't have exactly “walnut milk”");
  });

  it('leaves the lists of a search in the same turn as they are', () => {
    const facts = results([
      { title: 'oat milk', products: [oatly] },
      { title: 'soy milk', products: [silk] },
    ]);
    const items = [{ said: 'oat milk' }] as never;
    const { text } = compiled({
      intents: [
        intent('product_question', { aspect: 'diet', diet: 'vegan', items }),
        intent('search_products'),
      ],
      ...facts,
    });
    expect(text).toBe(
      'Yes, Oatly Original Oat Milk is vegan. I found Silk Original Soy Milk ($4.49) for “soy milk”.',
    );
  });
});

describe('a comparison', () => {
  const compared = (...products: readonly Product[]) =>
    compiled({
      intents: [intent('compare')],
      ...results(products.map((product) => ({ title: product.name, products: [product] }))),
    });

  it('sets prices, sizes and unit prices side by side and says which costs least', () => {
    expect(compared(oatly, silk).text).toBe(
      'Oatly Original Oat Milk ($4.99, 64 fl oz, $2.50 per qt) and Silk Original Soy Milk ($4.49, 64 fl oz, $2.25 per qt). Silk Original Soy Milk costs least per qt.',
    );
  });

  it('weighs every product of a long list, not only the first', () => {
    const list = [499, 449, 399, 349, 199].map((priceCents, at) => ({
      ...oatly,
      id: `p${at}`,
      name: `Milk ${at}`,
      priceCents,
    }));
    expect(compared(...list).text).toContain('Milk 4 costs least: $1.99.');
    const tied = list.map((product, at) => (at < 2 ? { ...product, priceCents: 99 } : product));
    expect(compared(...tied).text).toContain('Milk 0 and Milk 1 cost least: $0.99.');
    const unpriced = list.map((product, at) => (at === 0 ? { ...product, priceCents: null } : product));
    expect(compared(...unpriced).text).toContain('of those whose price is known');
  });

  it('names no winner where prices are equal, unknown or in other money', () => {
    for (const other of [
      { ...oatly, id: 'x', name: 'X' },
      { ...silk, priceCents: null },
      { ...silk, currency: 'EUR' },
    ]) {
      expect(compared(oatly, other).text).not.toContain('costs least');
    }
  });
});
