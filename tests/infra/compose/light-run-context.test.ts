import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';
import { Annotation, Command, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { afterEach, expect, it } from 'vitest';
import { carryConfigOnly } from '#infra/compose/light-run-context.ts';

const original = AsyncLocalStorageProviderSingleton.runWithConfig;
afterEach(() => {
  AsyncLocalStorageProviderSingleton.runWithConfig = original;
});

it('still lets a step find the run that it belongs to', async () => {
  carryConfigOnly();
  const graph = new StateGraph(Annotation.Root({ answer: Annotation<string> }))
    .addNode('ask', async () => ({ answer: interrupt('Which one?') as string }))
    .addEdge(START, 'ask')
    .compile({ checkpointer: new MemorySaver() });
  const thread = { configurable: { thread_id: 't' } };
  await graph.invoke({ answer: '' }, thread);
  expect(await graph.invoke(new Command({ resume: 'the second' }), thread)).toEqual({ answer: 'the second' });
  expect(AsyncLocalStorageProviderSingleton.runWithConfig).not.toBe(original);
});
