import { ConnectionLost, readProblem } from './problem.ts';

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks the API as the current shopper. Throws ApiProblem for a refusal, ConnectionLost when nobody answers. */
export interface Call {
  <Answer>(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** The response as it is, for streams. */
  raw(method: string, path: string, options?: CallOptions): Promise<Response>;
}

export interface Tokens {
  token(): Promise<string>;
  /** Called when the server no longer takes the token. */
  renew(): Promise<string>;
}

export function createCall(fetchLike: typeof fetch, tokens: Tokens): Call {
  const raw: Call['raw'] = async (method, path, options = {}) => {
    const first = await send(fetchLike, method, path, options, await tokens.token());
    // An expired token is nothing the shopper should notice: get another and ask again.
    const response =
      first.status === 401 ? await send(fetchLike, method, path, options, await tokens.renew()) : first;
    if (!response.ok) throw await readProblem(response);
    return response;
  };
  const call = async <Answer>(method: string, path: string, options?: CallOptions): Promise<Answer> => {
    const response = await raw(method, path, options);
    return (response.status === 204 ? null : await response.json()) as Answer;
  };
  return Object.assign(call, { raw });
}

/** One request without looking at its answer. */
export async function send(
  fetchLike: typeof fetch,
  method: string,
  path: string,
  { body, headers, signal }: CallOptions,
  token: string | null,
): Promise<Response> {
  try {
    return await fetchLike(path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    throw new ConnectionLost('No answer', { cause });
  }
}
