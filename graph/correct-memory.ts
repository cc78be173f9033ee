import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { quantityCorrection } from '#personalization/learning/corrected-quantity.ts';
import { disownment } from '#personalization/learning/disowned-estimates.ts';
import type { GraphChange, GraphOperation } from '#personalization/learning/edge.ts';
import { graphChangeOf } from '#personalization/learning/graph-change.ts';
import {
  applySettingsPatch,
  type SettingsError,
  type SettingsPatch,
} from '#personalization/settings/apply-settings-patch.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import { changeSettings } from './change-settings.ts';
import type { Estimate } from './estimates-of-shopper.ts';
import { describeFacts, type KeptFact, keptFacts, type MemoryNeeds } from './list-memory.ts';
import type { FactCorrection, MemoryCorrection, MemoryFact } from './memory-fact.ts';
import { relayLearning } from './relay-learning.ts';
import type { Services } from './services.ts';

type Needs = MemoryNeeds & Pick<Services, 'clock' | 'newId' | 'outbox' | 'learner' | 'recollections'>;

export type MemoryCorrected =
  /** As it is now; null when it holds no longer. */
  | { readonly kind: 'corrected'; readonly fact: MemoryFact | null }
  /** There is no such fact of this shopper. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly errors: readonly SettingsError[] };

/**
 * Sets a fact right at once. What was observed before does not bring it back; what is observed from now on may. Throws
 * when it could not be stored.
 */
export async function correctMemory(
  services: Needs,
  shopperId: string,
  factId: string,
  correction: MemoryCorrection,
): Promise<MemoryCorrected> {
  await learnWhatWaits(services, shopperId);
  const found = await findFact(services, shopperId, factId);
  if (found === null) return { kind: 'unknown' };
  if (found.estimate !== undefined) return correctEstimate(services, shopperId, found.estimate, correction);
  const [field] = Object.keys(correction) as FactCorrection[];
  const takes: readonly FactCorrection[] =
    found.preference !== null
      ? ['holds', 'value']
      : found.edge.kind === 'BOUGHT'
        ? ['holds', 'quantity']
        : ['holds'];
  if (field === undefined || !takes.includes(field)) {
    const message = `cannot be corrected of this fact; send ${takes.join(' or ')}`;
    return { kind: 'refused', errors: [{ path: field ?? '', message }] };
  }
  const settled = await changePreference(services, shopperId, found, correction);
  if (settled.errors.length > 0) return { kind: 'refused', errors: settled.errors };
  await services.preferences.apply(changesFor(services, shopperId, found, settled, correction));
  if (correction.holds === false) return { kind: 'corrected', fact: null };
  const { settings, facts } = await keptFacts(services, shopperId);
  const now = facts.find(({ id, preference }) =>
    settled.value === null
      ? id === factId
      : preference?.kind === found.preference?.kind && preference?.value === settled.value,
  );
  const described = now === undefined ? [] : await describeFacts(services, settings, [now]);
  return { kind: 'corrected', fact: described[0] ?? null };
}

/**
 * Forgets a fact for good: it leaves the settings and every row of the graph, and is not learned again from what
 * happened before. False when this shopper has no such fact.
 */
export async function forgetMemory(services: Needs, shopperId: string, factId: string): Promise<boolean> {
  await learnWhatWaits(services, shopperId);
  const found = await findFact(services, shopperId, factId);
  if (found === null) return false;
  if (found.estimate !== undefined) {
    await disown(services, shopperId, found.estimate);
    return true;
  }
  await changePreference(services, shopperId, found, { holds: false });
  await services.preferences.forgetFact(shopperId, found.edge, services.clock.now());
  return true;
}

/** Another size is told instead of the estimated one; else the estimate is not made of what there was up to now. */
async function correctEstimate(
  services: Needs,
  shopperId: string,
  estimate: Estimate,
  { holds, value }: MemoryCorrection,
): Promise<MemoryCorrected> {
  if (holds === false) {
    await disown(services, shopperId, estimate);
    return { kind: 'corrected', fact: null };
  }
  if (value === undefined || estimate.kind !== 'household_estimate') {
    const takes = estimate.kind === 'household_estimate' ? 'holds or value' : 'holds';
    const message = `cannot be corrected of this fact; send ${takes}`;
    return { kind: 'refused', errors: [{ path: Object.keys({ holds, value })[0] ?? '', message }] };
  }
  const told: KeptFact = {
    id: '',
    edge: estimate.edge,
    known: null,
    preference: { kind: 'household', value: String(estimate.value ?? '') },
  };
  const settled = await changePreference(services, shopperId, told, { value });
  if (settled.errors.length > 0) return { kind: 'refused', errors: settled.errors };
  await services.preferences.apply(changesFor(services, shopperId, told, settled, { value }));
  const { settings, facts } = await keptFacts(services, shopperId);
  const now = facts.filter(({ preference }) => preference?.kind === 'household');
  const [fact] = await describeFacts(services, settings, now);
  return { kind: 'corrected', fact: fact ?? null };
}

