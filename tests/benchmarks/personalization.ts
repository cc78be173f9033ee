import type { Benchmark } from './figure.ts';
import { benchComplements } from './personalization/complements.ts';
import { benchHabits } from './personalization/habits.ts';
import { benchLearningSpeed } from './personalization/learning-speed.ts';
import { benchNextBasket } from './personalization/next-basket.ts';

/** What the engine learns from real histories against published methods, both in the same run. */
export const benchPersonalization: Benchmark = async (options) => {
  const results = [];
  for (const bench of [benchNextBasket, benchHabits, benchComplements, benchLearningSpeed])
    results.push(await bench(options));
  return {
    figures: results.flatMap(({ figures }) => figures),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
};
