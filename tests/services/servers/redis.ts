import { execFileSync, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { freePort, type ServerProcess, startServerProcess } from '#tests/services/server-process.ts';
import type { ServiceServer } from '#tests/services/service-server.ts';

const BINARY = 'redis-server';
const INSTALL_WITHIN_MS = 300_000;

/** A Redis without persistence, of one test file or one run. */
export const server: ServiceServer = {
  name: 'Redis',
  async prepare() {
    if (hasRedisServer()) return { kind: 'ready' };
    if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) installFromDebian();
    return hasRedisServer()
      ? { kind: 'ready' }
      : {
          kind: 'missing',
          fix: `install ${BINARY} 7 or newer (Debian and Ubuntu: sudo apt-get install redis-server; macOS: brew install redis)`,
        };
  },
  async start() {
    const port = await freePort();
    const running = await startRedisServer(port);
    return { environment: { TEST_REDIS_URL: `redis://127.0.0.1:${port}` }, stop: running.stop };
  },
};

export function hasRedisServer(): boolean {
  return spawnSync(BINARY, ['--version']).status === 0;
}

/** Starts a Redis that keeps nothing on disk; started again on the same port it is empty. */
export function startRedisServer(port: number): Promise<ServerProcess> {
  return startServerProcess({
    command: BINARY,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    isReady: () => answersPing(port),
    readyWithinMs: 10_000,
  });
}

function installFromDebian(): void {
  // The package would start a Redis of its own on the usual port; these runs start theirs.
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const aptGet = (...args: string[]) =>
    execFileSync('apt-get', args, { env: environment, stdio: 'ignore', timeout: INSTALL_WITHIN_MS });
  try {
    aptGet('update');
    aptGet('install', '--yes', '--no-install-recommends', BINARY);
  } catch (error) {
    console.error(`apt-get could not install ${BINARY}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Whether a Redis at this port answers, asked without a client library. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const settle = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('data', (bytes) => settle(bytes.toString('latin1').startsWith('+PONG')));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });
}
