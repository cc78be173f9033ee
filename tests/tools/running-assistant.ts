import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A LeafLoaf started as its users start it, in a process of its own. */
export interface RunningAssistant {
  readonly url: string;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process to its ready line. */
  readonly readyMs: number;
  /** Resident memory in bytes, as the kernel counts it. */
  rss(): number;
  /** Ends it politely (SIGTERM); answers the exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once (SIGKILL). */
  kill(): Promise<void>;
}

const READY = /LeafLoaf is ready at (http:\/\/\S+)/u;

/** Starts the assistant on any free port over `dataDir`. Rejects with what it printed when it does not get ready. */
export function startAssistant(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningAssistant> {
  const started = performance.now();
  const child = spawn(process.execPath, startArguments(), {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return new Promise((resolve, reject) => {
    let printed = '';
    const listen = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const url = READY.exec(printed)?.[1];
      if (url === undefined) return;
      child.stdout?.off('data', listen);
      child.stdout?.resume();
      resolve({
        url,
        process: child,
        readyMs: performance.now() - started,
        rss: () => residentBytes(child.pid ?? 0),
        stop: () => {
          child.kill('SIGTERM');
          return exited;
        },
        kill: async () => {
          child.kill('SIGKILL');
          await exited;
        },
      });
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', (chunk: Buffer) => {
      printed = `${printed}${chunk.toString('utf8')}`.slice(-20_000);
    });
    void exited.then((code) =>
      reject(new Error(`The assistant ended with ${code} before it was ready:\n${printed}`)),
    );
  });
}

/** What `npm start` hands to node, so that what is measured is what users run. */
function startArguments(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start
    .replace(/^exec /u, '')
    .split(' ')
    .slice(1);
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? Number.NaN) * 1024;
}
