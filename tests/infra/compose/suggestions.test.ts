import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { type Composition, compose } from '#infra/compose/compose.ts';
import { readSettings } from '#infra/config/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'leafloaf-'));
let system: Composition;
beforeAll(async () => {
  system = await compose(readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), () => undefined);
});
afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true, force: true });
});

let turns = 0;
/** Says one thing after another as a new shopper; answers the last reply. */
async function converse(...messages: readonly string[]): Promise<TurnReply> {
  const shopperId = `shopper-${++turns}`;
  let reply: TurnReply | null = null;
  for (const message of messages) {
    const outcome = await system.application.runTurn(
      {
        shopperId,
        message,
        conversationId: `of-${shopperId}`,
        turnId: `turn-${++turns}`,
        mode: 'text',
        transcript: null,
        view: 'personalized',
        filters: {},
        limit: 10,
        trace: false,
      },
      { signal: new AbortController().signal },
    );
    if (outcome.kind !== 'replied') throw new Error(`“${message}” ended as ${outcome.kind}.`);
    reply = outcome.reply;
  }
  if (reply === null) throw new Error('Nothing was said.');
  return reply;
}

const MISUNDERSTOOD = new Set(['clarify', 'out_of_scope']);

describe.each([
  ['at the beginning', ['hello']],
  ['after a search', ['oat milk']],
  ['after a search in another aisle', ['shampoo']],
  ['after something was added', ['oat milk', 'add the first one']],
  ['after something was removed', ['add bananas', 'add eggs', 'remove the bananas']],
  ['after a recipe', ['ingredients for sambar']],
  ['after a statement', ["I'm allergic to peanuts"]],
  ['after an order', ['add bananas', "that's all", 'yes']],
  ['after something that was not understood', ['qwertyuiop']],
])('what is suggested %s', (_, said) => {
  it('works when it is sent as it is', async () => {
    const { suggestions } = await converse(...said);
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions) {
      const reply = await converse(...said, suggestion);
      const names = reply.intents.map(({ name }) => name);
      expect([suggestion, names.filter((name) => MISUNDERSTOOD.has(name))]).toEqual([suggestion, []]);
      expect(reply.text).not.toMatch(/found nothing|can't find|not sure|don't know a recipe/u);
    }
  });
});
