import type { Ranking } from '#infra/embedded/product-index/ranking.ts';
import type { BenchOptions, BenchResult, Figure } from '#tests/benchmarks/figure.ts';
import { readEsci } from './esci-data.ts';
import { type EmbedderName, indexEsci, openEmbeddings, rankQueries } from './esci-index.ts';
import { referenceBm25 } from './reference-bm25.ts';
import { meanRelevance, type Relevance, relevanceOf } from './relevance.ts';

const AIMS: Readonly<Record<EmbedderName, number>> = { minilm: 0.67, builtin: 0.635 };
/** Each part of the ranking that can be switched off, by the weights that do it. */
const PARTS: Readonly<Record<string, Partial<Ranking>>> = {
  negation: { hasUnwanted: 0, saysWithout: 0 },
  shelfOfBest: { shelfOfBest: 0 },
  likeBest: { likeBest: 0 },
  description: { inWeak: 0 },
  meaningAlone: { meaningAloneFrom: 2 },
};
/** Alphas at which the hybrid is measured beside the estimated one. */
const ALPHAS = [0.2, 0.4, 0.6, 0.8] as const;

/** Relevance on ESCI, by the protocol of the data's README. */
export async function benchEsci({ dataDir, split }: BenchOptions): Promise<BenchResult> {
  const esci = readEsci(dataDir, split);
  if (esci === null) return { figures: [], skipped: [`search/esci.${split}`] };
  const { products, queries } = esci;
  const rankByReference = referenceBm25(products);
  const reference = meanRelevance(
    queries.map((query) => relevanceOf(rankByReference(query.query, 50), query)),
  );
  const figures: Figure[] = [...figuresOf('search.esci.reference', [reference])];
  const skipped: string[] = [];
  for (const name of ['builtin', 'minilm'] as const) {
    const embeddings = await openEmbeddings(name, dataDir);
    if (embeddings === null) {
      skipped.push(`search.esci.${name} (the model's folder is not beside the data)`);
      continue;
    }
    const open = await indexEsci(products, embeddings);
    const index = await open({});
    const scored = async (label: string, ranking: Partial<Ranking>, alpha: number | 'estimated') =>
      figuresOf(label, await rankQueries(await open(ranking), queries, alpha));
    const best = figuresOf(`search.esci.${name}`, await rankQueries(index, queries, 'estimated'));
    figures.push(
      ...best.map((figure) =>
        figure.name.endsWith('ndcg@10') ? { ...figure, reference: reference.ndcg, aim: AIMS[name] } : figure,
      ),
      ...(await scored(`search.esci.${name}.vectorOnly`, {}, 1)),
    );
    for (const alpha of ALPHAS)
      figures.push(...(await scored(`search.esci.${name}.alpha${alpha}`, {}, alpha)).slice(0, 1));
    for (const [part, off] of Object.entries(PARTS)) {
      figures.push(...(await scored(`search.esci.${name}.without.${part}`, off, 'estimated')).slice(0, 1));
    }
    if (name === 'builtin') figures.push(...(await scored('search.esci.bm25', {}, 0)));
    await embeddings.close();
  }
  return { figures, skipped };
}

function figuresOf(label: string, all: readonly Relevance[]): readonly Figure[] {
  const { ndcg, recall, reciprocalRank } = meanRelevance(all);
  return [
    { name: `${label}.ndcg@10`, value: ndcg },
    { name: `${label}.recall@50`, value: recall },
    { name: `${label}.mrr`, value: reciprocalRank },
  ];
}
