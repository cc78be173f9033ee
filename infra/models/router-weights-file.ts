import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeRouterWeights, type RouterWeights } from '#agents/supervisor/router/router-weights.ts';

/** The weights that ship with the assistant. */
export const ROUTER_WEIGHTS_FILE = fileURLToPath(
  import.meta.resolve('#agents/supervisor/router/weights.bin'),
);

/** Reads the router's weights. Throws `RouterWeightsError` when the file is damaged. */
export function readRouterWeightsFile(file: string = ROUTER_WEIGHTS_FILE): RouterWeights {
  return decodeRouterWeights(readFileSync(file));
}
