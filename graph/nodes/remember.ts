import type { MemoryResult, StatementResult } from '#agents/response-compiler/turn-facts.ts';
import type { PreferenceStatement, RoutedIntent } from '#agents/supervisor/intent.ts';
import { changeSettings } from '#graph/change-settings.ts';
import { factsOf } from '#graph/facts-of-shopper.ts';
import type { NodeWork } from '#graph/guard.ts';
import { guestNeeds, heedGuests, isOfGuests } from '#graph/guest-needs.ts';
import { type PersonalView, toPersonalView, UNKNOWN_SHOPPER } from '#graph/personal-view.ts';
import type { RunContext } from '#graph/run-context.ts';
import type { Services } from '#graph/services.ts';
import { statementsToForget, stateSpoken } from '#graph/spoken-statements.ts';
import type { TurnState, TurnUpdate } from '#graph/state.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';

type Needs = Pick<Services, 'settings' | 'clock'>;

/** Stores what the shopper says of themself, or takes it back, before the agents act on the rest of the turn. */
export function remember(services: Needs): NodeWork {
  return async ({ request, understanding, personal, focus }, run) => {
    const needs = { ...services, settings: announcingChanges(services.settings, run) };
    const results: StatementResult[] = [];
    let memory: MemoryResult | null = null;
    let settings = personal?.settings ?? null;
    for (const intent of understanding.intents) {
      const before = results.length;
      for (const statement of statementsOf(intent, settings)) {
        if (isOfGuests(statement)) {
          results.push({ statement, result: 'for_now', ref: '' });
          continue;
        }
        const { effect, saved } = await changeSettings(needs, request.shopperId, (current, now) =>
          stateSpoken(current, statement, now),
        );
        settings = saved;
        results.push({ statement, result: effect.result, ref: effect.ref });
      }
      if (intent.name !== 'memory_command' || personal === null) continue;
      const switched = learningSwitch(intent);
      if (switched !== null) {
        const { saved } = await changeSettings(needs, request.shopperId, (current, now) => ({
          settings: {
            ...current,
            privacy: { ...current.privacy, learning: switched },
            revision: current.revision + 1,
            updatedAt: now,
          },
        }));
        settings = saved;
      }
      memory = wordsFor(intent, switched, results.length - before, personal);
    }
    const profile = personal?.profile ?? null;
    const known =
      settings === null || profile === null
        ? (personal ?? UNKNOWN_SHOPPER)
        : toPersonalView(
            { ...profile, settings, deniesADiet: profile.deniesADiet || results.some(deniesADiet) },
            needs.clock.now(),
          );
    const guests = guestNeeds(
      focus?.guests ?? [],
      results.map(({ statement }) => statement),
    );
    return { statements: results, memory, personal: heedGuests(known, guests) };
  };
}

/**
 * When statements could not be kept: said so, and nothing is added unasked, since one of them may have been an allergy.
 */
export function withoutRemembering({ understanding, personal }: TurnState): TurnUpdate {
  const view = personal ?? UNKNOWN_SHOPPER;
  return {
    personal: { ...view, constraints: { ...view.constraints, loaded: false } },
    statements: understanding.intents.flatMap(({ name, slots }) =>
      name === 'state_preference' && slots.statement !== undefined
        ? [{ statement: slots.statement, result: 'failed' as const, ref: '' }]
        : [],
    ),
  };
}

/** The settings of one turn: once they are changed the turn can't be cancelled, once the turn went on they stay. */
function announcingChanges(
  settings: Services['settings'],
  { signal, changing }: RunContext,
): Services['settings'] {
  return {
    load: (shopperId) => settings.load(shopperId),
    async save(next) {
      signal.throwIfAborted();
      changing();
      return settings.save(next);
    },
    forget: (shopperId) => settings.forget(shopperId),
  };
}

function statementsOf(
  { name, slots }: RoutedIntent,
  settings: ShopperSettings | null,
): readonly PreferenceStatement[] {
  if (name === 'state_preference' && slots.statement !== undefined) return [slots.statement];
  if (name === 'memory_command' && slots.command === 'forget' && settings !== null) {
    return statementsToForget(settings, slots.about ?? '');
  }
  return [];
}

function deniesADiet({ statement }: StatementResult): boolean {
  return (
    statement.kind === 'diet' &&
    !statement.holds &&
    !('whom' in statement && statement.whom?.kind === 'member')
  );
}

function learningSwitch({ slots }: RoutedIntent): boolean | null {
  if (slots.command === 'learning_on') return true;
  return slots.command === 'learning_off' ? false : null;
}

const UNSUPPORTED: Readonly<Record<string, string>> = {
  forget_all: 'forget everything at once',
  export: 'export your data',
  correct: 'correct that',
  remember: 'note that as an allergy, a diet or a dislike',
};

/** What is answered to a command; null when the statements it made already say it. */
function wordsFor(
  { slots }: RoutedIntent,
  switched: boolean | null,
  takenBack: number,
  personal: PersonalView,
): MemoryResult | null {
  if (switched !== null) return { kind: 'learning', facts: [], detail: switched ? 'on' : 'off' };
  if (slots.command === 'forget') {
    if (takenBack > 0) return null;
    return { kind: 'name_it', facts: factsOf(personal), detail: '' };
  }
  return { kind: 'unsupported', facts: [], detail: UNSUPPORTED[slots.command ?? ''] ?? 'do that' };
}
