import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAssistant } from '#tests/tools/running-assistant.ts';
import { type ShopperClient, signIn } from '#tests/tools/shopper-client.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';

/** What one conversation says, over and over: searches, cart changes, questions, small talk. */
const SCRIPT = [
  'hello',
  'oat milk under $5',
  'add the first one',
  'add 2 bananas and a loaf of bread',
  'organic spinach',
  'add 2 of the second one',
  'is it gluten free?',
  'make it 3',
  "what's in my cart?",
  'ingredients for sambar',
  'remove the bread',
  'gluten free pasta',
  'do I need milk?',
  'undo',
  'vegan cheese',
  'show me my usual order',
] as const;

const CONVERSATIONS = [1, 32, 256] as const;
/** Turns measured at each number of conversations. */
const TURNS = 2_048;
const WARM_UP_TURNS = 64;

/** Measures whole turns over HTTP against an assistant in its own process. */
export const benchTurn: Benchmark = async ({ dataDir }) => {
  const figures: Figure[] = [];
  const skipped: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-bench-'));
  try {
    figures.push(...(await measure(folder, 'shipped', true)));
    const catalogue = join(dataDir, 'catalogue/instacart_products.jsonl.gz');
    if (existsSync(catalogue)) {
      execFileSync(process.execPath, ['infra/cli/catalogue-import.ts', catalogue], {
        env: { ...process.env, DATA_DIR: folder },
        stdio: 'ignore',
      });
      figures.push(...(await measure(folder, 'imported', false)));
    } else {
      skipped.push(`turn.imported (${catalogue} is not there)`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures, skipped };
};

async function measure(folder: string, catalogue: string, fresh: boolean): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const assistant = await startAssistant(folder, {
    RATE_LIMIT_SHOPPER_PER_MINUTE: '1000000',
    RATE_LIMIT_IP_PER_MINUTE: '100000000',
  });
  try {
    const first = await signIn(assistant.url);
    const asked = performance.now();
    await first.say('oat milk');
    const firstAnswerMs = assistant.readyMs + performance.now() - asked;
    if (fresh) figures.push({ name: 'turn.startMs', value: firstAnswerMs, unit: 'ms', aim: 3_000 });
    for (const conversations of CONVERSATIONS) {
      const shoppers = await Promise.all(Array.from({ length: conversations }, () => signIn(assistant.url)));
      await talk(shoppers, WARM_UP_TURNS);
      const began = performance.now();
      const latencies = await talk(shoppers, TURNS);
      const seconds = (performance.now() - began) / 1_000;
      const name = `turn.${catalogue}.${conversations}`;
      figures.push(
        {
          name: `${name}.p50Ms`,
          value: percentile(latencies, 0.5),
          unit: 'ms',
          ...(conversations === 1 ? { aim: 8 } : {}),
        },
        {
          name: `${name}.p95Ms`,
          value: percentile(latencies, 0.95),
          unit: 'ms',
          ...(conversations === 1 ? { aim: 25 } : {}),
        },
        { name: `${name}.p99Ms`, value: percentile(latencies, 0.99), unit: 'ms' },
        { name: `${name}.perSecond`, value: latencies.length / seconds, unit: '/s', aim: 200 },
      );
    }
    figures.push({ name: `turn.${catalogue}.rssMb`, value: assistant.rss() / 2 ** 20, unit: 'MB', aim: 600 });
    if (!fresh) figures.push({ name: 'turn.rssMb', value: assistant.rss() / 2 ** 20, unit: 'MB', aim: 600 });
  } finally {
    await assistant.stop();
  }
  return figures;
}

/** Every shopper takes turns, one after another, all shoppers at once; answers each turn's milliseconds. */
async function talk(shoppers: readonly ShopperClient[], turns: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const each = Math.ceil(turns / shoppers.length);
  await Promise.all(
    shoppers.map(async (shopper, index) => {
      for (let turn = 0; turn < each; turn += 1) {
        const message = SCRIPT[(index + turn) % SCRIPT.length] ?? 'hello';
        const began = performance.now();
        await shopper.say(message);
        latencies.push(performance.now() - began);
      }
    }),
  );
  return latencies;
}
