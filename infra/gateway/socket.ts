/** What we use of a websocket of the `ws` library, which has no types of its own. */
export interface Socket {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  pause(): void;
  resume(): void;
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): unknown;
  on(event: 'close' | 'pong', listener: () => void): unknown;
}

/** Why the gateway closes a websocket. */
export const CLOSE = {
  drain: 1001,
  policy: 1008,
  identity: 4401,
  tooMany: 4429,
} as const;
