import type { Benchmark } from './figure.ts';
import { benchComplements } from './personalization/complements.ts';
import { benchHabits } from './personalization/habits.ts';
import { benchHouseholdSize } from './personalization/household-size.ts';
import { benchLearningSpeed } from './personalization/learning-speed.ts';
import { benchNextBasket } from './personalization/next-basket.ts';
import { benchPriceLevel } from './personalization/price-level.ts';

const PARTS: Readonly<Record<string, Benchmark>> = {
  basket: benchNextBasket,
  habits: benchHabits,
  complements: benchComplements,
  price: benchPriceLevel,
  household: benchHouseholdSize,
  speed: benchLearningSpeed,
};

/** What the engine learns from real histories against published methods, both in the same run; `--part` runs one alone. */
export const benchPersonalization: Benchmark = async (options) => {
  const { part } = options;
  const chosen = part === undefined ? Object.values(PARTS) : [PARTS[part]];
  const results = [];
  for (const bench of chosen) {
    if (bench === undefined) throw new RangeError(`--part is one of: ${Object.keys(PARTS).join(', ')}`);
    results.push(await bench(options));
  }
  return {
    figures: results.flatMap(({ figures }) => figures),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
};
