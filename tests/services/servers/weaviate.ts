import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, type ServerProcess, startServerProcess } from '#tests/services/server-process.ts';
import type { ServiceServer } from '#tests/services/service-server.ts';

const VERSION = '1.38.11';
const PACKAGE = `github.com/weaviate/weaviate/cmd/weaviate-server@v${VERSION}`;
const INSTALL_WITHIN_MS = 40 * 60_000;
const READY_WITHIN_MS = 60_000;

/** A Weaviate of one node without modules, of one test file or one run. Its binary is built once, outside the tree. */
export const server: ServiceServer = {
  name: 'Weaviate',
  async prepare() {
    if (hasWeaviateServer()) return { kind: 'ready' };
    if (!hasGo() && process.getuid?.() === 0 && hasAptGet()) await installGoFromDebian();
    if (hasGo()) await buildServer();
    return hasWeaviateServer()
      ? { kind: 'ready' }
      : {
          kind: 'missing',
          fix: `install Go 1.21 or newer (Debian and Ubuntu: sudo apt-get install golang-go; macOS: brew install go), or put weaviate-server ${VERSION} at ${binary()}`,
        };
  },
  async start() {
    const place = await newWeaviatePlace();
    const running = await startWeaviateServer(place);
    return {
      environment: { TEST_WEAVIATE_URL: place.url, TEST_WEAVIATE_GRPC_URL: place.grpcUrl },
      async stop() {
        await running.stop();
        rmSync(place.folder, { recursive: true, force: true });
      },
    };
  },
};

export function hasWeaviateServer(): boolean {
  return existsSync(binary());
}

/** Where a server listens and keeps its data: started again at the same place it has what it had. */
export interface WeaviatePlace {
  readonly url: string;
  /** `host:port` */
  readonly grpcUrl: string;
  readonly folder: string;
  readonly ports: readonly number[];
}

/** Six free ports and an empty folder. */
export async function newWeaviatePlace(): Promise<WeaviatePlace> {
  // In a row: the server looks for its own data port beside the one for gossip.
  const ports = await freePorts(6);
  return {
    url: `http://127.0.0.1:${ports[0]}`,
    grpcUrl: `127.0.0.1:${ports[1]}`,
    folder: mkdtempSync(join(tmpdir(), 'leafloaf-weaviate-')),
    ports,
  };
}

/** Starts a Weaviate. With an API key it lets nobody in without it. */
export function startWeaviateServer(place: WeaviatePlace, apiKey?: string): Promise<ServerProcess> {
  const [http, grpc, gossip, data, raft, raftRpc] = place.ports.map(String);
  return startServerProcess({
    command: binary(),
    args: ['--host', '127.0.0.1', '--port', String(http), '--scheme', 'http'],
    environment: {
      PERSISTENCE_DATA_PATH: place.folder,
      GRPC_PORT: String(grpc),
      CLUSTER_GOSSIP_BIND_PORT: String(gossip),
      CLUSTER_DATA_BIND_PORT: String(data),
      RAFT_PORT: String(raft),
      RAFT_INTERNAL_RPC_PORT: String(raftRpc),
      RAFT_BOOTSTRAP_EXPECT: '1',
      // Ready in 2.5 s, not in 8.
      RAFT_TIMEOUTS_MULTIPLIER: '1',
      CLUSTER_HOSTNAME: 'node1',
      CLUSTER_IN_LOCALHOST: 'true',
      CLUSTER_BIND_ADDR: '127.0.0.1',
      CLUSTER_ADVERTISE_ADDR: '127.0.0.1',
      DEFAULT_VECTORIZER_MODULE: 'none',
      ENABLE_MODULES: '',
      API_BASED_MODULES_DISABLED: 'true',
      DISABLE_TELEMETRY: 'true',
      GO_PROFILING_DISABLE: 'true',
      LIMIT_RESOURCES: 'true',
      LOG_LEVEL: 'warning',
      ...(apiKey === undefined
        ? { AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'true' }
        : {
            AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'false',
            AUTHENTICATION_APIKEY_ENABLED: 'true',
            AUTHENTICATION_APIKEY_ALLOWED_KEYS: apiKey,
            AUTHENTICATION_APIKEY_USERS: 'leafloaf',
          }),
    },
    isReady: () => isReady(place.url),
    readyWithinMs: READY_WITHIN_MS,
  });
}

function binary(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'leafloaf-services', `weaviate-server-${VERSION}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v1/.well-known/ready`, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

const hasGo = () => spawnSync('go', ['version']).status === 0;
const hasAptGet = () => spawnSync('apt-get', ['--version']).status === 0;

async function installGoFromDebian(): Promise<void> {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], environment);
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'golang-go'], environment);
}

/** Builds the server: some minutes, once. Of Go's gigabytes nothing is kept but the binary. */
async function buildServer(): Promise<void> {
  console.log(`Weaviate ${VERSION} is built once into ${binary()}; that takes five to fifteen minutes.`);
  const work = mkdtempSync(join(tmpdir(), 'leafloaf-go-'));
  try {
    const built = await run('go', ['install', '-trimpath', '-ldflags=-s -w', PACKAGE], {
      CGO_ENABLED: '0',
      GOBIN: join(work, 'bin'),
      GOPATH: join(work, 'path'),
      GOCACHE: join(work, 'cache'),
      GOMODCACHE: join(work, 'modules'),
      // What is read-only could not be removed again.
      GOFLAGS: '-modcacherw',
    });
    if (!built) return;
    mkdirSync(join(binary(), '..'), { recursive: true });
    // Copied beside its place first: another run may look for the whole binary meanwhile.
    const fresh = `${binary()}.${process.pid}`;
    await run('cp', [join(work, 'bin', 'weaviate-server'), fresh]);
    renameSync(fresh, binary());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Runs a command to its end; says what it printed when it fails. */
function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: INSTALL_WITHIN_MS,
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed = `${printed}${chunk.toString('utf8')}`.slice(-5_000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.once('close', (code) => {
      if (code !== 0) console.error(`${command} ${args.join(' ')} failed:\n${printed}`);
      resolve(code === 0);
    });
  });
}
