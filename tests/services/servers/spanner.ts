import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, type ServerProcess, startServerProcess } from '#tests/services/server-process.ts';
import type { ServiceServer } from '#tests/services/service-server.ts';

const PACKAGE = 'google-cloud-cli-spanner-emulator';
const BINARY = 'bin/cloud_spanner_emulator/emulator_main';
/** Where the package puts it; asked of gcloud only when it is not there, since gcloud takes a second to answer. */
const USUAL_ROOTS = ['/usr/lib/google-cloud-sdk', '/usr/share/google-cloud-sdk', '/opt/google-cloud-sdk'];
const INSTALL_WITHIN_MS = 600_000;

/** The official emulator of Cloud Spanner, of one test file or one run. It holds everything in memory. */
export const server: ServiceServer = {
  name: 'the Spanner emulator',
  async prepare() {
    if (findEmulator() !== null) return { kind: 'ready' };
    if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) installFromDebian();
    return findEmulator() !== null
      ? { kind: 'ready' }
      : {
          kind: 'missing',
          fix: `install ${PACKAGE} (sudo apt-get install ${PACKAGE}, or gcloud components install cloud-spanner-emulator)`,
        };
  },
  async start() {
    const port = await freePort();
    const running = await startSpannerEmulator(port);
    return { environment: { TEST_SPANNER_EMULATOR_HOST: `127.0.0.1:${port}` }, stop: running.stop };
  },
};

/** Starts an emulator; started again on the same port it is empty. */
export function startSpannerEmulator(port: number): Promise<ServerProcess> {
  const command = findEmulator();
  if (command === null) throw new Error(`${BINARY} is missing`);
  return startServerProcess({
    command,
    args: ['--host_port', `127.0.0.1:${port}`],
    isReady: () => isListening(port),
    readyWithinMs: 10_000,
  });
}

function findEmulator(): string | null {
  const usual = USUAL_ROOTS.map((root) => join(root, BINARY)).find((path) => existsSync(path));
  if (usual !== undefined) return usual;
  const asked = spawnSync('gcloud', ['info', '--format=value(installation.sdk_root)'], { encoding: 'utf8' });
  const path = asked.status === 0 ? join(asked.stdout.trim(), BINARY) : '';
  return existsSync(path) ? path : null;
}

function installFromDebian(): void {
  const aptGet = (...args: string[]) =>
    execFileSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
      timeout: INSTALL_WITHIN_MS,
    });
  try {
    aptGet('update');
    aptGet('install', '--yes', '--no-install-recommends', PACKAGE);
  } catch (error) {
    console.error(`apt-get could not install ${PACKAGE}: ${error instanceof Error ? error.message : error}`);
  }
}

/** The emulator answers its first call as soon as its port is open. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
