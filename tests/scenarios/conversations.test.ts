import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { conversationsOf, missesOf, OWN_CONVERSATIONS } from '#tests/tools/scenario-conversations.ts';
import { utteranceFiles } from '#tests/tools/scenario-utterances.ts';
import { signIn } from '#tests/tools/shopper-client.ts';

const data = mkdtempSync(join(tmpdir(), 'leafloaf-conversations-'));
let assistant: RunningAssistant;
beforeAll(async () => {
  assistant = await startAssistant(data);
}, 60_000);
afterAll(async () => {
  await assistant.stop();
  rmSync(data, { recursive: true, force: true });
});

describe.each(utteranceFiles(OWN_CONVERSATIONS).map((file) => [basename(file), file] as const))(
  'the conversations of %s',
  (_, file) => {
    it.each(conversationsOf(file).map((turns) => [turns.map(({ say }) => say).join(' / '), turns] as const))(
      'keeps the cart right over “%s”',
      async (__, turns) => {
        const shopper = await signIn(assistant.url);
        const before: TurnReply[] = [];
        for (const turn of turns) {
          const reply = await shopper.say(turn.say);
          expect(missesOf(turn, reply, before), `after “${turn.say}”, answered “${reply.text}”`).toEqual([]);
          before.push(reply);
        }
      },
    );
  },
);
