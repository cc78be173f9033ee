import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunningServer, ServiceServer } from './service-server.ts';

/**
 * Starts the real servers that `servers/` describes, runs the services tests against them, and ends the servers again.
 * Arguments go on to vitest; `tests/services/redis` runs those tests alone and starts only `servers/redis.ts`.
 * A missing server fails the run: nothing is skipped.
 */
const root = join(import.meta.dirname, '../..');
const vitestArguments = process.argv.slice(2);

const running: RunningServer[] = [];
let vitest: ChildProcess | null = null;
const stopAll = () => Promise.allSettled(running.splice(0).map((server) => server.stop()));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (vitest !== null) vitest.kill(signal);
    else void stopAll().then(() => process.exit(1));
  });
}

for (const server of await chosenServers()) {
  try {
    const preparation = await server.prepare();
    if (preparation.kind === 'missing') await fail(`${server.name} is missing: ${preparation.fix}`);
    running.push(await server.start());
  } catch (error) {
    await fail(`${server.name} did not start: ${error instanceof Error ? error.message : error}`);
  }
}
const exitCode = await runTests();
await stopAll();
process.exit(exitCode);

async function chosenServers(): Promise<readonly ServiceServer[]> {
  const folder = join(import.meta.dirname, 'servers');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
  const chosen = names.filter((name) =>
    vitestArguments.some((argument) => argument.split('/').includes(name)),
  );
  return Promise.all(
    (chosen.length > 0 ? chosen : names).map(
      async (name): Promise<ServiceServer> => (await import(join(folder, `${name}.ts`))).server,
    ),
  );
}

/** Ends the run before its tests, with the closing line that a build server counts. */
async function fail(reason: string): Promise<never> {
  await stopAll();
  console.error(reason);
  console.error('No services test was run: they need their servers, here as on a build server.');
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

/** Runs vitest, whose reporter prints the closing line: nothing may be printed after it. */
function runTests(): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'services', ...vitestArguments],
    {
      cwd: root,
      env: Object.assign({}, process.env, ...running.map((server) => server.environment)),
      stdio: 'inherit',
    },
  );
  vitest = child;
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`vitest did not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
