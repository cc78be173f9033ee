import { pino } from 'pino';
import { compose } from './compose/compose.ts';
import { carryConfigOnly } from './compose/light-run-context.ts';
import { keepStepsLight } from './compose/light-steps.ts';
import { readSettings, SettingsError } from './config/settings.ts';
import { DatabaseUnavailable } from './embedded/database-unavailable.ts';
import { createApp } from './gateway/app.ts';
import { shopPages } from './gateway/pages/plugin.ts';
import { SpannerNotReady } from './spanner/spanner-not-ready.ts';

process.title = 'leafloaf';
// What is kept of shoppers is for this user alone.
process.umask(0o077);
await start().catch((error: unknown) => {
  const isExplained =
    error instanceof SettingsError ||
    error instanceof DatabaseUnavailable ||
    error instanceof SpannerNotReady;
  console.error(isExplained ? error.message : (portAdvice(error) ?? error));
  process.exitCode = 1;
});

function portAdvice(error: unknown): string | null {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? `${error.message}. Set PORT to another port, or to 0 to take any free one.` : null;
}

/** Starts the assistant, says where it is, and drains it when it is told to stop. */
async function start(): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.langsmithTracing) {
    carryConfigOnly();
    keepStepsLight();
  }
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const { application, shared, close } = await compose(settings, (what, error) =>
    log.error({ what, err: error }),
  );
  const app = createApp(application, settings, {
    extensions: [shopPages],
    ...(shared.limits === undefined ? {} : { limits: shared.limits }),
    ...(shared.tickets === undefined ? {} : { tickets: shared.tickets }),
  });
  const address = await app.listen({ host: settings.host, port: settings.port });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await app.close();
    await close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ what: 'shutdown', err: error });
          process.exit(1);
        },
      );
    });
  }
  console.log(`LeafLoaf is ready at ${address}`);
}
