import { expect, it } from 'vitest';
import { populationHealth } from '#infra/compose/health.ts';
import { heedForgetting } from '#infra/compose/heed-forgetting.ts';
import { SHOPPER_NODE } from '#personalization/learning/edge.ts';
import { statementNode } from '#personalization/learning/graph-change.ts';
import { openHistory } from '#tests/personalization/shopper-history.ts';

function heeding() {
  const told: string[] = [];
  const history = openHistory();
  const graph = heedForgetting(history.graph, {
    shopper: (shopperId) => told.push(shopperId),
    everybody: () => told.push('everybody'),
  });
  return { told, history, graph };
}

it('tells of a forgotten shopper, and of a forgotten fact only what it is part of', async () => {
  const { told, history, graph } = heeding();
  await history.order(0, { milk: 1 });
  const edge = { sourceId: SHOPPER_NODE, targetId: 'product:milk' };
  await graph.forgetFact('ana', { ...edge, kind: 'VIEWED' }, 1);
  expect(told.splice(0)).toEqual(['ana']);
  await graph.forgetFact('ana', { ...edge, kind: 'BOUGHT' }, 1);
  expect(told.splice(0)).toEqual(['ana', 'everybody']);
  await graph.forgetFact(
    'ana',
    { sourceId: SHOPPER_NODE, targetId: statementNode('household'), kind: 'STATED' },
    1,
  );
  expect(told.splice(0)).toEqual(['ana', 'everybody']);
  await graph.forget('ben');
  expect(told.splice(0)).toEqual(['ben', 'everybody']);
  await graph.neighbourhood('ana');
  expect(told).toEqual([]);
});

it('says in the health what everybody taught, and why it could not be learned anew', () => {
  const learnedAt = Date.UTC(2026, 0, 1);
  expect(populationHealth({ shoppers: null, learnedAt: null, trouble: null })).toMatchObject({
    status: 'pass',
    detail: 'nothing learned over everybody yet',
  });
  expect(populationHealth({ shoppers: 60, learnedAt, trouble: 'out of memory' })).toEqual({
    name: 'population',
    status: 'warn',
    detail: 'learned from 60 shoppers at 2026-01-01T00:00:00.000Z; could not be learned anew: out of memory',
  });
});
