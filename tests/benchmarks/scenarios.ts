import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import { heedRouter } from '#agents/supervisor/router/heed-router.ts';
import { createRouter } from '#agents/supervisor/router/route-prior.ts';
import { readRouterWeightsFile } from '#infra/models/router-weights-file.ts';
import { shippedVocabulary } from '#tests/agents/supervisor/shipped-vocabulary.ts';
import { startAssistant } from '#tests/tools/running-assistant.ts';
import {
  conversationsOf,
  missesOf,
  OWN_CONVERSATIONS,
  type ScenarioTurn,
} from '#tests/tools/scenario-conversations.ts';
import {
  asExpected,
  OWN_UTTERANCES,
  requestOf,
  utteranceFiles,
  utterancesOf,
} from '#tests/tools/scenario-utterances.ts';
import { signIn } from '#tests/tools/shopper-client.ts';
import type { Figure } from './figure.ts';

interface Score {
  passed: number;
  total: number;
}

/**
 * The scenario corpus and the files of `<dataDir>/scenarios`: single utterances through the understanding as shipped,
 * conversations each as a new shopper of a whole assistant in its own process.
 */
export async function benchScenarios(dataDir: string): Promise<readonly Figure[]> {
  const files = [OWN_UTTERANCES, OWN_CONVERSATIONS, join(dataDir, 'scenarios')].flatMap(utteranceFiles);
  const single = await singleTurns(files);
  const { oneTurn, several } = await conversations(files);
  const alone = { passed: single.passed + oneTurn.passed, total: single.total + oneTurn.total };
  console.log(`scenarios: ${alone.passed} of ${alone.total} single utterances as expected`);
  console.log(`scenarios: ${several.passed} of ${several.total} conversations of several turns as expected`);
  const figures = (name: string, { passed, total }: Score): readonly Figure[] => [
    { name: `scenarios.${name}.passed`, value: total === 0 ? 0 : passed / total, aim: 1 },
    { name: `scenarios.${name}.total`, value: total },
  ];
  return [...figures('singleTurn', alone), ...figures('multiTurn', several)];
}

async function singleTurns(files: readonly string[]): Promise<Score> {
  const vocabulary = await shippedVocabulary();
  const router = createRouter(readRouterWeightsFile());
  const understand = heedRouter(createUnderstanding(vocabulary), router, vocabulary);
  const score = { passed: 0, total: 0 };
  for (const file of files) {
    for (const line of utterancesOf(file)) {
      const { intents } = understand(requestOf(line));
      const got = asExpected(intents, line);
      score.total += 1;
      if (isDeepStrictEqual(got, line.expect)) score.passed += 1;
      else console.log(`not as expected: ${basename(file)} “${line.said}”: ${JSON.stringify(got)}`);
    }
  }
  return score;
}

async function conversations(files: readonly string[]) {
  const score = { oneTurn: { passed: 0, total: 0 }, several: { passed: 0, total: 0 } };
  const data = mkdtempSync(join(tmpdir(), 'leafloaf-scenarios-'));
  const assistant = await startAssistant(data);
  try {
    for (const file of files) {
      for (const turns of conversationsOf(file)) {
        const of = turns.length > 1 ? score.several : score.oneTurn;
        of.total += 1;
        const miss = await firstMiss(assistant.url, turns);
        if (miss === null) of.passed += 1;
        else console.log(`not as expected: ${basename(file)} ${miss}`);
      }
    }
  } finally {
    await assistant.stop();
    rmSync(data, { recursive: true, force: true });
  }
  return score;
}

/** Where a conversation first goes otherwise than expected; null when it does not. */
async function firstMiss(url: string, turns: readonly ScenarioTurn[]): Promise<string | null> {
  const shopper = await signIn(url);
  const before: TurnReply[] = [];
  for (const turn of turns) {
    const reply = await shopper.say(turn.say);
    const misses = missesOf(turn, reply, before);
    before.push(reply);
    if (misses.length > 0) return `“${turn.say}”: ${misses.join('; ')}`;
  }
  return null;
}
