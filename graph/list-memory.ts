import type { EdgeName, GraphEdge } from '#personalization/learning/edge.ts';
import { edgeKey } from '#personalization/learning/edge.ts';
import { factMark } from '#personalization/learning/forgotten-facts.ts';
import { graphChangeOf } from '#personalization/learning/graph-change.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import { describeLearnedFact } from './describe-learned-fact.ts';
import { describeEstimate, type Estimate, estimatesOf } from './estimates-of-shopper.ts';
import { factsOfSettings } from './facts-of-shopper.ts';
import { KIND_OF_EDGE, MEMORY_KINDS, type MemoryFact, type MemoryKind } from './memory-fact.ts';
import type { Services } from './services.ts';

export type MemoryNeeds = Pick<
  Services,
  'settings' | 'preferences' | 'products' | 'population' | 'profiles' | 'priceShelf' | 'clock'
>;

/** A fact with where it is kept: a preference in the settings, an edge of the graph, or both. */
export interface KeptFact {
  readonly id: string;
  readonly edge: EdgeName;
  /** Null when the graph has not heard of it. */
  readonly known: GraphEdge | null;
  /** Null when it is no preference in the settings. */
  readonly preference: { readonly kind: PreferenceKind; readonly value: string } | null;
  /** Set when it is no single fact but what several together are taken to mean. */
  readonly estimate?: Estimate;
}

export type PreferenceKind = 'allergy' | 'diet' | 'dislike' | 'household' | 'budget';

export interface MemoryPage {
  readonly facts: readonly MemoryFact[];
  /** The last fact's id when there is more; null at the end. */
  readonly next: string | null;
}

export interface MemoryQuery {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
  readonly kinds?: readonly MemoryKind[];
}

/** A page that goes on after a fact which is not there (any more), or never was this shopper's. */
export class UnknownFact extends Error {
  override readonly name = 'UnknownFact';
}

/** Everything that is kept of a shopper, told facts first, then by kind, the latest observed first. */
export async function keptFacts(
  services: MemoryNeeds,
  shopperId: string,
): Promise<{ readonly settings: ShopperSettings; readonly facts: readonly KeptFact[] }> {
  const { settings, preferences } = services;
  const [stored, { edges }] = await Promise.all([
    settings.load(shopperId),
    preferences.neighbourhood(shopperId),
  ]);
  const estimates = estimatesOf(await profileOf(services, shopperId)).map((estimate): KeptFact => {
    const { edge } = estimate;
    return { id: factMark(shopperId, edge), edge, known: null, preference: null, estimate };
  });
  const byKey = new Map(edges.map((edge) => [edgeKey(edge), edge]));
  const told = factsOfSettings(stored).map(({ ref }): KeptFact => {
    const at = ref.indexOf(':');
    const preference = { kind: ref.slice(0, at) as PreferenceKind, value: ref.slice(at + 1) };
    const edge = edgeOfStatement(shopperId, preference);
    const known = byKey.get(edgeKey(edge)) ?? null;
    byKey.delete(edgeKey(edge));
    return { id: factMark(shopperId, edge), edge, known, preference };
  });
  const learned = [...byKey.values()].map((edge): KeptFact => {
    return { id: factMark(shopperId, edge), edge, known: edge, preference: null };
  });
  const place = ({ edge }: KeptFact) => MEMORY_KINDS.indexOf(KIND_OF_EDGE[edge.kind]);
  const lastAt = ({ known }: KeptFact) => known?.evidence.lastAt ?? 0;
  learned.sort((a, b) => place(a) - place(b) || lastAt(b) - lastAt(a) || (a.id < b.id ? -1 : 1));
  return { settings: stored, facts: [...told, ...estimates, ...learned] };
}

/** What is known of a shopper, page by page. Throws `UnknownFact`, and when it cannot be read. */
export async function listMemory(
  services: MemoryNeeds,
  shopperId: string,
  { limit, after, kinds }: MemoryQuery,
): Promise<MemoryPage> {
  const { facts, settings } = await keptFacts(services, shopperId);
  const from = after === undefined ? 0 : facts.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) throw new UnknownFact(`There is no fact “${after}” to go on after.`);
  const wanted = facts.slice(from).filter((fact) => kinds === undefined || kinds.includes(kindOf(fact)));
  const page = wanted.slice(0, limit);
  const last = page.at(-1);
  return {
    facts: await describeFacts(services, settings, page),
    next: wanted.length > limit && last !== undefined ? last.id : null,
  };
}

/** The facts as their owner reads them. */
export async function describeFacts(
  services: MemoryNeeds,
  settings: ShopperSettings,
  facts: readonly KeptFact[],
): Promise<readonly MemoryFact[]> {
  const { shopperId } = settings;
  const texts = new Map(factsOfSettings(settings).map(({ ref, text }) => [ref, text]));
  const ids = facts.flatMap(({ edge: { targetId } }) =>
    targetId.startsWith('product:') ? [targetId.slice('product:'.length)] : [],
  );
  const [profile, named] = await Promise.all([
    profileOf(services, shopperId),
    ids.length === 0 ? [] : services.products.get([...new Set(ids)]),
  ]);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const words = { shopperId, profile, nameOf: (id: string) => names.get(id) ?? id };
  return facts.flatMap((fact): readonly MemoryFact[] => {
    const { id, known, preference, estimate } = fact;
    if (estimate !== undefined) return [{ id, ...describeEstimate(estimate, services.clock.now()) }];
    if (preference === null) return known === null ? [] : [describeLearnedFact(known, words)];
    const { kind, value } = preference;
    const since = known?.validFrom ?? settings.updatedAt;
    return [
      {
        id,
        kind,
        text: texts.get(`${kind}:${value}`) ?? `${kind}: ${value}.`,
        value: kind === 'household' || kind === 'budget' ? Number(value) : value,
        productId: null,
        source: 'stated',
        confidence: 1,
        observations: known?.evidence.count ?? 1,
        validFrom: since,
        validTo: null,
        lastAt: known?.evidence.lastAt ?? since,
        corrections: ['holds', 'value'],
      },
    ];
  });
}

/** The fact of the graph that a stated preference becomes. */
function edgeOfStatement(
  shopperId: string,
  { kind, value }: { readonly kind: PreferenceKind; readonly value: string },
): EdgeName {
  const { operations } = graphChangeOf(
    { eventId: '', shopperId, kind: 'statement', at: 0, source: '', statement: { kind, value, holds: true } },
    0,
  );
  const stated = operations.find((operation) => operation.kind === 'assert');
  if (stated === undefined) throw new Error(`A statement of kind “${kind}” asserts nothing.`);
  return stated.edge;
}

function profileOf(
  { preferences, settings, population, profiles, priceShelf, clock }: MemoryNeeds,
  shopperId: string,
) {
  const overall = { population, profiles, now: clock.now, shelf: priceShelf };
  return loadProfile({ graph: preferences, settings, overall }, shopperId);
}

function kindOf({ edge, preference, estimate }: KeptFact): MemoryKind {
  return estimate?.kind ?? preference?.kind ?? KIND_OF_EDGE[edge.kind];
}
