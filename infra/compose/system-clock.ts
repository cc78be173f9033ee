import type { Clock } from '#graph/clock.ts';

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
