import type { ConversationLog } from '#memory/conversation/conversation-log.ts';
import { ConversationOwnedError } from '#memory/conversation/conversation-owned-error.ts';
import { conversationTitle } from '#memory/conversation/conversation-title.ts';
import { cursorOf, positionOf } from '#memory/conversation/turn-cursor.ts';
import type { RecentTurn, TurnRecord } from '#memory/conversation/turn-record.ts';
import {
  COMMIT_TIME,
  inOrderOf,
  type Mutation,
  type Reads,
  type Row,
  type RowsWanted,
  type SpannerDatabase,
} from './database.ts';
import { insertAnnouncements } from './outbox.ts';
import { forgetBranches, shopperRows } from './shopper-rows.ts';

const CONVERSATION = [
  'ConversationId',
  'StartedAt',
  'LastTurnAt',
  'Turns',
  'Tokens',
  'Title',
  'LastPosition',
];

/** The conversation log in Spanner; a turn and what it announces are one transaction. */
export function createSpannerConversationLog(database: SpannerDatabase): ConversationLog {
  return {
    append: (record, announcements) =>
      database.transaction('store a turn', async (transaction) => {
        const { shopperId, turnId, conversationId } = record;
        const [known, [log], [owned], [conversation]] = await Promise.all([
          findTurn(transaction, shopperId, turnId),
          transaction.rows('ConversationLogs', ['LastPosition'], { keys: [[shopperId]] }),
          transaction.rows('Conversations', ['ShopperId'], ownerOf(conversationId)),
          transaction.rows('Conversations', CONVERSATION, { keys: [[shopperId, conversationId]] }),
        ]);
        if (known !== null) return { kind: 'repeated', record: known };
        if (owned !== undefined && owned.ShopperId !== shopperId) {
          throw new ConversationOwnedError(conversationId);
        }
        await insertAnnouncements(transaction, announcements);
        const position = Number(log?.LastPosition ?? 0) + 1;
        transaction.write(
          ...shopperRows([shopperId]),
          {
            kind: 'put',
            table: 'ConversationLogs',
            row: { ShopperId: shopperId, LastPosition: position },
          },
          putConversation(record, conversation, position),
          putTurn(record, position),
        );
        return { kind: 'appended' };
      }),
    find: (shopperId, turnId) =>
      findTurn({ rows: (...wanted) => database.rows('find a turn', ...wanted) }, shopperId, turnId),
    async latest(shopperId, conversationId, limit) {
      if (limit <= 0) return [];
      const rows = await database.rows('read the latest turns', 'Turns', ['Body'], {
        keys: [[shopperId, conversationId]],
        limit,
      });
      return rows.map((row): RecentTurn => JSON.parse(String(row.Body))).reverse();
    },
    async tokens(shopperId, conversationId) {
      const [row] = await database.rows('sum the tokens of a conversation', 'Conversations', ['Tokens'], {
        keys: [[shopperId, conversationId]],
      });
      return Number(row?.Tokens ?? 0);
    },
    async turns(shopperId, conversationId, { limit, before }) {
      const rows = await database.rows('read turns', 'Turns', ['Position', 'Body', 'Reply'], {
        keys: [[shopperId, conversationId]],
        after: [shopperId, conversationId, positionOf(before)],
        limit: Math.max(0, limit) + 1,
      });
      const page = rows.slice(0, limit);
      return {
        turns: page.map(recordOf),
        next: rows.length > limit ? cursorOf(Number(page.at(-1)?.Position)) : null,
      };
    },
    async conversations(shopperId, { limit, before }) {
      const rows = await database.snapshot('list conversations', async (reads) => {
        const latest = await reads.rows('Conversations', ['ConversationId'], {
          keys: [[shopperId]],
          index: 'ConversationsLatest',
          after: [shopperId, positionOf(before)],
          limit: Math.max(0, limit) + 1,
        });
        const found = await reads.rows('Conversations', CONVERSATION, {
          keys: latest.map((row) => [shopperId, String(row.ConversationId)]),
        });
        return inOrderOf(latest, found, 'ConversationId');
      });
      const page = rows.slice(0, limit);
      return {
        conversations: page.map((row) => ({
          conversationId: String(row.ConversationId),
          startedAt: Number(row.StartedAt),
          lastTurnAt: Number(row.LastTurnAt),
          turns: Number(row.Turns),
          title: String(row.Title),
        })),
        next: rows.length > limit ? cursorOf(Number(page.at(-1)?.LastPosition)) : null,
      };
    },
    async owner(conversationId) {
      const [row] = await database.rows(
        'ask whose a conversation is',
        'Conversations',
        ['ShopperId'],
        ownerOf(conversationId),
      );
      return row === undefined ? null : String(row.ShopperId);
    },
    removeConversation: (shopperId, conversationId) =>
      database.transaction('remove a conversation', async (transaction) => {
        const [[row], entries] = await Promise.all([
          transaction.rows('Conversations', ['Turns'], { keys: [[shopperId, conversationId]] }),
          transaction.rows('Outbox', ['EntryId', 'Topic', 'Payload'], { keys: [[shopperId]] }),
        ]);
        // What waits to be remembered would otherwise bring the removed words back.
        const unremembered = entries.filter(
          ({ Topic, Payload }) =>
            Topic === 'recollection' && JSON.parse(String(Payload))?.conversationId === conversationId,
        );
        transaction.write(
          ...unremembered.map(
            ({ EntryId }) =>
              ({ kind: 'remove', table: 'Outbox', key: [shopperId, String(EntryId)] }) as const,
          ),
        );
        transaction.write({ kind: 'remove', table: 'Conversations', key: [shopperId, conversationId] });
        return Number(row?.Turns ?? 0);
      }),
    forget: (shopperId) =>
      forgetBranches(database, 'forget conversations', shopperId, ['ConversationLogs', 'Outbox']),
  };
}

