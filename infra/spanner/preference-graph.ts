import { EDGE_KINDS } from '#personalization/learning/edge.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import type { SpannerDatabase } from './database.ts';
import { expireFacts } from './expired-facts.ts';
import { forgetFact } from './forgotten-facts.ts';
import { applyAll } from './graph-changes.ts';
import { explain, lookBack, readAlong, readOpen, versionOf } from './graph-reads.ts';
import { createRecentWrites } from './recent-writes.ts';
import { forgetBranches } from './shopper-rows.ts';

/**
 * How old a profile may be, in milliseconds, so that the nearest replica can answer. What this process wrote it always
 * reads; what another process taught is seen after this long. Allergies and diets are settings, which are never old.
 */
const STALENESS_MS = 3_000;

export interface SpannerPreferenceGraphOptions {
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number;
}

/** The preference graph in Spanner. */
export function createSpannerPreferenceGraph(
  database: SpannerDatabase,
  { elapsed }: SpannerPreferenceGraphOptions,
): PreferenceGraph {
  const recent = createRecentWrites({ elapsed, holdMs: STALENESS_MS });
  const openedAt = elapsed();
  /** A moment before the database was there cannot be read. */
  const stalenessFor = (shopperId: string) =>
    recent.has(shopperId) || elapsed() - openedAt <= STALENESS_MS ? 0 : STALENESS_MS;

  return {
    async apply(changes) {
      if (changes.length === 0) return [];
      try {
        return await database.transaction('learn', (transaction) => applyAll(transaction, changes));
      } finally {
        for (const { shopperId } of changes) recent.note(shopperId);
      }
    },
    async neighbourhood(shopperId, query = {}) {
      const { asOf, knownAt, from } = query;
      if (asOf !== undefined || knownAt !== undefined) {
        return database.snapshot('look back', (reads) => lookBack(reads, shopperId, query));
      }
      if (from !== undefined) {
        return database.snapshot('read along facts', (reads) => readAlong(reads, shopperId, query));
      }
      return database.snapshot(
        'read what is known',
        (reads) => readOpen(reads, shopperId, query),
        stalenessFor(shopperId),
      );
    },
    version: (shopperId, kinds = EDGE_KINDS) =>
      database.snapshot(
        'read the version',
        (reads) => versionOf(reads, shopperId, kinds),
        stalenessFor(shopperId),
      ),
    async shoppersWith(kind, { after, limit }) {
      const rows = await database.rows(
        'list whom facts are known of',
        'GraphVersion',
        ['ShopperId', 'Version'],
        {
          keys: [[kind]],
          index: 'GraphVersionByKind',
          limit,
          ...(after === undefined ? {} : { after: [kind, after] }),
        },
      );
      return rows.map((row) => ({ shopperId: String(row.ShopperId), version: Number(row.Version) }));
    },
    explain: (shopperId, edgeId) =>
      database.snapshot('explain a fact', (reads) => explain(reads, shopperId, edgeId)),
    async forgetFact(shopperId, edge, until) {
      try {
        return await database.transaction('forget a fact', (transaction) =>
          forgetFact(transaction, shopperId, edge, until),
        );
      } finally {
        recent.note(shopperId);
      }
    },
    async expire(shopperId, recordedBefore) {
      try {
        return await database.transaction('expire what is old', (transaction) =>
          expireFacts(transaction, shopperId, recordedBefore),
        );
      } finally {
        recent.note(shopperId);
      }
    },
    async forget(shopperId) {
      try {
        await forgetBranches(database, 'forget what was learned', shopperId, ['Graphs']);
      } finally {
        recent.note(shopperId);
      }
    },
  };
}
