import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { everybody, factsSeen, learnPopulation } from '#personalization/population/learn-population.ts';
import { populationBytes } from '#personalization/population/population-format.ts';
import type { LearnedBytes } from '#personalization/population/population-keeper.ts';
import { openGraphToRead, openShelfToRead, type PopulationWork } from './population-source.ts';
import { seededRandom } from './seeded-random.ts';

/** The same facts give the same population, on every machine. */
const SEED = 1;
/** Turns go first: where niceness is a thread's, as on Linux, it is this thread's alone. */
const NICENESS = 5;

if (process.platform === 'linux') setPriority(0, NICENESS);
const { source, cataloguePath } = workerData as PopulationWork;
const { graph, close } = await openGraphToRead(source);
try {
  const known = await everybody(graph);
  const learned = await learnPopulation(known, {
    graph,
    random: () => seededRandom(SEED),
    breathe: async () => undefined,
    shelf: cataloguePath === null ? null : await openShelfToRead(cataloguePath),
  });
  const answer: LearnedBytes = { learnedFrom: factsSeen(known), bytes: populationBytes(learned) };
  parentPort?.postMessage(answer, [answer.bytes.buffer]);
} finally {
  await close();
}
