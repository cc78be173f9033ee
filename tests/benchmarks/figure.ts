/** One measured number. `reference` is what another method reaches in the same run, `aim` what we want to reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit?: string;
  readonly reference?: number;
  readonly aim?: number;
}

export interface BenchOptions {
  /** Folder of evaluation data. */
  readonly dataDir: string;
  readonly split: 'public' | 'heldout';
  /** Which part runs alone, of a benchmark that has several; all when undefined. */
  readonly part?: string | undefined;
  /** Which data set is measured alone, of a part that has several; all when undefined. */
  readonly set?: string | undefined;
}

/** A benchmark answers its figures, and the sets that it skipped because the data folder lacks them. */
export interface BenchResult {
  readonly figures: readonly Figure[];
  readonly skipped: readonly string[];
}

export type Benchmark = (options: BenchOptions) => Promise<BenchResult>;

/** The value below which `share` of the sorted values lie; nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
