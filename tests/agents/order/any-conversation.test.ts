import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ItemMention, Reference, RoutedIntent, SaidAmount } from '#agents/supervisor/intent.ts';
import { intent, mention, openWorld } from './order-world.ts';

const amount = fc.option(
  fc.record<SaidAmount>({
    value: fc.constantFrom(0, 0.5, 1, 2, 3.5, 12, 24, 99, 100, 999_999_999, -1),
    measure: fc.constantFrom(null, 'dozen', 'lb', 'gallon', 'pack', 'pair', 'oz', 'unheard_of'),
    mode: fc.constantFrom('absolute', 'more', 'fewer', 'factor'),
  }),
);
const reference = fc.option(
  fc.constantFrom<Reference[]>(
    { kind: 'ordinal', index: 1 },
    { kind: 'ordinal', index: -2 },
    { kind: 'ordinal', index: 0 },
    { kind: 'deixis', plural: false },
    { kind: 'deixis', plural: true },
    { kind: 'attribute', words: ['organic'] },
    { kind: 'attribute', words: [] },
    { kind: 'superlative', by: 'best_value' },
    { kind: 'other' },
    { kind: 'habit' },
    { kind: 'habit', which: 'last time' },
    { kind: 'habit', which: 'last week' },
  ),
);
const item: fc.Arbitrary<ItemMention> = fc
  .record({
    query: fc.constantFrom(
      '',
      'milk',
      'eggs',
      'cheese',
      'bananas',
      'spinach',
      'नमक',
      "'; DROP TABLE carts; --",
      '%',
      '1/2',
    ),
    amount,
    reference,
    restore: fc.boolean(),
    replaces: fc.boolean(),
  })
  .map(({ query, ...changes }) => mention(query, changes));
const anyIntent: fc.Arbitrary<RoutedIntent> = fc
  .record({
    name: fc.constantFrom(
      ...(['add_to_cart', 'add_to_cart', 'update_cart', 'remove_from_cart', 'undo', 'clear_cart'] as const),
      ...([
        'show_cart',
        'confirm_order',
        'accept',
        'decline',
        'clarify',
        'usual_order',
        'repeat_order',
      ] as const),
      ...(['order_status', 'apply_promotion', 'greeting'] as const),
    ),
    items: fc.array(item, { maxLength: 3 }),
    choice: reference,
    redo: fc.boolean(),
    cancel: fc.boolean(),
    contents: fc.boolean(),
    which: fc.constantFrom(
      'last',
      'that',
      'before that',
      'may 3rd',
      'last week',
      'the party',
      'milk',
      '',
      'all orders',
      '__proto__',
    ),
    without: fc.array(item, { maxLength: 2 }),
  })
  .map(({ name, ...slots }) => intent(name, { ...slots, code: 'X1' }));

it('any conversation keeps the cart sound, fails at nothing, and claims only what the cart holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyIntent, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
      async (turns) => {
        const world = await openWorld();
        try {
          for (const intents of turns) {
            const outcome = await world.turn(intents);
            expect(outcome.receipts.filter(({ kind }) => kind === 'failed')).toEqual([]);
            expect(outcome.steps.filter((step) => step.outcome === 'failed')).toEqual([]);
            expect(outcome.priced).toEqual(await world.desk.show('ada'));
            for (const { quantity } of outcome.priced.cart.lines) {
              expect(Number.isInteger(quantity) && quantity >= 1 && quantity <= 99).toBe(true);
            }
            expect(outcome.focus.pending).toEqual(outcome.question);
            const ordered = outcome.receipts.some(
              ({ kind }) => kind === 'order_placed' || kind === 'order_cancelled',
            );
            expect(outcome.order !== null).toBe(ordered);
          }
        } finally {
          world.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});
