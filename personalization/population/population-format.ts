import { EVIDENCE_INPUTS } from './basket-evidence.ts';
import { fromColumns, toColumns } from './columns.ts';
import { COMPANION_INPUTS } from './companion-evidence.ts';
import { BIN_ENDS, INTERVAL_INPUTS } from './interval-foretelling.ts';
import type { Population } from './population.ts';
import { QUANTITY_INPUTS } from './quantity-foretelling.ts';

/** Raised by hand when what is learned comes to mean something else although it looks the same. */
const MEANING = 2;

/** Of a population with another format nothing is read: its networks were taught other evidence. */
export const POPULATION_FORMAT = [
  MEANING,
  EVIDENCE_INPUTS,
  COMPANION_INPUTS,
  QUANTITY_INPUTS,
  INTERVAL_INPUTS,
  BIN_ENDS.length,
].join('.');

/** A population without its number, which each process gives by itself. */
export type LearnedPopulation = Omit<Population, 'version'>;

export function populationBytes(learned: LearnedPopulation): Uint8Array<ArrayBuffer> {
  return toColumns(learned);
}

/** Throws when the bytes are not those of a population. */
export function populationFrom(bytes: Uint8Array<ArrayBuffer>): LearnedPopulation {
  const learned = fromColumns(bytes) as LearnedPopulation;
  if (typeof learned?.shoppers !== 'number') throw new TypeError('these bytes hold no population');
  return learned;
}
