import { describe, expect, it } from 'vitest';
import { chooseRoute, type RouteModel } from '#agents/supervisor/choose-route.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import type { Understand } from '#agents/supervisor/understanding.ts';

const request = { message: 'hmm', focus: EMPTY_FOCUS, cartProducts: [] };
const grammarSays =
  (name: RoutedIntent['name'], confidence: number): Understand =>
  () => ({ intents: [{ name, confidence, slots: {} }], by: 'grammar' });
const answering = (answer: unknown): RouteModel => ({ route: async () => answer });
const unsure = grammarSays('clarify', 0.4);

describe('choosing the route', () => {
  it('takes the grammar when there is no model, and when the grammar is sure', async () => {
    expect(await chooseRoute({ understand: unsure }, request)).toMatchObject({ by: 'grammar' });
    const model = answering({ intents: [{ name: 'help', confidence: 1 }] });
    const sure = await chooseRoute({ understand: grammarSays('show_cart', 0.97), model }, request);
    expect(sure.intents[0]?.name).toBe('show_cart');
  });

  it("takes the model's names when the grammar is unsure", async () => {
    const model = answering({ intents: [{ name: 'list_promotions', confidence: 0.8 }] });
    expect(await chooseRoute({ understand: unsure, model }, request)).toEqual({
      intents: [{ name: 'list_promotions', confidence: 0.8, slots: {} }],
      by: 'model',
    });
  });

  it('asks rather than changes a cart on the word of a model alone', async () => {
    const model = answering({ intents: [{ name: 'clear_cart', confidence: 1 }] });
    const route = await chooseRoute({ understand: unsure, model }, request);
    expect(route.intents.map((intent) => intent.name)).toEqual(['clarify']);
  });

  it.each([
    ['the wrong shape', answering({ intents: [{ name: 'buy_the_shop', confidence: 1 }] })],
    ['failed', { route: () => Promise.reject(new TypeError('no')) } satisfies RouteModel],
  ])('falls back to the grammar and says so when the answer is or has %s', async (reason, model) => {
    const route = await chooseRoute({ understand: unsure, model }, request);
    expect(route).toMatchObject({
      by: 'grammar',
      degraded: { capability: 'route-model', fallback: 'grammar' },
    });
    expect(route.degraded?.reason).toContain(reason);
  });

  it('does not wait for a model that never answers', async () => {
    const model: RouteModel = { route: () => new Promise(() => undefined) };
    const route = await chooseRoute({ understand: unsure, model, modelBudgetMs: 1 }, request);
    expect(route.degraded?.reason).toContain('in time');
  });
});
