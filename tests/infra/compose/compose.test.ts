import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { EVENT_TABLES } from '#analytics/event.ts';
import { type Composition, compose } from '#infra/compose/compose.ts';
import { readSettings } from '#infra/config/settings.ts';
import { DatabaseUnavailable } from '#infra/embedded/database-unavailable.ts';
import { temporaryFolder } from '#tests/graph/turn-services.ts';

const troubles: { what: string; error: unknown }[] = [];

async function open(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Composition> {
  const settings = readSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env });
  const composition = await compose(settings, (what, error) => troubles.push({ what, error }));
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await composition.close();
  };
  onTestFinished(close);
  return { ...composition, close };
}

let turns = 0;
async function say(
  { application }: Composition,
  message: string,
  more: { shopperId?: string; turnId?: string; conversationId?: string } = {},
): Promise<TurnReply> {
  const outcome = await application.runTurn(
    {
      shopperId: 'ada',
      message,
      conversationId: 'of-ada',
      turnId: `turn-${++turns}`,
      mode: 'text',
      transcript: null,
      view: 'personalized',
      filters: {},
      limit: 10,
      trace: false,
      ...more,
    },
    { signal: new AbortController().signal },
  );
  if (outcome.kind !== 'replied') throw new Error(`“${message}” ended as ${outcome.kind}.`);
  return outcome.reply;
}

/** Every stored event id, of each table. */
async function storedEvents(dataDir: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const instance = await DuckDBInstance.create(join(dataDir, 'analytics', 'events.duckdb'));
  const connection = await instance.connect();
  const stored: Record<string, readonly string[]> = {};
  for (const table of EVENT_TABLES) {
    const rows = await connection.runAndReadAll(`SELECT event_id FROM ${table} ORDER BY event_id`);
    stored[table] = rows.getRows().map(([id]) => String(id));
  }
  connection.closeSync();
  instance.closeSync();
  return stored;
}

