import type { NodeWork } from '#graph/guard.ts';

/** Begins a turn: takes away what an earlier turn of the thread left in channels that not every turn writes. */
export const intake: NodeWork = async () => ({ text: '', redacted: [] });
