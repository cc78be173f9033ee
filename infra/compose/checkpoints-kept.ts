/** Checkpoints kept of a thread, and how many more may gather; the log keeps every turn for good. */
export const CHECKPOINTS_KEPT = { keepLatest: 3, slack: 16 };
