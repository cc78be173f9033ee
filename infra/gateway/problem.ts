/** One field that is wrong, and what to do about it. */
export interface FieldError {
  /** Where: `filters.limit`, a query parameter's name, a header's name. */
  readonly path: string;
  readonly message: string;
}

/** What a refusal says; status, type and title come from its kind. */
interface Refusal {
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the problem, such as an order's `changes`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every kind of problem that the gateway answers; the kind is the end of the problem's `type`. */
export const PROBLEM_KINDS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  unauthorized: { status: 401, title: 'Identity required' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  conflict: { status: 409, title: 'Conflict' },
  'turn-id-reused': { status: 409, title: 'The turn id was used before' },
  'turn-cancelled': { status: 409, title: 'The turn was cancelled' },
  'cart-moved': { status: 409, title: 'Prices or stock moved' },
  'dietary-conflict': { status: 409, title: 'It may be against an allergy or a diet' },
  'stale-revision': { status: 412, title: 'The cart has changed' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  unprocessable: { status: 422, title: 'This cannot be done' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'upgrade-required': { status: 426, title: 'A websocket is needed here' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not available right now' },
  overloaded: { status: 503, title: 'Too many turns are waiting' },
  draining: { status: 503, title: 'The service is shutting down' },
} as const;
export type ProblemKind = keyof typeof PROBLEM_KINDS;

/** RFC 9457, as every refusal leaves the gateway. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  readonly [extension: string]: unknown;
}

/** Thrown by routes and plugins to answer with a problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly refusal: Refusal;

  /** `cause` is for the log; it never reaches the client. */
  constructor(kind: ProblemKind, refusal: Refusal, cause?: unknown) {
    super(`${kind}: ${refusal.detail}`, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.refusal = refusal;
  }

  get status(): number {
    return PROBLEM_KINDS[this.kind].status;
  }

  /** The body of the answer. `url` loses its query, which may hold what the shopper typed. */
  toProblem(request: { readonly url: string; readonly id: string }): Problem {
    const { status, title } = PROBLEM_KINDS[this.kind];
    const { detail, errors, extensions } = this.refusal;
    return {
      ...extensions,
      type: `urn:leafloaf:problem:${this.kind}`,
      title,
      status,
      detail,
      instance: request.url.split('?', 1)[0]?.slice(0, 300) ?? '/',
      requestId: request.id,
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

/** One wrong field. */
export function invalidField(path: string, message: string): ProblemError {
  return new ProblemError('invalid-request', { detail: `${path}: ${message}`, errors: [{ path, message }] });
}

/** As section 2.7 of draft-ietf-httpapi-idempotency-key-header asks: a key stands for one request. */
export function keyReused(): ProblemError {
  const message = 'the key was used for another request; send that again unchanged, or take a new key';
  return new ProblemError('idempotency-key-reused', {
    detail: `Idempotency-Key: ${message}. Nothing was changed.`,
    errors: [{ path: 'Idempotency-Key', message }],
  });
}

/** What does not exist, or is another shopper's: the two must look the same. */
export function notFound(what: string): ProblemError {
  return new ProblemError('not-found', { detail: `There is no such ${what}.` });
}
