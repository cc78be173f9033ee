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
