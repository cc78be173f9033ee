import type { Socket } from 'node:net';
import { ProblemError } from './problem.ts';

/** Answers what never became a request: broken HTTP, headers too large, a request that took too long to arrive. */
export function answerBrokenHttp(newId: () => string) {
  return (error: Error & { readonly code?: string }, socket: Socket): void => {
    // The other side hung up: there is nobody to answer.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const requestId = newId();
    const problem = problemOf(error.code).toProblem({ url: '/', id: requestId });
    const body = JSON.stringify(problem);
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${problem.title}`,
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${requestId}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  };
}

function problemOf(code: string | undefined): ProblemError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ProblemError('headers-too-large', { detail: 'Send at most 16 KiB of headers.' });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemError('request-timeout', { detail: 'Send the whole request within 15 seconds.' });
    default:
      return new ProblemError('invalid-request', { detail: 'This is not valid HTTP/1.1.' });
  }
}
