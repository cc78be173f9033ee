import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';
import {
  Annotation,
  Command,
  getConfig,
  interrupt,
  MemorySaver,
  START,
  StateGraph,
} from '@langchain/langgraph';
import { Channel } from '@langchain/langgraph/pregel';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { carryConfigOnly } from '#infra/compose/light-run-context.ts';
import { keepStepsLight } from '#infra/compose/light-steps.ts';

const provider = AsyncLocalStorageProviderSingleton;
const node = Object.getPrototypeOf(Channel.subscribeTo('any'));
const own = Object.getPrototypeOf(Object.getPrototypeOf(Channel.writeTo(['any'])));
const original = {
  runWithConfig: provider.runWithConfig,
  getNode: node.getNode,
  invoke: own.invoke,
};
beforeEach(() => {
  carryConfigOnly();
  keepStepsLight();
});
afterEach(() => {
  provider.runWithConfig = original.runWithConfig;
  node.getNode = original.getNode;
  own.invoke = original.invoke;
});

const State = Annotation.Root({
  answer: Annotation<string>,
  visited: Annotation<readonly string[]>({ reducer: (one, two) => [...one, ...two], default: () => [] }),
});
const visit = (name: string) => async () => ({ visited: [name] });

it('goes every way that a graph has: edges, conditions, commands, joins', async () => {
  const graph = new StateGraph(State)
    .addNode('begin', visit('begin'))
    .addNode('left', visit('left'))
    .addNode('right', visit('right'))
    .addNode('joined', async () => new Command({ update: { visited: ['joined'] }, goto: 'told' }), {
      ends: ['told'],
    })
    .addNode('told', visit('told'))
    .addEdge(START, 'begin')
    .addConditionalEdges('begin', ({ visited }) => (visited.includes('begin') ? ['left', 'right'] : []))
    .addEdge(['left', 'right'], 'joined')
    .compile();
  const { visited } = await graph.invoke({ answer: '' });
  expect(visited).toEqual(['begin', 'left', 'right', 'joined', 'told']);
});

it('lets a step find its run, and a stopped run go on', async () => {
  const threads: unknown[] = [];
  const graph = new StateGraph(State)
    .addNode('ask', async () => {
      threads.push(getConfig()?.configurable?.thread_id);
      return { answer: interrupt('Which one?') as string };
    })
    .addEdge(START, 'ask')
    .compile({ checkpointer: new MemorySaver() });
  const thread = { configurable: { thread_id: 't' } };
  await graph.invoke({ answer: '' }, thread);
  expect(await graph.invoke(new Command({ resume: 'the second' }), thread)).toMatchObject({
    answer: 'the second',
  });
  expect(threads).toEqual(['t', 't']);
});

it('ends a run whose step throws or which is called off', async () => {
  const failing = new StateGraph(State)
    .addNode('fail', async () => {
      throw new Error('no');
    })
    .addEdge(START, 'fail')
    .compile();
  await expect(failing.invoke({ answer: '' })).rejects.toThrow('no');

  const controller = new AbortController();
  const stuck = new StateGraph(State)
    .addNode('wait', async () => {
      controller.abort();
      return new Promise<never>(() => undefined);
    })
    .addEdge(START, 'wait')
    .compile();
  await expect(stuck.invoke({ answer: '' }, { signal: controller.signal })).rejects.toThrow(/abort/iu);
});

it('gives every step of a task the one config, and makes the steps of a node once', async () => {
  const graph = new StateGraph(State).addNode('one', visit('one')).addEdge(START, 'one').compile();
  expect(graph.nodes.one.getNode()).toBe(graph.nodes.one.getNode());

  const given = new Set<unknown>();
  const light = own.invoke;
  own.invoke = function (this: unknown, input: unknown, config: unknown) {
    given.add(config);
    return light.call(this, input, config);
  };
  await graph.invoke({ answer: '' });
  // The graph's own start is a task too.
  expect(given.size).toBe(2);
});
