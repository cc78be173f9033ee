import { dietaryFigures } from './dietary.ts';
import { benchEngines } from './engines/bench-engines.ts';
import { benchEsci } from './esci/bench-esci.ts';
import type { Benchmark } from './figure.ts';

/** Product search: relevance on ESCI, dietary facts, then latency and memory beside other engines. */
export const benchSearch: Benchmark = async (options) => {
  const parts = [
    await benchEsci(options),
    dietaryFigures(options.dataDir, options.split),
    await benchEngines(options),
  ];
  return {
    figures: parts.flatMap(({ figures }) => figures),
    skipped: parts.flatMap(({ skipped }) => skipped),
  };
};
