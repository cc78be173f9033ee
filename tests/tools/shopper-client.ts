import type { TurnReply } from '#agents/response-compiler/reply.ts';

/** A shopper who talks to a running assistant over its public API. */
export interface ShopperClient {
  readonly shopperId: string;
  readonly token: string;
  say(message: string, more?: Readonly<Record<string, unknown>>): Promise<TurnReply>;
  request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the server answered.
  readonly body: any;
}

export async function callApi(
  url: string,
  method: string,
  path: string,
  {
    token,
    body,
    headers = {},
  }: { token?: string; body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}

/** Signs in through the demo identity provider; every turn goes into one conversation. */
export async function signIn(url: string, shopperId?: string): Promise<ShopperClient> {
  const session = await callApi(url, 'POST', '/v1/sessions', {
    body: shopperId === undefined ? {} : { shopperId },
  });
  if (session.status !== 201)
    throw new Error(`No session: ${session.status} ${JSON.stringify(session.body)}`);
  const { token, shopperId: id } = session.body as { token: string; shopperId: string };
  const conversationId = `c-${crypto.randomUUID()}`;
  return {
    shopperId: id,
    token,
    async say(message, more = {}) {
      const answer = await callApi(url, 'POST', '/v1/turns', {
        token,
        body: { message, conversationId, ...more },
      });
      if (answer.status !== 200)
        throw new Error(`${answer.status} for “${message}”: ${JSON.stringify(answer.body)}`);
      return answer.body as TurnReply;
    },
    request: (method, path, body, headers) =>
      callApi(url, method, path, { token, body, ...(headers ? { headers } : {}) }),
  };
}
