import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchOptions, BenchResult, Figure } from '#tests/benchmarks/figure.ts';
import { ENGINES, type EngineName } from './engine.ts';
import type { EngineMeasure } from './measure-engine.ts';

const SIZES = [1_500, 50_000, 200_000] as const;
/** An engine that needs longer for a size is named as skipped. */
const LONGEST_MS = 120_000;
const P95_AIM_MS = 8;
const OPEN_AIM_MS = 1_000;
const MEASURE = fileURLToPath(new URL('./measure-engine.ts', import.meta.url));

/** Latency and memory of the index beside other engines, each in a process of its own over the same products. */
export async function benchEngines({ dataDir }: BenchOptions): Promise<BenchResult> {
  const file = join(dataDir, 'catalogue/instacart_products.jsonl.gz');
  if (!existsSync(file)) return { figures: [], skipped: ['search.<size> (catalogue/instacart_products)'] };
  const figures: Figure[] = [];
  const skipped: string[] = [];
  for (const size of SIZES) {
    for (const engine of ENGINES) {
      const folder = mkdtempSync(join(tmpdir(), 'leafloaf-engine-'));
      const built = run(engine, file, size, folder);
      const measured = engine === 'leafloaf' ? run(engine, file, size, folder) : built;
      rmSync(folder, { recursive: true, force: true });
      if (measured === null || built === null) {
        skipped.push(`search.${size}.${engine} (it failed or took longer than ${LONGEST_MS / 1_000} s)`);
        continue;
      }
      const name = engine === 'leafloaf' ? `search.${size}` : `search.${size}.${engine}`;
      const own = engine === 'leafloaf' && size === 50_000;
      figures.push(
        { name: `${name}.p50Ms`, value: measured.p50Ms, unit: 'ms' },
        { name: `${name}.p95Ms`, value: measured.p95Ms, unit: 'ms', ...(own ? { aim: P95_AIM_MS } : {}) },
        { name: `${name}.rssMb`, value: measured.rssMb, unit: 'MB' },
        { name: `${name}.buildMs`, value: built.buildMs ?? Number.NaN, unit: 'ms' },
      );
      if (measured.openMs !== null) {
        const aim = own ? { aim: OPEN_AIM_MS } : {};
        figures.push({ name: `${name}.openMs`, value: measured.openMs, unit: 'ms', ...aim });
      }
    }
  }
  return { figures, skipped };
}

function run(engine: EngineName, file: string, size: number, folder: string): EngineMeasure | null {
  try {
    const flags = ['--expose-gc', '--max-old-space-size=4096'];
    const output = execFileSync(process.execPath, [...flags, MEASURE, engine, file, String(size), folder], {
      encoding: 'utf8',
      timeout: LONGEST_MS,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  } catch {
    return null;
  }
}
