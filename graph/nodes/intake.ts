import type { NodeWork } from '#graph/guard.ts';

/** Begins a turn: empties what an earlier turn of the thread left in the lists. */
export const intake: NodeWork = async () => ({ degraded: null, execution: null, text: '', redacted: [] });
