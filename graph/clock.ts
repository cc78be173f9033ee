/** Time as the graph sees it; injected, so that a turn can be taped and replayed. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back; for durations. */
  elapsed(): number;
}
