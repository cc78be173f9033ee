import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { IntentSlots, RoutedIntent } from '#agents/supervisor/intent.ts';
import { heedRouter } from '#agents/supervisor/router/heed-router.ts';
import { ROUTES, type RouteName } from '#agents/supervisor/router/route.ts';
import { createRouter, type Router } from '#agents/supervisor/router/route-prior.ts';
import { readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { FOCUSES } from '#tests/agents/supervisor/corpus-focus.ts';
import { shippedVocabulary } from '#tests/agents/supervisor/shipped-vocabulary.ts';

const vocabulary = {
  isShoppable: (word: string) => word === 'milk',
  namesShelf: (word: string) => word === 'produce',
};
const REQUEST = { message: 'said', focus: EMPTY_FOCUS, cartProducts: [] };

function routerThatSays(route: RouteName, probability: number): Router {
  const rest = (1 - probability) / (ROUTES.length - 1);
  const distribution = Object.fromEntries(
    ROUTES.map((name) => [name, name === route ? probability : rest]),
  ) as Record<RouteName, number>;
  return { route: () => ({ route, probability, distribution, known: 10 }) };
}

function heard(intents: readonly RoutedIntent[], router: Router): readonly string[] {
  const understand = heedRouter(() => ({ intents, by: 'grammar' }), router, vocabulary);
  return understand(REQUEST).intents.map(({ name }) => name);
}

function search(query: string, confidence: number): RoutedIntent {
  const items: IntentSlots['items'] = [
    { said: query, query, amount: null, reference: null, filters: {}, excludeTerms: [], sort: 'relevance' },
  ];
  return { name: 'search_products', confidence, slots: { items } };
}

describe('an understanding that heeds the router', () => {
  it('gives up a guess about nothing that is sold when the router knows better', () => {
    expect(heard([search('radio', 0.7)], routerThatSays('other', 0.99))).toEqual(['out_of_scope']);
    expect(heard([search('appreciate it', 0.7)], routerThatSays('general', 0.99))).toEqual(['small_talk']);
  });

  it('leaves the name of a shelf to the grammar', () => {
    expect(heard([search('produce', 0.7)], routerThatSays('general', 0.99))).toEqual(['search_products']);
  });

  it('says with the router’s probability how sure it is', () => {
    const understand = heedRouter(
      () => ({ intents: [search('radio', 0.7)], by: 'grammar' }),
      routerThatSays('other', 0.97),
      vocabulary,
    );
    expect(understand(REQUEST).intents[0]?.confidence).toBe(0.97);
  });

  it.each([
    ['a confident reading', [search('radio', 0.95)], 'other', 0.99],
    ['a reading of something that is sold', [search('milk', 0.7)], 'other', 0.99],
    ['a reading when the router doubts', [search('radio', 0.7)], 'other', 0.8],
    ['several requests', [search('radio', 0.7), search('tv', 0.7)], 'other', 0.99],
    ['an answer', [{ name: 'accept', confidence: 0.7, slots: {} }], 'other', 0.99],
    [
      'a reading that the route stands for',
      [{ name: 'greeting', confidence: 0.7, slots: {} }],
      'general',
      0.99,
    ],
  ] as const)('leaves %s alone', (_, intents, route, probability) => {
    const names = intents.map(({ name }) => name);
    expect(heard(intents, routerThatSays(route, probability))).toEqual(names);
  });

  it.each(['cart_change', 'place_order', 'control', 'food_info', 'search'] as const)(
    'never makes a reading of the route %s, which could change a cart or an order',
    (route) => {
      expect(heard([search('radio', 0.3)], routerThatSays(route, 1))).toEqual(['search_products']);
    },
  );

  it('understands every line of the scenario corpus as the grammar does', async () => {
    const words = await shippedVocabulary();
    const grammar = createUnderstanding(words);
    const heedful = heedRouter(grammar, createRouter(readRouterWeightsFile()), words);
    const folder = fileURLToPath(new URL('../corpus', import.meta.url));
    const lines = readdirSync(folder)
      .filter((file) => file.endsWith('.jsonl'))
      .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split('\n'))
      .filter((line) => line.trim() !== '')
      .map((line): { said: string; focus?: string; cart?: readonly string[] } => JSON.parse(line));
    const changed = lines.filter(({ said, focus, cart = [] }) => {
      const request = {
        message: said,
        focus: (focus === undefined ? undefined : FOCUSES[focus]) ?? EMPTY_FOCUS,
        cartProducts: cart.map((name, at) => ({ productId: `c${at}`, name })),
      };
      return JSON.stringify(grammar(request)) !== JSON.stringify(heedful(request));
    });
    expect(lines.length).toBeGreaterThan(0);
    expect(changed.map(({ said }) => said)).toEqual([]);
  });

  it('takes what assistants of other trades are asked for as out of scope', async () => {
    const words = await shippedVocabulary();
    const understand = heedRouter(createUnderstanding(words), createRouter(readRouterWeightsFile()), words);
    for (const message of ['my phone is lost', 'get me a ticket to denver', 'i need to change my pin'])
      expect(understand({ ...REQUEST, message }).intents.map(({ name }) => name)).toEqual(['out_of_scope']);
  });
});
