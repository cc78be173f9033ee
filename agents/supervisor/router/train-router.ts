import { learnEmbeddings } from './learn-embeddings.ts';
import { ROUTES, type RouteName } from './route.ts';
import { normaliseText, routeFeatures } from './route-features.ts';
import { createRouter } from './route-prior.ts';
import { type RoutedText, setAside } from './routed-text.ts';
import type { RouterWeights } from './router-weights.ts';

/** Features of fewer distinct texts say little of unseen ones. */
const RAREST_FEATURE = 3;
/** Twenty bytes each: the weights stay under a megabyte. */
const MOST_FEATURES = 48_000;
/** A text said n times counts n^.5 times: what people often say matters more, but 800 times "yes" drowns nothing. */
const REPEATS = 0.5;
const TEMPERATURE_SHARE = 0.1;
const LARGEST_INT8 = 127;
const DEFAULT_SEED = 20261120;

/**
 * Trains a router: deterministic for the same texts in the same order. The temperature is fitted on a tenth of the
 * texts by a router that has not seen them; the weights then learn from all.
 */
export function trainRouter(texts: readonly RoutedText[], seed: number = DEFAULT_SEED): RouterWeights {
  if (texts.length === 0)
    throw new Error('There is nothing to train on: give at least one text with a route.');
  const { kept, aside } = setAside(texts, TEMPERATURE_SHARE, 'temperature');
  const temperature = kept.length > 0 && aside.length > 0 ? fitTemperature(learn(kept, seed), aside) : 1;
  return withTemperature(learn(texts, seed), temperature);
}

interface Lesson {
  readonly text: string;
  readonly label: number;
  readonly times: number;
}

function learn(texts: readonly RoutedText[], seed: number): RouterWeights {
  const labels = new Map<string, number>();
  const labelRoutes: RouteName[] = [];
  const lessons = new Map<string, { text: string; label: number; times: number }>();
  const trainedOn: Record<string, number> = {};
  for (const { text, route, label, corpus } of texts) {
    const name = `${corpus} ${label} ${route}`;
    const number = labels.get(name) ?? labels.size;
    if (number === labels.size) {
      labels.set(name, number);
      labelRoutes.push(route);
    }
    const key = `${route} ${normaliseText(text)}`;
    const lesson = lessons.get(key);
    if (lesson) lesson.times += 1;
    else {
      lessons.set(key, { text, label: number, times: 1 });
      trainedOn[corpus] = (trainedOn[corpus] ?? 0) + 1;
    }
  }
  return learnLessons([...lessons.values()], labelRoutes, trainedOn, seed);
}

function learnLessons(
  lessons: readonly Lesson[],
  labelRoutes: readonly RouteName[],
  trainedOn: Readonly<Record<string, number>>,
  seed: number,
): RouterWeights {
  const features = lessons.map(({ text }) => routeFeatures(text));
  const keys = frequentFeatures(features);
  const rowOf = new Map([...keys].map((key, row) => [key, row] as const));
  const learned = learnEmbeddings({
    rows: keys.length,
    labelGroups: labelRoutes.map((route) => ROUTES.indexOf(route)),
    examples: lessons.map(({ label, times }, at) => ({
      rows: (features[at] ?? []).flatMap((feature) => rowOf.get(feature) ?? []),
      label,
      weight: times ** REPEATS,
    })),
    seed,
  });
  const { dimensions } = learned;
  const { rows, scales } = quantise(learned.embeddings, dimensions);
  return {
    header: {
      format: 1,
      dimensions,
      features: keys.length,
      labelRoutes: [...labelRoutes],
      temperature: 1,
      trainedOn: { ...trainedOn },
      seed,
    },
    keys,
    rows,
    scales,
    labels: learned.labels,
    biases: learned.biases,
  };
}

function frequentFeatures(texts: readonly (readonly number[])[]): Uint32Array {
  const counts = new Map<number, number>();
  for (const features of texts)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const frequent = [...counts]
    .filter(([, count]) => count >= RAREST_FEATURE)
    .sort(([leftFeature, left], [rightFeature, right]) => right - left || leftFeature - rightFeature)
    .slice(0, MOST_FEATURES);
  return Uint32Array.from(frequent, ([feature]) => feature).sort();
}

/** Each dimension on its own scale, so that one large number does not coarsen the others. */
function quantise(
  embeddings: Float32Array,
  dimensions: number,
): { readonly rows: Int8Array; readonly scales: Float32Array } {
  const scales = new Float32Array(dimensions);
  embeddings.forEach((value, at) => {
    const dimension = at % dimensions;
    scales[dimension] = Math.max(scales[dimension] ?? 0, Math.abs(value) / LARGEST_INT8);
  });
  const rows = Int8Array.from(embeddings, (value, at) => Math.round(value / (scales[at % dimensions] || 1)));
  return { rows, scales };
}

function withTemperature(weights: RouterWeights, temperature: number): RouterWeights {
  return { ...weights, header: { ...weights.header, temperature } };
}

/** The temperature under which the held-out routes are most likely, of 41 between 1/4 and 4. */
function fitTemperature(weights: RouterWeights, texts: readonly RoutedText[]): number {
  const candidates = Array.from({ length: 41 }, (_, at) => 2 ** ((at - 20) / 10));
  const losses = candidates.map((temperature) => {
    const router = createRouter(withTemperature(weights, temperature));
    return texts.reduce(
      (loss, { text, route }) => loss - Math.log(Math.max(1e-9, router.route(text).distribution[route])),
      0,
    );
  });
  return candidates[losses.indexOf(Math.min(...losses))] ?? 1;
}
