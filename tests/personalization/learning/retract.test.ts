import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperations } from '#personalization/learning/apply-operations.ts';
import type { GraphEdge } from '#personalization/learning/edge.ts';
import { DAY_MS, observe, RECENT_LIMIT } from '#personalization/learning/evidence.ts';
import { graphChangeOf } from '#personalization/learning/graph-change.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import { retract } from '#personalization/learning/retract.ts';

const START = Date.UTC(2026, 0, 1);
let events = 0;

function purchase(day: number, lines: Interaction['lines']): Interaction {
  events += 1;
  const at = START + day * DAY_MS;
  return {
    eventId: `e${events}`,
    shopperId: 'ana',
    kind: 'purchase',
    at,
    lines: lines ?? [],
    source: 'turn',
  };
}

function cancelling({ at, lines }: Interaction, day: number): Interaction {
  events += 1;
  const when = { at: START + day * DAY_MS, purchasedAt: at };
  return {
    eventId: `e${events}`,
    shopperId: 'ana',
    kind: 'cancellation',
    ...when,
    lines: lines ?? [],
    source: 'turn',
  };
}

/** The facts that hold after these, without the names of the events behind them. */
function factsAfter(...interactions: readonly Interaction[]) {
  let edges: readonly GraphEdge[] = [];
  for (const interaction of interactions) {
    const written = applyOperations(edges, graphChangeOf(interaction, START));
    const ids = new Set(written.map(({ edgeId }) => edgeId));
    edges = [...edges.filter(({ edgeId }) => !ids.has(edgeId)), ...written];
  }
  return edges
    .filter(({ validTo }) => validTo === null)
    .map(({ kind, targetId, evidence }) => ({ kind, targetId, evidence }))
    .sort((a, b) => `${a.kind}${a.targetId}`.localeCompare(`${b.kind}${b.targetId}`));
}

const milk = { productId: 'milk', quantity: 2, unitPriceCents: 399 };
const eggs = { productId: 'eggs', quantity: 1, unitPriceCents: 349 };

describe('a cancelled purchase', () => {
  it('leaves nothing learned when it was the only one', () => {
    const only = purchase(1, [milk, eggs]);
    expect(factsAfter(only)).toHaveLength(3);
    expect(factsAfter(only, cancelling(only, 2))).toEqual([]);
  });

  it('is learned anew when the same is bought again', () => {
    const first = purchase(1, [milk]);
    const again = purchase(3, [milk]);
    expect(factsAfter(first, cancelling(first, 2), again)).toEqual(factsAfter(again));
  });

  it('takes nothing back that was never learned, as when learning was off', () => {
    const kept = purchase(1, [milk]);
    expect(factsAfter(kept, cancelling(purchase(2, [milk]), 3))).toEqual(factsAfter(kept));
    expect(factsAfter(cancelling(purchase(2, [milk]), 3))).toEqual([]);
  });

  it('needs to know when the purchase was', () => {
    const { purchasedAt: _, ...unsure } = cancelling(purchase(1, [milk]), 2);
    expect(() => graphChangeOf(unsure, START)).toThrow('purchasedAt');
  });

  it('leaves the evidence as if it had never been, whichever one it was', () => {
    const baskets = fc.uniqueArray(
      fc.record({
        day: fc.integer({ min: 0, max: 300 }),
        quantity: fc.integer({ min: 1, max: 9 }),
        cents: fc.option(fc.integer({ min: 1, max: 900 })),
      }),
      { minLength: 2, maxLength: RECENT_LIMIT, selector: ({ day }) => day },
    );
    fc.assert(
      fc.property(baskets, fc.nat(), (bought, pick) => {
        const cancelled = bought[pick % bought.length]!;
        const of = (some: typeof bought) =>
          some.reduce<ReturnType<typeof observe> | null>(
            (evidence, { day, quantity, cents }) =>
              observe(evidence, { at: START + day * DAY_MS, quantity, cents }),
            null,
          );
        const { day, quantity, cents } = cancelled;
        const left = retract(of(bought)!, { at: START + day * DAY_MS, quantity, cents })!;
        const never = of(bought.filter((one) => one !== cancelled))!;
        expect({ ...left, decayed: [] }).toEqual({ ...never, decayed: [] });
        left.decayed.forEach((value, at) => {
          // Rounded at each step, and the shortest half-life magnifies that when its latest act is taken back.
          expect(Math.abs(value - never.decayed[at]!)).toBeLessThan(
            1e-4 * 2 ** ((of(bought)!.lastAt - left.lastAt) / DAY_MS / 7),
          );
        });
      }),
    );
  });
});
