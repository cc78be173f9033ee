import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createKnowledgeBase } from '#agents/research/knowledge-base.ts';
import type { KnowledgeEntry } from '#agents/research/knowledge-source.ts';
import { runResearch } from '#agents/research/research-agent.ts';

const entries: readonly KnowledgeEntry[] = JSON.parse(
  readFileSync('infra/catalogue/shipped/knowledge.json', 'utf8'),
);
const knowledge = createKnowledgeBase(entries);
const idFor = async (message: string) => (await runResearch(knowledge, message))?.entryId ?? null;

describe('research', () => {
  it.each([
    ['How long do eggs last in the fridge?', 'storage-egg'],
    ['what is the best way to store fresh cilantro', 'storage-berries', false],
    ['how should I store avocados', 'storage-avocado'],
    ['can I freeze bread?', 'storage-bread'],
    ["what's a substitute for buttermilk?", 'substitution-buttermilk'],
    ['what can I use instead of an egg', 'substitution-egg'],
    ['how do I cook quinoa?', 'cooking-quinoa'],
    ['how many calories are in a banana', 'nutrition-banana'],
    ['how long does oat milk keep', 'storage-oat'],
  ])('answers “%s” from %s', async (message, entryId, same = true) => {
    if (same) expect(await idFor(message)).toBe(entryId);
    else expect(await idFor(message)).not.toBe(entryId);
  });

  it.each(['add a substitute for milk', 'egg noodles', 'how much is the oat milk?', 'do you have rice', ''])(
    'leaves “%s” to the other agents',
    async (message) => {
      expect(await idFor(message)).toBeNull();
    },
  );

  it('says nothing of a food that it does not know', async () => {
    expect(await idFor('how long does dragonfruit jam last?')).toBeNull();
  });

  it('keeps every entry under its own id, with a subject and a source', () => {
    expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(entries.length);
    for (const entry of entries) {
      expect(entry.subjects.length).toBeGreaterThan(0);
      expect(entry.source).not.toBe('');
    }
  });
});
