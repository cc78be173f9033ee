import { beforeAll, describe, expect, it } from 'vitest';
import { createUnderstanding } from '#agents/supervisor/create-understanding.ts';
import type { Understand } from '#agents/supervisor/understanding.ts';
import {
  asExpected,
  OWN_UTTERANCES,
  requestOf,
  utteranceFiles,
  utterancesOf,
} from '#tests/tools/scenario-utterances.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';

let understand: Understand;
beforeAll(async () => {
  understand = createUnderstanding(await shippedVocabulary());
});

describe.each(utteranceFiles(OWN_UTTERANCES))('the corpus %s', (file) => {
  it.each(utterancesOf(file).map((line) => [line.said.slice(0, 60), line] as const))(
    'understands "%s"',
    (_, line) => {
      const { intents } = understand(requestOf(line));
      expect(asExpected(intents, line)).toEqual(line.expect);
    },
  );
});
