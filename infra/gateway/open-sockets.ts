import { setTimeout as wait } from 'node:timers/promises';

/** One open websocket, as the drain and the limits see it. */
export interface OpenSocket {
  readonly shopperId: string;
  /** Closes with 1001 once its turns are done; takes no new ones. */
  startDrain(): void;
  /** Closes with 1001 now. */
  goAway(): void;
  terminate(): void;
  /** Asks whether the other side still lives; ends the socket when it did not answer the last time. */
  checkAlive(): void;
  readonly closed: Promise<void>;
}

export interface OpenSockets {
  /** False when the shopper has as many open as they may. */
  add(socket: OpenSocket): boolean;
  startDrain(): void;
  closeAll(): Promise<void>;
  checkAlive(): void;
  count(): number;
}

/** Time that a client has to answer the closing handshake. */
const CLOSE_GRACE_MS = 500;

export function createOpenSockets(perShopper: number): OpenSockets {
  const open = new Set<OpenSocket>();
  let draining = false;
  return {
    add(socket) {
      let own = 0;
      for (const other of open) if (other.shopperId === socket.shopperId) own += 1;
      if (own >= perShopper) return false;
      open.add(socket);
      void socket.closed.then(() => open.delete(socket));
      if (draining) socket.startDrain();
      return true;
    },
    startDrain() {
      draining = true;
      for (const socket of open) socket.startDrain();
    },
    async closeAll() {
      const closing = [...open];
      for (const socket of closing) socket.goAway();
      const all = Promise.all(closing.map(({ closed }) => closed));
      await Promise.race([all, wait(CLOSE_GRACE_MS, undefined, { ref: false })]);
      for (const socket of open) socket.terminate();
    },
    checkAlive() {
      for (const socket of open) socket.checkAlive();
    },
    count: () => open.size,
  };
}
