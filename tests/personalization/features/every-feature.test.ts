import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURE_NAMES, type FeatureName } from '#personalization/features/feature.ts';
import { runFeatures } from '#personalization/features/run-features.ts';
import type { Population } from '#personalization/population/population.ts';
import { twoKinds } from '#tests/personalization/population/many-shoppers.ts';
import { openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';
import { contextOf, FEATURE_CASES, type FeatureCase, type History } from './feature-cases.ts';

let overall: Population;
beforeAll(async () => {
  overall = await twoKinds();
}, 60_000);

/** What a feature answers and reports for a history, on a day. */
async function ask(name: FeatureName, history: History, day: number, everybody: Population | null = overall) {
  const row = FEATURE_CASES[name];
  const population = row.needsPopulation === true ? everybody : null;
  const profile = await history.profile(population, day);
  const run = runFeatures(profile, contextOf(row, day));
  const report = run.section.features.find((feature) => feature.name === name)!;
  return { answer: row.answer(run, profile), report };
}

async function filled(fill: FeatureCase['one'], from = 0): Promise<History> {
  const history = openHistory();
  await fill(history, from);
  return history;
}

describe('the matrix', () => {
  it('has a row for every feature', () => {
    expect(Object.keys(FEATURE_CASES).sort()).toEqual([...FEATURE_NAMES].sort());
  });
});

describe.each(FEATURE_NAMES)('%s', (name) => {
  const row = FEATURE_CASES[name];

  it('gives two answers to two histories', async () => {
    const one = await ask(name, await filled(row.one), row.asked);
    const other = await ask(name, await filled(row.other), row.asked);
    expect(one.answer).toEqual(row.expected.one);
    expect(other.answer).toEqual(row.expected.other);
    expect(row.expected.one).not.toEqual(row.expected.other);
  });

  it('abstains of a shopper nobody knows, sure of nothing and with a reason to read', async () => {
    const { answer, report } = await ask(name, openHistory(), row.asked, null);
    expect(report).toMatchObject({ status: 'abstained', confidence: 0 });
    expect(report.reason).toMatch(/^[A-Z].*\.$/u);
    expect(answer).not.toEqual(row.expected.one);
  });

  it('answers the same when all of it was so many weeks later', async () => {
    const now = await ask(name, await filled(row.one), row.asked);
    const then = await ask(name, await filled(row.one, 700), 700 + row.asked);
    expect(then).toEqual(now);
  });

  it(`answers ${row.later.becomes} when ${row.later.days} days pass and nothing is done`, async () => {
    const history = await filled(row.one);
    const now = await ask(name, history, row.asked);
    const then = await ask(name, history, row.asked + row.later.days);
    if (row.later.becomes === 'the same') expect(then.answer).toEqual(now.answer);
    else expect(then.answer).not.toEqual(now.answer);
  });

  it('knows nothing any more of a shopper who is forgotten', async () => {
    const history = await filled(row.one);
    await history.graph.forget('ana');
    await history.settings.forget('ana');
    expect(await ask(name, history, row.asked)).toEqual(await ask(name, openHistory(), row.asked));
  });

  it('says so and takes no part when it is switched off', async () => {
    const history = await filled(row.one);
    await history.set(switchedOff(name));
    const { report } = await ask(name, history, row.asked);
    expect(report).toMatchObject({ status: 'off', confidence: 0, observations: 0 });
  });

  it('is the same of one shopper whatever another does', async () => {
    const history = await filled(row.one);
    const alone = await ask(name, history, row.asked);
    for (const day of [0, 3, 6, 9]) await history.order(day, { rice: 9, oat: 9 }, 'eve');
    expect(await ask(name, history, row.asked)).toEqual(alone);
  });
});
