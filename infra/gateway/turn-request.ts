import type { TurnRequest } from '#agents/response-compiler/reply.ts';
import { derivedId } from './idempotency.ts';
import { ProblemError } from './problem.ts';
import type { TurnBody } from './schemas/turn.ts';

/**
 * The turn that a client asks for. Its id is the body's `turnId`, else made from the `Idempotency-Key`, else new. A
 * conversation that the client did not name gets an id made from the turn's, so that a repeated request names the same.
 */
export function toTurnRequest(
  body: TurnBody,
  context: {
    readonly shopperId: string;
    readonly idempotencyKey: string | undefined;
    readonly newId: () => string;
  },
): TurnRequest {
  const { transcript } = body;
  if (transcript !== undefined && !transcript.isFinal) {
    throw new ProblemError('unprocessable', {
      detail:
        'Only a final transcript makes a turn: wait for the recogniser’s final result and send it with isFinal true.',
      errors: [{ path: 'transcript.isFinal', message: 'send true, with the final alternatives' }],
    });
  }
  const message = body.message.trim() || bestAlternative(transcript?.alternatives ?? []);
  if (message === '') {
    throw new ProblemError('invalid-request', {
      detail: 'message and every alternative of the transcript are empty.',
      errors: [{ path: 'transcript.alternatives', message: 'send at least one alternative with text' }],
    });
  }
  const turnId = body.turnId ?? newTurnId(context);
  return {
    shopperId: context.shopperId,
    message,
    conversationId: body.conversationId ?? derivedId('conversation', context.shopperId, turnId),
    turnId,
    mode: body.mode,
    transcript: transcript === undefined ? null : withoutUndefined(transcript),
    view: body.view,
    filters: withoutUndefined(body.filters),
    limit: body.limit,
    trace: body.trace,
  };
}

function newTurnId({ shopperId, idempotencyKey, newId }: Parameters<typeof toTurnRequest>[1]): string {
  return idempotencyKey === undefined ? newId() : derivedId('turn', shopperId, idempotencyKey);
}

/** What the recogniser is surest of; alternatives without words do not count. */
function bestAlternative(
  alternatives: readonly { readonly text: string; readonly confidence: number }[],
): string {
  const spoken = alternatives.filter(({ text }) => text.trim() !== '');
  return (
    spoken
      .reduce<(typeof spoken)[number] | null>(
        (best, next) => (best === null || next.confidence > best.confidence ? next : best),
        null,
      )
      ?.text.trim() ?? ''
  );
}

/** Fields left out stay left out: `undefined` would not survive being stored. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
