import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { BenchOptions, BenchResult } from '#tests/benchmarks/figure.ts';
import { type Basket, type History, itemsOf, readBasketSet } from './basket-sets.ts';
import { openEngine, purchase } from './engine.ts';

/** Households are judged in so many parts, each by what was learned of the others. */
const PARTS = 5;
const LEAST_TYPES = 3;

interface Hidden {
  readonly hidden: string;
  readonly others: readonly string[];
}

/** What goes with what: one product type of each basket hidden and looked for by the others. */
export async function benchComplements({ dataDir, split }: BenchOptions): Promise<BenchResult> {
  const types = readTypes(dataDir);
  const population = readBasketSet(dataDir, 'completejourney11w', 'public');
  const judged = split === 'public' ? population : readBasketSet(dataDir, 'completejourney11w', split);
  if (types === null || population === null || judged === null) {
    return { figures: [], skipped: [`complements of baskets/completejourney11w.${split}.jsonl.gz`] };
  }
  const typed = population.map((history) => toTypes(history, types));
  const asked = split === 'public' ? typed : judged.map((history) => toTypes(history, types));
  const ours: number[] = [];
  const cosine: number[] = [];
  for (let part = 0; part < (split === 'public' ? PARTS : 1); part += 1) {
    const inPart = (index: number) => split !== 'public' || index % PARTS === part;
    const learned = split === 'public' ? typed.filter((_, index) => index % PARTS !== part) : typed;
    const rankByCosine = cosineReference(learned);
    const engine = openEngine({ parts: ['companions'] });
    for (const { user, baskets } of learned) {
      await engine.learn(baskets.map((basket) => purchase(user, basket)));
    }
    await engine.learnOverall();
    for (const { user, baskets } of asked.filter((_, index) => inPart(index))) {
      for (const basket of baskets) {
        const question = hideOne(basket);
        if (question !== null) {
          const { companionsOf } = await engine.profile(user, basket.at);
          const ranked = companionsOf?.(question.others).map(({ productId }) => productId) ?? [];
          ours.push(ranked.slice(0, 10).includes(question.hidden) ? 1 : 0);
          cosine.push(rankByCosine(question.others).slice(0, 10).includes(question.hidden) ? 1 : 0);
        }
        await engine.learn([purchase(user, basket)]);
      }
    }
    engine.close();
  }
  const reference = mean(cosine);
  return {
    figures: [
      { name: 'complements.hr@10', value: mean(ours), reference, aim: 0.21 },
      { name: 'complements.cosine.hr@10', value: reference },
      { name: 'complements.baskets', value: ours.length },
    ],
    skipped: [],
  };
}

function readTypes(dataDir: string): ReadonlyMap<string, string> | null {
  const file = join(dataDir, 'household/products.csv.gz');
  if (!existsSync(file)) return null;
  const rows: readonly Readonly<Record<string, string>>[] = parse(gunzipSync(readFileSync(file)), {
    columns: true,
  });
  return new Map(rows.map((row) => [row.product_id ?? '', row.product_type ?? '']));
}

function toTypes({ user, baskets, targets }: History, types: ReadonlyMap<string, string>): History {
  return {
    user,
    targets: [],
    baskets: [...baskets, ...targets].map((basket) => ({
      at: basket.at,
      lines: [
        ...new Set(
          itemsOf(basket)
            .map((id) => types.get(id) ?? '')
            .filter(Boolean),
        ),
      ].map((productId) => ({
        productId,
        quantity: 1,
        unitPriceCents: null,
      })),
    })),
  };
}

/** Hides the type with the smallest hash, as data/README.md says. */
function hideOne(basket: Basket): Hidden | null {
  const types = [...itemsOf(basket)].sort();
  if (types.length < LEAST_TYPES) return null;
  const hashed = types.map((type) => ({
    type,
    hash: createHash('sha256')
      .update(`${type}|${types.join('|')}`)
      .digest('hex'),
  }));
  const [first] = hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const hidden = first?.type ?? '';
  return { hidden, others: types.filter((type) => type !== hidden) };
}

/** Types by the sum of their co-occurrence cosines with the basket's. */
function cosineReference(histories: readonly History[]): (basket: readonly string[]) => readonly string[] {
  const counts = new Map<string, number>();
  const pairs = new Map<string, Map<string, number>>();
  for (const basket of histories.flatMap(({ baskets }) => baskets)) {
    const types = itemsOf(basket);
    for (const type of types) {
      counts.set(type, (counts.get(type) ?? 0) + 1);
      const beside = pairs.get(type) ?? new Map<string, number>();
      pairs.set(type, beside);
      for (const other of types) if (other !== type) beside.set(other, (beside.get(other) ?? 0) + 1);
    }
  }
  return (basket) => {
    const scores = new Map<string, number>();
    for (const type of basket) {
      for (const [other, count] of pairs.get(type) ?? []) {
        if (basket.includes(other)) continue;
        const cosine = count / Math.sqrt((counts.get(type) ?? 1) * (counts.get(other) ?? 1));
        scores.set(other, (scores.get(other) ?? 0) + cosine);
      }
    }
    return [...scores].sort(([, a], [, b]) => b - a).map(([type]) => type);
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
