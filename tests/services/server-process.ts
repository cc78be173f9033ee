import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A server process that ends with the process that started it. */
export interface ServerProcess {
  readonly pid: number;
  /** Ends it politely, and at once when it does not heed that. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

const STOP_WITHIN_MS = 3_000;
const ASK_EVERY_MS = 50;

export interface StartOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether it answers now. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs: number;
}

/** Starts a server and waits until it is ready; rejects with what it printed when it ends or takes too long. */
export async function startServerProcess(options: StartOptions): Promise<ServerProcess> {
  const { command, args, environment = {}, isReady, readyWithinMs } = options;
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const listen = (chunk: Buffer) => {
    printed = `${printed}${chunk.toString('utf8')}`.slice(-10_000);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  let ended = false;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      printed += error.message;
      ended = true;
      resolve();
    });
    child.once('exit', () => {
      ended = true;
      resolve();
    });
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const timer = setTimeout(killWithUs, STOP_WITHIN_MS);
    await exited;
    clearTimeout(timer);
    process.off('exit', killWithUs);
  };

  const giveUpAt = performance.now() + readyWithinMs;
  while (!(await isReady())) {
    if (ended || performance.now() > giveUpAt) {
      await end('SIGKILL');
      throw new Error(`${command} did not get ready within ${readyWithinMs} ms:\n${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  if (child.pid === undefined) throw new Error(`${command} has no process id:\n${printed}`);
  return { pid: child.pid, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/**
 * Where servers listen that are started again on their port: outside what systems give to outgoing connections (from
 * 32,768 or 49,152 on), since one of those may take the port while its server is away.
 */
const PORTS = { from: 10_000, to: 32_000 };

/** Ports in a row that were free a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  for (;;) {
    const first = randomInt(PORTS.from, PORTS.to - count);
    const ports = Array.from({ length: count }, (_, at) => first + at);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return ports;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('No port was asked for.');
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
