import { parseArgs } from 'node:util';
import { RANKING, type Ranking } from '#infra/embedded/product-index/ranking.ts';
import { readEsci } from './esci-data.ts';
import { type EmbedderName, indexEsci, openEmbeddings, rankQueries } from './esci-index.ts';

/**
 * Chooses the weights of the ranking: coordinate ascent over few values each, from the parts switched off. What it would
 * reach on queries that it has not seen is measured by folds over the queries, each fold with weights chosen without it.
 */
const VALUES: Readonly<Partial<Record<keyof Ranking, readonly number[]>>> = {
  inWeak: [0, 0.3, 0.5, 0.7],
  fullyAlike: [5, 6, 7, 8],
  shelfOfBest: [0, 0.15, 0.3, 0.45],
  likeBest: [0, 0.15, 0.3, 0.5],
  hasUnwanted: [0, 0.1, 0.2, 0.4, 0.6],
  saysWithout: [0, 0.04, 0.08, 0.12],
};
const START: Ranking = { ...RANKING, inWeak: 0, shelfOfBest: 0, likeBest: 0, hasUnwanted: 0, saysWithout: 0 };
const FOLDS = 5;
/** A weight changes only when the mean gains this much; two in a row around a plateau are no reason. */
const LEAST_GAIN = 0.001;
const PASSES = 2;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    embeddings: { type: 'string', default: 'builtin' },
  },
});
const esci = readEsci(options.data, 'public');
const embeddings = await openEmbeddings(options.embeddings as EmbedderName, options.data);
if (esci === null || embeddings === null) {
  console.error(`There are no public ESCI files in ${options.data}, or no model for ${options.embeddings}.`);
  process.exit(2);
}
const { products, queries } = esci;
const open = await indexEsci(products, embeddings);
const known = new Map<string, readonly number[]>();

/** nDCG@10 of every query under these weights. */
async function scores(ranking: Ranking): Promise<readonly number[]> {
  const key = JSON.stringify(ranking);
  let found = known.get(key);
  if (found === undefined) {
    const index = await open(ranking);
    found = (await rankQueries(index, queries, 'estimated')).map(({ ndcg }) => ndcg);
    known.set(key, found);
  }
  return found;
}

const mean = (all: readonly number[], of: readonly number[]) =>
  of.reduce((sum, at) => sum + (all[at] ?? 0), 0) / of.length;

async function choose(of: readonly number[]): Promise<Ranking> {
  let best = START;
  let reached = mean(await scores(best), of);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const [weight, choices] of Object.entries(VALUES)) {
      for (const value of choices) {
        const tried = { ...best, [weight]: value };
        const score = mean(await scores(tried), of);
        if (score < reached + LEAST_GAIN) continue;
        best = tried;
        reached = score;
      }
    }
  }
  return best;
}

const all = queries.map((_, at) => at);
let unseen: number[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const weights = await choose(all.filter((at) => at % FOLDS !== fold));
  const reached = await scores(weights);
  unseen = [...unseen, ...all.filter((at) => at % FOLDS === fold).map((at) => reached[at] ?? 0)];
}
const chosen = await choose(all);
const average = unseen.reduce((sum, it) => sum + it, 0) / unseen.length;
const deviation = Math.sqrt(unseen.reduce((sum, it) => sum + (it - average) ** 2, 0) / (unseen.length - 1));
console.log(`parts off          ${mean(await scores(START), all).toFixed(4)}`);
console.log(
  `cross-validated    ${average.toFixed(4)} ± ${(deviation / Math.sqrt(unseen.length)).toFixed(4)}`,
);
console.log(`chosen on all      ${mean(await scores(chosen), all).toFixed(4)}  ${JSON.stringify(chosen)}`);
console.log(`weights that ship  ${mean(await scores(RANKING), all).toFixed(4)}  ${JSON.stringify(RANKING)}`);
await embeddings.close();
