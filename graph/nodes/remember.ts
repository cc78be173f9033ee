import type { StatementResult } from '#agents/response-compiler/turn-facts.ts';
import type { PreferenceStatement } from '#agents/supervisor/intent.ts';
import type { NodeWork } from '#graph/guard.ts';
import { toPersonalView } from '#graph/personal-view.ts';
import type { Services } from '#graph/services.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import { type StatementEffect, stateFromStatement } from '#personalization/settings/state-from-statement.ts';

/** Tries when another device changes the settings at the same moment. */
const MAX_TRIES = 5;

/** Stores what the shopper says of themself, before the agents act on the rest of the turn. */
export function remember(services: Pick<Services, 'settings' | 'clock'>): NodeWork {
  return async ({ request, understanding, personal }) => {
    const results: StatementResult[] = [];
    let settings = personal?.settings ?? null;
    for (const { name, slots } of understanding.intents) {
      if (name !== 'state_preference' || slots.statement === undefined) continue;
      const { statement } = slots;
      const { effect, saved } = await store(services, request.shopperId, statement);
      settings = saved;
      results.push({ statement, result: effect.result, ref: effect.ref });
    }
    const update =
      settings === null || personal === null ? {} : { personal: toPersonalView(personal, settings) };
    return { statements: results, ...update };
  };
}

async function store(
  { settings, clock }: Pick<Services, 'settings' | 'clock'>,
  shopperId: string,
  statement: PreferenceStatement,
): Promise<{ readonly effect: StatementEffect; readonly saved: ShopperSettings }> {
  let current = await settings.load(shopperId);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const effect = effectOf(current, statement, clock.now());
    if (effect.settings.revision === current.revision) return { effect, saved: current };
    const answer = await settings.save(effect.settings);
    if (answer.kind === 'saved') return { effect, saved: effect.settings };
    current = answer.settings;
  }
  throw new Error('The settings changed too often to be saved.');
}

/** An allergen that no label names is kept as a dislike, so that it is still asked about before it is added. */
function effectOf(settings: ShopperSettings, statement: PreferenceStatement, now: number): StatementEffect {
  const effect = stateFromStatement(settings, statement, now);
  if (effect.result !== 'unmatched' || statement.kind !== 'allergy') return effect;
  const dislike = stateFromStatement(
    settings,
    { kind: 'dislike', said: statement.said, holds: statement.holds },
    now,
  );
  return { ...dislike, result: 'unmatched' };
}