describe('the composed system', () => {
  it('learns what many shoppers like from their orders, when asked', async () => {
    const composition = await open(temporaryFolder(), { FEEDBACK_MIN_SHOPPERS: '2' });
    for (const shopperId of ['ada', 'ben']) {
      for (const message of ['add 2 bananas', "that's all", 'yes']) {
        await say(composition, message, { shopperId, conversationId: `of-${shopperId}` });
      }
    }
    // Who shops is learned behind the turn.
    await expect.poll(() => composition.feedback(), { timeout: 10_000 }).toMatchObject({ shoppers: 2 });
    expect(await composition.feedback()).toEqual({ shoppers: 2, found: 1, written: 0, closed: 0 });
  });

  it('guesses no diet that was taken off the settings, from the next turn on', async () => {
    const { application } = await open(temporaryFolder());
    await application.changePreferences('ada', { diets: ['vegan'] });
    await application.changePreferences('ada', { diets: [] });
    const { facts } = await application.memory.list('ada', { limit: 10 });
    expect(facts.map(({ text }) => text)).toEqual([expect.stringMatching(/^You said on .*: not vegan\.$/u)]);
  });

  it('has everything again after it was closed and opened', async () => {
    const folder = temporaryFolder();
    const before = await open(folder);
    const shown = await say(before, 'organic spinach');
    await say(before, "I'm allergic to peanuts");
    await say(before, 'add 2 of the second one');
    const last = await say(before, 'add 2 bananas', { turnId: 'kept' });
    await before.close();

    const after = await open(folder);
    const { application } = after;
    const again = await say(after, 'add 2 bananas', { turnId: 'kept' });
    expect(again).toEqual(last);
    expect((await application.settings.load('ada')).allergies).toEqual(['peanut']);
    expect((await application.desk.show('ada')).cart.lines).toMatchObject([
      { productId: shown.products[1]?.productId, quantity: 2 },
      { quantity: 2 },
    ]);
    expect(await application.conversations.owner('of-ada')).toBe('ada');
    const told = await say(after, 'what do you know about me?');
    expect(told.text).toContain('You are allergic to peanuts.');
    expect((await say(after, "that's all")).question?.kind).toBe('confirm_order');
    const placed = await say(after, 'yes');
    await after.close();

    const later = await open(folder);
    const { orders } = await later.application.orders.list('ada', { limit: 10 });
    expect(orders.map(({ orderId }) => orderId)).toEqual([placed.order?.orderId]);
  });

  it('stores each event once, however often it is closed and opened', async () => {
    const folder = temporaryFolder();
    let impressions = 0;
    for (const message of ['oat milk', 'add bananas', 'oat milk']) {
      const system = await open(folder);
      impressions += (await say(system, message)).products.length;
      await system.application.outbox.announce([
        {
          entryId: 'the-same',
          shopperId: 'ada',
          topic: 'event',
          payload: { table: 'user_events', data: {} },
          createdAt: 1,
        },
      ]);
      await system.close();
    }
    const stored = await storedEvents(folder);
    expect(stored.search_events).toHaveLength(2);
    expect(stored.cart_events).toHaveLength(1);
    expect(stored.user_events).toHaveLength(4);
    expect(stored.recommendation_impression_events).toHaveLength(impressions);
    for (const ids of Object.values(stored)) expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives analysts no shopper by name', async () => {
    const folder = temporaryFolder();
    const system = await open(folder);
    await say(system, 'oat milk', { shopperId: 'ada-lovelace', conversationId: 'of-lovelace' });
    await system.close();
    const instance = await DuckDBInstance.create(join(folder, 'analytics', 'events.duckdb'));
    const connection = await instance.connect();
    const rows = await connection.runAndReadAll('SELECT shopper_key, data FROM user_events');
    connection.closeSync();
    instance.closeSync();
    expect(rows.getRows()).toHaveLength(1);
    expect(JSON.stringify(rows.getRows())).not.toContain('ada-lovelace');
  });

  it('finishes the turns under way before it closes', async () => {
    const folder = temporaryFolder();
    const system = await open(folder);
    const replies = Promise.all(
      ['add 2 bananas', 'make it 3', 'make it 4'].map((message) => say(system, message)),
    );
    await system.close();
    expect((await replies).at(-1)?.cart.lines).toMatchObject([{ quantity: 4 }]);
    const after = await open(folder);
    expect((await after.application.desk.show('ada')).cart.lines).toMatchObject([{ quantity: 4 }]);
  });

  it('removes a conversation from every store, so that its id is new to whoever uses it next', async () => {
    const folder = temporaryFolder();
    const system = await open(folder);
    await say(system, 'remember that my dog Rex eats carrots');
    await say(system, 'oat milk');
    expect(await system.application.removeConversation('ada', 'of-ada')).toBe(2);
    expect(await system.application.conversations.owner('of-ada')).toBeNull();
    await system.close();
    expect(contents(join(folder, 'leafloaf.db'))).not.toContain('Rex');
    const after = await open(folder);
    const reply = await say(after, 'add the second one', { shopperId: 'ben' });
    expect(reply.cart.lines).toEqual([]);
  });
});

/** Every value of every table of an embedded database. */
function contents(path: string): string {
  const sqlite = new DatabaseSync(path);
  const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const rows = tables.flatMap(({ name }) => sqlite.prepare(`SELECT * FROM "${name}"`).all());
  sqlite.close();
  return JSON.stringify(rows, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

describe('a data folder that cannot be used', () => {
  it.each(['leafloaf.db', 'catalogue.db'])('is named when its %s is damaged', async (file) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, file), 'no database '.repeat(1_000));
    const opening = open(folder);
    await expect(opening).rejects.toThrow(DatabaseUnavailable);
    await expect(opening).rejects.toThrow(`${join(folder, file)} cannot be opened: it is damaged`);
  });

  it('is named when it is a file', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    await expect(open(path)).rejects.toThrow('DATA_DIR must be a folder that this user may write to');
  });
});
