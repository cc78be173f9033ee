/** Spanner answers, but its database cannot be used as it is; the message says what to do. */
export class SpannerNotReady extends Error {
  override readonly name = 'SpannerNotReady';
}
