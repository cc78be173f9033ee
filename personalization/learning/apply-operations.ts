import { type EdgeName, edgeKey, type GraphChange, type GraphEdge } from './edge.ts';
import { observe, RECENT_LIMIT } from './evidence.ts';
import { learnFromChange, withListShown } from './learn-from-change.ts';
import { retract } from './retract.ts';

/** How many source events a fact names. */
const EVENT_IDS_LIMIT = 8;
/** How many of the latest orders are remembered one by one. */
const TRIPS_REMEMBERED = 128;

/**
 * What a change does to the facts it touches: the versions to write, new or altered, by `edgeId`.
 * `current` holds every version of every touched fact. Pure, so that each store and each look back in time agree.
 */
export function applyOperations(current: readonly GraphEdge[], change: GraphChange): readonly GraphEdge[] {
  const versions = new Map<string, GraphEdge>(current.map((edge) => [edge.edgeId, edge]));
  const written = new Map<string, GraphEdge>();
  const put = (edge: GraphEdge) => {
    versions.set(edge.edgeId, edge);
    written.set(edge.edgeId, edge);
  };
  const versionsOf = (names: readonly EdgeName[]) => {
    const keys = new Set(names.map(edgeKey));
    return [...versions.values()].filter((edge) => keys.has(edgeKey(edge)));
  };
  change.operations.forEach((operation, index) => {
    if (operation.kind === 'node') return;
    const edgeId = `${change.eventId}/${index}`;
    const own = versionsOf([operation.edge]);
    const open = own.find((edge) => edge.validTo === null) ?? null;
    switch (operation.kind) {
      case 'observe': {
        const { observation } = operation;
        put({
          ...(open ?? newVersion(operation.edge, edgeId, change)),
          validFrom: Math.min(open?.validFrom ?? change.at, change.at),
          evidence: observe(open?.evidence ?? null, observation, remembered(operation.edge)),
          eventIds: [...(open?.eventIds ?? []), change.eventId].slice(-EVENT_IDS_LIMIT),
        });
        return;
      }
      case 'retract': {
        if (open === null) return;
        const evidence = retract(open.evidence, operation.observation);
        if (evidence === null) put({ ...open, validTo: change.at });
        else if (evidence !== open.evidence) put({ ...open, evidence });
        return;
      }
      case 'assert': {
        const rivals = versionsOf([operation.edge, ...operation.replaces]);
        const holding = own.find((edge) => covers(edge, change.at) && sameProps(edge.props, operation.props));
        if (holding !== undefined) {
          put({
            ...holding,
            evidence: observe(holding.evidence, { at: change.at }),
            eventIds: [...holding.eventIds, change.eventId].slice(-EVENT_IDS_LIMIT),
          });
          return;
        }
        for (const rival of rivals) if (covers(rival, change.at)) put({ ...rival, validTo: change.at });
        put({
          ...newVersion(operation.edge, edgeId, change),
          // Told late: what is already known to have come after it ends it.
          validTo: earliest(rivals.map((rival) => rival.validFrom).filter((from) => from > change.at)),
          props: operation.props,
        });
        return;
      }
      case 'show':
        put(grown(operation.edge, open, edgeId, change, withListShown(open, change.at, operation.products)));
        return;
      case 'choose': {
        const shown = versionsOf([operation.shown]).find((edge) => edge.validTo === null) ?? null;
        const learned = learnFromChange({ shown, taste: open }, change, operation);
        if (shown === null || learned === null) return;
        put({ ...shown, props: learned.lists });
        put(grown(operation.edge, open, edgeId, change, learned.taste));
        return;
      }
      case 'correct':
        if (open !== null) put({ ...open, props: { ...open.props, ...operation.props } });
        return;
      case 'close':
      case 'deny':
        for (const edge of own) if (covers(edge, change.at)) put({ ...edge, validTo: change.at });
        return;
    }
  });
  return [...written.values()];
}

/** Orders are told apart for longer than what they hold: when each product was bought is placed among them. */
function remembered({ kind }: EdgeName): number {
  return kind === 'SHOPPED' ? TRIPS_REMEMBERED : RECENT_LIMIT;
}

/** Whether a version holds at a moment; its end is no longer part of it. */
export function covers({ validFrom, validTo }: GraphEdge, at: number): boolean {
  return validFrom <= at && (validTo === null || validTo > at);
}

/** One more event of a fact that says something new with each. */
function grown(
  name: EdgeName,
  open: GraphEdge | null,
  edgeId: string,
  change: GraphChange,
  props: GraphEdge['props'],
): GraphEdge {
  return {
    ...(open ?? newVersion(name, edgeId, change)),
    evidence: observe(open?.evidence ?? null, { at: change.at }),
    props,
    eventIds: [...(open?.eventIds ?? []), change.eventId].slice(-EVENT_IDS_LIMIT),
  };
}

function newVersion(name: EdgeName, edgeId: string, change: GraphChange): GraphEdge {
  return {
    edgeId,
    sourceId: name.sourceId,
    kind: name.kind,
    targetId: name.targetId,
    validFrom: change.at,
    validTo: null,
    recordedAt: change.recordedAt,
    evidence: observe(null, { at: change.at }),
    props: {},
    eventIds: [change.eventId],
  };
}

function sameProps(a: GraphEdge['props'], b: GraphEdge['props']): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function earliest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}
