import { ROUTES, type RouteName } from '#agents/supervisor/router/route.ts';

/** A text's route, and what was predicted with which probability. */
export interface RoutePrediction {
  readonly expected: RouteName;
  readonly got: RouteName;
  readonly probability: number;
}

/** F1 of each route that occurs among the expected. */
export function routeF1(
  predictions: readonly RoutePrediction[],
): readonly { readonly route: RouteName; readonly f1: number; readonly texts: number }[] {
  return ROUTES.flatMap((route) => {
    const texts = predictions.filter(({ expected }) => expected === route).length;
    const got = predictions.filter((prediction) => prediction.got === route).length;
    const hits = predictions.filter(({ expected, got }) => expected === route && got === route).length;
    return texts === 0 ? [] : [{ route, f1: (2 * hits) / (texts + got), texts }];
  });
}

export function macroF1(predictions: readonly RoutePrediction[]): number {
  const scores = routeF1(predictions);
  return scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length;
}

/** One bar of a reliability diagram: what was said, and how often it was right. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly texts: number;
  readonly said: number;
  readonly right: number;
}

const BINS = 10;

export function reliability(predictions: readonly RoutePrediction[]): readonly ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inside = predictions.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin,
    );
    const mean = (values: readonly number[]): number =>
      values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      texts: inside.length,
      said: mean(inside.map(({ probability }) => probability)),
      right: mean(inside.map(({ expected, got }) => (expected === got ? 1 : 0))),
    };
  });
}

/** Expected calibration error: the bins' gaps between said and right, weighed by their texts (Guo et al. 2017). */
export function calibrationError(predictions: readonly RoutePrediction[]): number {
  return reliability(predictions).reduce(
    (sum, { texts, said, right }) => sum + (texts / predictions.length) * Math.abs(said - right),
    0,
  );
}
