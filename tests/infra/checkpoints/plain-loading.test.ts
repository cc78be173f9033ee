import { MemorySaver } from '@langchain/langgraph';
import { expect, it } from 'vitest';
import { loadingPlainText } from '#infra/checkpoints/plain-loading.ts';

const theirs = new MemorySaver().serde;
const ours = loadingPlainText(theirs);

it.each([
  { said: 'plain', list: [1, null, { deep: ['ä', '🥛'] }] },
  { said: '{"lc":2,"type":"undefined"}', quoted: '"lc":' },
  { tags: new Set(['a']), sizes: new Map([['milk', 2]]), nothing: undefined, wrong: new Error('no') },
  { pattern: /milk/u, bytes: new Uint8Array([1, 2]) },
  new Uint8Array([3, 4]),
  'a text',
])('reads back what LangGraph would: %j', async (value) => {
  const [type, data] = await ours.dumpsTyped(value);
  expect(await ours.loadsTyped(type, data)).toEqual(await theirs.loadsTyped(type, data));
  expect(await ours.loadsTyped(type, data)).toEqual(value);
});
