import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { TurnEvent } from '#graph/turn-event.ts';
import type { Problem } from './problem.ts';
import { problemOfOutcome } from './turn-outcome.ts';
import type { TurnRun } from './turn-run.ts';

/** Keeps proxies from closing a quiet stream. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Sends a turn's events after `after`, and those to come, as server-sent events. A client that goes away ends its
 * stream, not the turn. `problemOf` words a failure that comes when the stream has begun.
 */
export function streamTurn(
  reply: FastifyReply,
  run: TurnRun,
  after: number,
  problemOf: (failure: unknown) => Problem,
): void {
  const raw = open(reply);
  const keepAlive = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS);
  const stop = run.follow(after, ({ seq, event }) => raw.write(eventText(seq, event)));
  raw.on('close', () => {
    clearInterval(keepAlive);
    stop();
  });
  const fail = (failure: unknown) => raw.end(`event: error\ndata: ${JSON.stringify(problemOf(failure))}\n\n`);
  run.outcome.then((outcome) => {
    if (outcome.kind === 'replied') raw.end();
    else fail(problemOfOutcome(outcome));
  }, fail);
}

/** Sends events that are all there already, numbered from `after` + 1. */
export function sendEvents(reply: FastifyReply, events: readonly TurnEvent[], after: number): void {
  const raw = open(reply);
  for (const [at, event] of events.entries()) raw.write(eventText(after + at + 1, event));
  raw.end();
}

/** Written past fastify, so that nothing buffers or compresses the stream. */
function open(reply: FastifyReply): ServerResponse {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 1000\n\n');
  return raw;
}

function eventText(seq: number, event: TurnEvent): string {
  return `id: ${seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
