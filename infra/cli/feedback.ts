import { compose } from '#infra/compose/compose.ts';
import { readSettings, SettingsError } from '#infra/config/settings.ts';

/**
 * `npm run feedback`: learns patterns over many shoppers from the events for analysts, once. The file of events belongs
 * to a running assistant alone, which does the same by itself (FEEDBACK_EVERY_MINUTES). Exit codes: 0 done, 1 failed,
 * 2 the settings are wrong.
 */
try {
  const settings = readSettings(process.env);
  const troubles: string[] = [];
  const { feedback, close } = await compose(
    { ...settings, feedback: { ...settings.feedback, everyMinutes: 0 } },
    (what, error) => troubles.push(`${what}: ${error instanceof Error ? error.message : String(error)}`),
  );
  try {
    const { shoppers, found, written, closed } = await feedback();
    console.log(`${shoppers} shoppers counted, ${found} facts found: ${written} written, ${closed} ended.`);
  } finally {
    for (const trouble of troubles) console.error(trouble);
    await close();
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isTaken = /lock/iu.test(message);
  console.error(
    isTaken ? `${message}\nA running assistant holds the events, and learns from them by itself.` : message,
  );
  process.exitCode = error instanceof SettingsError ? 2 : 1;
}
