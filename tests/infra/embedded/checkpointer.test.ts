import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { checkpointMigrations } from '#infra/embedded/checkpoint-table.ts';
import { createEmbeddedCheckpointer } from '#infra/embedded/checkpointer.ts';
import { temporaryDatabase, temporaryPath } from './temporary-database.ts';

const State = Annotation.Root({
  said: Annotation<string[]>({ reducer: (before, after) => [...before, ...after], default: () => [] }),
});

/** A graph that asks before it goes on. */
function graphOf(checkpointer: BaseCheckpointSaver) {
  return new StateGraph(State)
    .addNode('ask', () => ({ said: [`answer: ${interrupt('Really?')}`] }))
    .addNode('close', () => ({ said: ['closed'] }))
    .addEdge(START, 'ask')
    .addEdge('ask', 'close')
    .addEdge('close', END)
    .compile({ checkpointer });
}

async function idsOf(checkpointer: BaseCheckpointSaver, configurable: Record<string, string>) {
  const ids: string[] = [];
  for await (const tuple of checkpointer.list({ configurable })) ids.push(tuple.checkpoint.id);
  return ids;
}

describe('embedded checkpointer', () => {
  it('resumes an interrupted thread in the next process', async () => {
    const path = temporaryPath();
    const config = { configurable: { thread_id: "o'hara; --" } };
    const before = createEmbeddedCheckpointer(temporaryDatabase(checkpointMigrations, path));
    await graphOf(before).invoke({ said: ['hello'] }, config);
    const after = createEmbeddedCheckpointer(temporaryDatabase(checkpointMigrations, path));
    const state = await graphOf(after).invoke(new Command({ resume: 'yes' }), config);
    expect(state.said).toEqual(['hello', 'answer: yes', 'closed']);
  });

  it('keeps only the latest checkpoints of a thread when told so, and still resumes', async () => {
    const database = temporaryDatabase(checkpointMigrations);
    const checkpointer = createEmbeddedCheckpointer(database, { keepLatest: 2 });
    const config = { configurable: { thread_id: 'one' } };
    const other = { configurable: { thread_id: 'two' } };
    await graphOf(checkpointer).invoke({ said: ['untouched'] }, other);
    for (const word of ['a', 'b', 'c']) {
      await graphOf(checkpointer).invoke({ said: [word] }, config);
      await graphOf(checkpointer).invoke(new Command({ resume: word }), config);
    }
    expect(await idsOf(checkpointer, { thread_id: 'one' })).toHaveLength(2);
    const held = database
      .statement(
        "SELECT count(DISTINCT checkpoint_id) AS held FROM checkpoint_writes WHERE thread_id = 'one'",
      )
      .get();
    expect(Number(held?.held)).toBeLessThanOrEqual(2);
    const state = await graphOf(checkpointer).getState(config);
    expect(state.values.said.slice(-3)).toEqual(['c', 'answer: c', 'closed']);
    expect((await graphOf(checkpointer).getState(other)).next).toEqual(['ask']);
  });

  it('prunes finished subgraphs with their thread but keeps those that live on', async () => {
    const checkpointer = createEmbeddedCheckpointer(temporaryDatabase(checkpointMigrations), {
      keepLatest: 1,
    });
    const put = (checkpoint_ns: string, id: string) =>
      checkpointer.put(
        { configurable: { thread_id: 'one', checkpoint_ns } },
        { v: 4, id, ts: '2026-01-01T00:00:00Z', channel_values: {}, channel_versions: {}, versions_seen: {} },
        { source: 'loop', step: 0, parents: {} },
        {},
      );
    await put('', '1');
    await put('shop:task-1', '2');
    await put('memory', '3');
    await put('', '4');
    await put('shop:task-2', '5');
    await put('', '4b');
    expect(await idsOf(checkpointer, { thread_id: 'one' })).toEqual(['5', '4b', '3']);
  });

  it('keeps two branches of a thread apart', async () => {
    const checkpointer = createEmbeddedCheckpointer(temporaryDatabase(checkpointMigrations));
    const graph = graphOf(checkpointer);
    const start = { configurable: { thread_id: 'one' } };
    await graph.invoke({ said: ['hello'] }, start);
    const asked = (await graph.getState(start)).config;
    const left = await graph.updateState(asked, { said: ['left'] }, 'close');
    const right = await graph.updateState(asked, { said: ['right'] }, 'close');
    expect((await graph.getState(left)).values.said).toEqual(['hello', 'left']);
    expect((await graph.getState(right)).values.said).toEqual(['hello', 'right']);
    expect((await graph.getState(asked)).values.said).toEqual(['hello']);
  });

  it('copies a checkpoint with all its values', async () => {
    const checkpointer = createEmbeddedCheckpointer(temporaryDatabase(checkpointMigrations));
    const graph = graphOf(checkpointer);
    const start = { configurable: { thread_id: 'one' } };
    await graph.invoke({ said: ['hello'] }, start);
    const copy = await graph.updateState((await graph.getState(start)).config, null, '__copy__');
    expect((await graph.getState(copy)).values.said).toEqual(['hello']);
  });

  it('says what is missing when a thread id is', async () => {
    const checkpointer = createEmbeddedCheckpointer(temporaryDatabase(checkpointMigrations));
    await expect(checkpointer.putWrites({ configurable: {} }, [], 'task')).rejects.toThrow(
      'needs configurable.thread_id as a text and got undefined',
    );
  });

  it('refuses to keep less than one checkpoint', () => {
    const database = temporaryDatabase(checkpointMigrations);
    expect(() => createEmbeddedCheckpointer(database, { keepLatest: 0 })).toThrow('at least 1');
  });
});
