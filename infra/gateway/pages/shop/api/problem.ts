import type { Problem } from './contract.ts';

/** The server refused, in words that a shopper can read. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;
  /** Seconds after which it makes sense to try again; null when the server does not say. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The server could not be reached or fell silent. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

export async function readProblem(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const seconds = Number.isFinite(retryAfter) ? retryAfter : null;
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  const problem = isProblem ? ((await response.json()) as Problem) : unknownProblem(response);
  return new ApiProblem(problem, seconds);
}

/** A proxy answered, not the gateway. */
function unknownProblem(response: Response): Problem {
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: 'The store answered in a way I did not expect.',
    instance: new URL(response.url).pathname,
    requestId: response.headers.get('x-request-id') ?? '',
  };
}

/** The store asks before it adds this: it is, or may be, against an allergy or a diet of the shopper. */
export function isDietaryConflict(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.problem.type === 'urn:leafloaf:problem:dietary-conflict';
}

/** What the shopper is told about a failure. */
export function wordFailure(failure: unknown): string {
  if (failure instanceof ApiProblem) {
    const { status, problem, retryAfterSeconds } = failure;
    if (status === 429)
      return `That was a lot at once. Please try again in ${retryAfterSeconds ?? 30} seconds.`;
    if (status >= 500) return 'The store has a problem right now. Nothing was lost; please try again.';
    return problem.errors?.[0]?.message ?? problem.detail;
  }
  if (failure instanceof ConnectionLost)
    return 'I can’t reach the store. Check your connection and try again.';
  return 'Something went wrong on this page. Please try again.';
}
