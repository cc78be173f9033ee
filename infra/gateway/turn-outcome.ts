import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { TurnOutcome } from '#graph/turn-event.ts';
import { notFound, ProblemError } from './problem.ts';

export function problemOfOutcome(outcome: Exclude<TurnOutcome, { kind: 'replied' }>): ProblemError {
  switch (outcome.kind) {
    case 'turn_id_reused':
      return new ProblemError('turn-id-reused', {
        detail: 'This turn id was used before for another message. Send a new turnId or Idempotency-Key.',
        errors: [{ path: 'turnId', message: 'send a new one' }],
      });
    case 'no_such_conversation':
      return notFound('conversation');
    case 'cancelled':
      return new ProblemError('turn-cancelled', {
        detail: 'The turn was cancelled. Send it again under a new turnId.',
      });
    case 'too_slow':
      return new ProblemError('unavailable', {
        detail: 'The turn took too long. Send it again under the same turnId: nothing is done twice.',
        headers: { 'retry-after': '1' },
      });
    case 'overloaded':
      return new ProblemError('overloaded', {
        detail: `Try again in ${outcome.retryAfterSeconds} seconds.`,
        headers: { 'retry-after': String(outcome.retryAfterSeconds) },
      });
  }
}

/** The reply, or the problem thrown. */
export function replyOf(outcome: TurnOutcome): TurnReply {
  if (outcome.kind !== 'replied') throw problemOfOutcome(outcome);
  return outcome.reply;
}
