import { createHash } from 'node:crypto';
import type { Pattern, PatternRow, PatternSource } from '#analytics/pattern-source.ts';
import {
  type EdgeKind,
  type EdgeName,
  EVERYBODY,
  edgeKey,
  type GraphChange,
  type GraphEdge,
  type GraphOperation,
  POPULATION_NODE,
  type Properties,
} from '#personalization/learning/edge.ts';
import { productIdOf, productNode } from '#personalization/learning/graph-change.ts';
import type { Services } from './services.ts';
import { sharedFacts } from './shared-facts.ts';

export interface FeedbackServices extends Pick<Services, 'preferences' | 'settings' | 'clock'> {
  readonly patterns: PatternSource;
  /** Keyed hash of a shopper's id, as the events have it. */
  readonly pseudonym: (shopperId: string) => string;
}

export interface FeedbackReport {
  /** Shoppers that were counted. */
  readonly shoppers: number;
  /** Facts of the global graph: those found, those newly written, those that held and no longer do. */
  readonly found: number;
  readonly written: number;
  readonly closed: number;
}

/** A fact of the global product graph as the events have it now. */
interface Finding {
  readonly edge: EdgeName;
  readonly props: Properties;
}

const KIND_OF: Readonly<Record<Pattern, EdgeKind>> = {
  association: 'GOES_WITH',
  'reorder-intervals': 'REORDERED',
  preference: 'PREFERRED',
};
const SHOPPERS_AT_ONCE = 500;
const CHANGES_AT_ONCE = 100;

/**
 * Turns patterns over many shoppers into facts of the global product graph. Counts only shoppers who are known, let it
 * learn and share, and were not erased. What is found again as it was is left alone, so that a second run writes nothing; what is
 * not found any more ends. Broken off and run again it goes on: every change is a whole by itself.
 */
export async function runFeedback(
  services: FeedbackServices,
  { minShoppers }: { readonly minShoppers: number },
): Promise<FeedbackReport> {
  const shopperKeys = await countedShoppers(services);
  const patterns = Object.keys(KIND_OF) as Pattern[];
  const rows = await Promise.all(
    patterns.map(async (pattern) => {
      const found = await services.patterns.read(pattern, { shopperKeys, minShoppers });
      return found.map((row) => findingOf(pattern, row));
    }),
  );
  const findings = rows.flat();
  const { edges, version } = await services.preferences.neighbourhood(EVERYBODY, {
    kinds: Object.values(KIND_OF),
  });
  const { written, closed } = differences(findings, edges);
  const now = services.clock.now();
  const changes = [
    ...written.map((finding) => changeOf(now, version, asserting(finding))),
    ...closed.map((edge) => changeOf(now, version, [{ kind: 'close', edge: nameOf(edge) }])),
  ];
  for (let from = 0; from < changes.length; from += CHANGES_AT_ONCE) {
    await services.preferences.apply(changes.slice(from, from + CHANGES_AT_ONCE));
  }
  return {
    shoppers: shopperKeys.length,
    found: findings.length,
    written: written.length,
    closed: closed.length,
  };
}

async function countedShoppers(
  services: Pick<FeedbackServices, 'preferences' | 'settings' | 'pseudonym'>,
): Promise<readonly string[]> {
  const { shoppersWith } = sharedFacts(services);
  const keys: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await shoppersWith('SHOPPED', {
      limit: SHOPPERS_AT_ONCE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { shopperId } of page) keys.push(services.pseudonym(shopperId));
    after = page.at(-1)?.shopperId;
    if (page.length < SHOPPERS_AT_ONCE) return keys;
  }
}

/** Figures are rounded, so that a fact is not written anew for a thousandth. */
function findingOf(pattern: Pattern, row: PatternRow): Finding {
  const { product_id: productId, other_id: otherId, ...figures } = row;
  return {
    edge: {
      sourceId: productNode(String(productId)),
      kind: KIND_OF[pattern],
      targetId: otherId === undefined ? POPULATION_NODE : productNode(String(otherId)),
    },
    props: Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [camelCase(name), Number(Number(value).toPrecision(3))]),
    ),
  };
}

function differences(findings: readonly Finding[], edges: readonly GraphEdge[]) {
  const known = new Map(edges.map((edge) => [edgeKey(edge), edge]));
  const found = new Set(findings.map(({ edge }) => edgeKey(edge)));
  return {
    written: findings.filter(({ edge, props }) => {
      const before = known.get(edgeKey(edge));
      return before === undefined || !sameFigures(before.props, props);
    }),
    closed: edges.filter((edge) => !found.has(edgeKey(edge))),
  };
}

function asserting({ edge, props }: Finding): readonly GraphOperation[] {
  return [
    ...[edge.sourceId, edge.targetId].map((nodeId): GraphOperation => {
      if (nodeId === POPULATION_NODE)
        return { kind: 'node', node: { nodeId, kind: 'population', props: {} } };
      return { kind: 'node', node: { nodeId, kind: 'product', props: { productId: productIdOf(nodeId) } } };
    }),
    { kind: 'assert', edge, props, replaces: [] },
  ];
}

/** The same step from the same version of the graph has the same id: two processes that run at once write it once. */
function changeOf(now: number, version: number, operations: readonly GraphOperation[]): GraphChange {
  const digest = createHash('sha256')
    .update(JSON.stringify([version, operations]))
    .digest('base64url');
  return {
    eventId: `feedback-${digest.slice(0, 27)}`,
    shopperId: EVERYBODY,
    at: now,
    recordedAt: now,
    source: 'feedback',
    operations,
  };
}

function nameOf({ sourceId, kind, targetId }: GraphEdge): EdgeName {
  return { sourceId, kind, targetId };
}

function sameFigures(a: Properties, b: Properties): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
