import { describe, expect, it } from 'vitest';
import { learningFromClicks } from '#infra/compose/click-learning.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const DAY = 86_400_000;

/** The words find nothing of what the meaning ranks first, so every click that counts teaches. */
function classroom() {
  let now = 20_000 * DAY;
  let taught = 0;
  const learner = learningFromClicks(
    { learn: async (interactions) => interactions.map(() => 'learned') },
    {
      products: {
        search: async ({ alpha }) => {
          const hits = Array.from({ length: 40 }, (_, at) => ({
            product: fixtureProduct(`tea-${at}`, 'Tea', 'Pantry/Tea', null, null),
            score: 1,
            matchesAllTerms: true,
            exactName: false,
          }));
          return { hits: alpha < 0.5 ? [] : hits, total: hits.length, facets: [], excludedUnknown: 0 };
        },
      },
      statistics: { describe: async () => ({ words: [], exactName: false, bestCoverage: 1 }) },
      learned: {
        evidenceOf: async () => ({ clicks: 0, lean: 0 }),
        add: async () => {
          taught += 1;
        },
      },
      now: () => now,
      onError: (error) => {
        throw error;
      },
    },
  );
  const click = async (shopperId: string, product: number, query = 'evening tea', sharing = true) => {
    const interaction: Interaction = {
      eventId: `${shopperId}-${product}-${now}-${query}`,
      shopperId,
      kind: 'click',
      at: now,
      productId: `tea-${product}`,
      query,
      source: 'test',
    };
    await learner.learn([interaction], { privacy: { learning: true, sharing } });
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { click, pass, taught: () => taught };
}

describe('what clicks teach search', () => {
  it('counts none of a shopper who does not share', async () => {
    const { click, taught } = classroom();
    await click('ana', 1, 'evening tea', false);
    expect(taught()).toBe(0);
    await click('ben', 1);
    expect(taught()).toBe(1);
  });

  it('counts a product for the same words once a day of a shopper', async () => {
    const { click, pass, taught } = classroom();
    for (let at = 0; at < 30; at += 1) await click('ana', 1, at % 2 === 0 ? 'evening tea' : 'Evening TEAS');
    expect(taught()).toBe(1);
    await click('ben', 1);
    expect(taught()).toBe(2);
    pass(DAY);
    await click('ana', 1);
    expect(taught()).toBe(3);
  });

  it('learns no more than ten a day of one shopper, whatever is clicked', async () => {
    const { click, taught } = classroom();
    for (let at = 0; at < 40; at += 1) await click('ana', at, `tea of kind ${at}`);
    expect(taught()).toBe(10);
    await click('ben', 3);
    expect(taught()).toBe(11);
  });
});