async function findTurn(
  reads: Pick<Reads, 'rows'>,
  shopperId: string,
  turnId: string,
): Promise<TurnRecord | null> {
  const [found] = await reads.rows('Turns', ['ConversationId', 'Position'], {
    keys: [[shopperId, turnId]],
    index: 'TurnsById',
  });
  if (found === undefined) return null;
  const [row] = await reads.rows('Turns', ['Body', 'Reply'], {
    keys: [[shopperId, String(found.ConversationId), Number(found.Position)]],
  });
  return row === undefined ? null : recordOf(row);
}

function ownerOf(conversationId: string): RowsWanted {
  return { keys: [[conversationId]], index: 'ConversationsById' };
}

function putTurn(record: TurnRecord, position: number): Mutation {
  const { reply, ...body } = record;
  return {
    kind: 'put',
    table: 'Turns',
    row: {
      ShopperId: record.shopperId,
      ConversationId: record.conversationId,
      Position: position,
      TurnId: record.turnId,
      Tokens: record.tokens,
      Body: JSON.stringify(body),
      Reply: JSON.stringify(reply),
      CommittedAt: COMMIT_TIME,
    },
  };
}

function putConversation(record: TurnRecord, before: Row | undefined, position: number): Mutation {
  const { recordedAt } = record;
  return {
    kind: 'put',
    table: 'Conversations',
    row: {
      ShopperId: record.shopperId,
      ConversationId: record.conversationId,
      StartedAt: Math.min(Number(before?.StartedAt ?? recordedAt), recordedAt),
      LastTurnAt: Math.max(Number(before?.LastTurnAt ?? recordedAt), recordedAt),
      Turns: Number(before?.Turns ?? 0) + 1,
      Tokens: Number(before?.Tokens ?? 0) + record.tokens,
      Title: before === undefined ? conversationTitle(record.message) : String(before.Title),
      LastPosition: position,
    },
  };
}

function recordOf(row: Row): TurnRecord {
  return { ...JSON.parse(String(row.Body)), reply: JSON.parse(String(row.Reply)) };
}