async function disown(
  { preferences, clock, newId }: Needs,
  shopperId: string,
  { kind }: Estimate,
): Promise<void> {
  const now = clock.now();
  const statement = disownment(kind);
  const said = { eventId: newId(), shopperId, kind: 'statement' as const, at: now, source: 'correction' };
  await preferences.apply([graphChangeOf({ ...said, statement }, now)]);
}

/** What was announced and still waits would else tell of the fact after it went. */
async function learnWhatWaits(services: Needs, shopperId: string): Promise<void> {
  // What cannot be learned stays in the outbox and is older than the correction: it will not count.
  await relayLearning(services, shopperId).catch(() => undefined);
}

async function findFact(services: Needs, shopperId: string, factId: string): Promise<KeptFact | null> {
  const { facts } = await keptFacts(services, shopperId);
  return facts.find(({ id }) => id === factId) ?? null;
}

interface Settled {
  readonly settings: ShopperSettings | null;
  /** What is stored in the place of the preference; null when it is none, was taken away, or was there already. */
  readonly value: string | null;
  readonly errors: readonly SettingsError[];
}

async function changePreference(
  services: Needs,
  shopperId: string,
  { preference }: KeptFact,
  { value }: MemoryCorrection,
): Promise<Settled> {
  if (preference === null) return { settings: null, value: null, errors: [] };
  const { effect } = await changeSettings(services, shopperId, (current, now) => {
    const patch = patchFor(current, preference, value ?? null);
    const result = applySettingsPatch(current, patch, now, { diets: DIETS, allergens: ALLERGENS });
    if (result.kind === 'invalid') {
      const errors = result.errors.map(({ message }) => ({ path: 'value', message }));
      return { settings: current, errors, value: null };
    }
    return { settings: result.settings, errors: [], value: newValue(preference, current, result.settings) };
  });
  return effect;
}

const LISTS = { allergy: 'allergies', diet: 'diets', dislike: 'dislikes' } as const;

/** The settings with another value in the place of this one; without it when there is none. */
function patchFor(
  settings: ShopperSettings,
  { kind, value: before }: Preference,
  value: string | number | null,
): SettingsPatch {
  if (kind === 'household') return { householdSize: value as number | null };
  if (kind === 'budget') return { budgetCents: value as number | null };
  const instead = value === null ? [] : [value as string];
  return { [LISTS[kind]]: settings[LISTS[kind]].flatMap((name) => (name === before ? instead : [name])) };
}

function newValue({ kind }: Preference, before: ShopperSettings, after: ShopperSettings): string | null {
  if (kind === 'household') return after.householdSize === null ? null : String(after.householdSize);
  if (kind === 'budget') return after.budgetCents === null ? null : String(after.budgetCents);
  return after[LISTS[kind]].find((name) => !before[LISTS[kind]].includes(name)) ?? null;
}

/** What a correction changes in the graph, as events of the shopper's own. */
function changesFor(
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  shopperId: string,
  { edge, preference }: KeptFact,
  { settings, value }: Settled,
  { holds, quantity }: MemoryCorrection,
): readonly GraphChange[] {
  const now = clock.now();
  const change = (operation: GraphOperation): GraphChange => ({
    eventId: newId(),
    shopperId,
    at: now,
    recordedAt: now,
    source: 'correction',
    operations: [operation],
  });
  if (quantity !== undefined) {
    return [change({ kind: 'correct', edge, props: quantityCorrection(quantity, now) })];
  }
  if (holds === false && preference?.kind === 'diet')
    return [notKept(preference.value, { newId, shopperId, now })];
  const isOne = preference?.kind === 'household' || preference?.kind === 'budget';
  const denied = holds === false || !isOne ? [change({ kind: 'deny', edge })] : [];
  if (preference === null || value === null || settings?.privacy.learning !== true) return denied;
  const statement = { kind: preference.kind, value, holds: true };
  const stated = { shopperId, kind: 'statement' as const, at: now, source: 'correction', statement };
  return [...denied, graphChangeOf({ ...stated, eventId: newId() }, now)];
}

/** Said, and not only ended: what they buy might else be taken for the diet that they just said they do not keep. */
function notKept(
  diet: string,
  {
    newId,
    shopperId,
    now,
  }: { readonly newId: () => string; readonly shopperId: string; readonly now: number },
): GraphChange {
  const statement = { kind: 'diet', value: diet, holds: false };
  return graphChangeOf(
    { eventId: newId(), shopperId, kind: 'statement', at: now, source: 'correction', statement },
    now,
  );
}

type Preference = NonNullable<KeptFact['preference']>;
