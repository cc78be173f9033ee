import type { Allergen, Diet } from '#agents/search/product.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import type { PreferenceStatement } from '#agents/supervisor/intent.ts';
import { HOUSE } from '#personalization/settings/change-needs.ts';
import type { ShopperSettings, StatedNeed } from '#personalization/settings/settings.ts';
import { type StatementEffect, stateFromStatement } from '#personalization/settings/state-from-statement.ts';

/** What a statement says that takes a household size or a budget back. */
const NO_LONGER = 'no longer';

/**
 * The settings after a spoken statement. An allergen that no label names is kept as a dislike, so that it is still
 * asked about before it is added.
 */
export function stateSpoken(
  settings: ShopperSettings,
  statement: PreferenceStatement,
  now: number,
): StatementEffect {
  const effect = stateFromStatement(settings, statement, now);
  if (takesBack(statement)) {
    const cleared = statement.kind === 'household' ? { householdSize: null } : { budgetCents: null };
    const without = { ...settings, ...cleared, revision: settings.revision + 1, updatedAt: now };
    return { ...effect, result: 'stored', settings: without };
  }
  if (effect.result !== 'unmatched' || statement.kind !== 'allergy') return effect;
  const { said, holds, whom } = statement;
  const avoided = {
    kind: 'dislike' as const,
    said,
    holds,
    heeded: true,
    ...(whom === undefined ? {} : { whom }),
  };
  return { ...stateFromStatement(settings, avoided, now), result: 'unmatched' };
}

/** A size or a budget without a number, made below; what a shopper says never is. */
function takesBack(statement: PreferenceStatement): boolean {
  if (statement.said !== NO_LONGER) return false;
  return statement.kind === 'household'
    ? statement.size === null
    : 'cents' in statement && statement.cents === null;
}

/** The stored facts that "forget …" names, each as the statement that takes it back. None when it names nothing. */
export function statementsToForget(settings: ShopperSettings, about: string): readonly PreferenceStatement[] {
  const wanted = new Set(contentTokens(about));
  const isNamed = (words: string) =>
    contentTokens(words.replaceAll('_', ' ')).some((token) => wanted.has(token));
  const statements: PreferenceStatement[] = [];
  const { needs } = settings;
  // "forget my son's allergy" leaves everybody else's
  const persons = needs.filter(({ who }) => who !== 'you' && isNamed(who.replace(/^your /, '')));
  const named = needs.filter((need) => persons.length === 0 && isNamed(need.value));
  for (const { kind, value, who } of persons.length > 0 ? persons : named) {
    statements.push(asNoLonger(kind, value, who));
  }
  if (persons.length > 0) return statements;
  const isOwn = (kind: StatedNeed['kind']) => (value: string) =>
    isNamed(value) && !needs.some((need) => need.kind === kind && need.value === value);
  for (const value of settings.allergies.filter(isOwn('allergy'))) {
    statements.push(asNoLonger('allergy', value, 'you'));
  }
  for (const value of settings.diets.filter(isOwn('diet'))) statements.push(asNoLonger('diet', value, 'you'));
  for (const value of settings.dislikes.filter(isOwn('dislike'))) {
    statements.push(asNoLonger('dislike', value, 'you'));
  }
  if (settings.householdSize !== null && isNamed('household family')) {
    statements.push({ kind: 'household', size: null, said: NO_LONGER });
  }
  if (settings.budgetCents !== null && isNamed('budget')) {
    statements.push({ kind: 'budget', cents: null, said: NO_LONGER });
  }
  return statements;
}

function asNoLonger(kind: StatedNeed['kind'], value: string, who: string): PreferenceStatement {
  const common = {
    said: value,
    holds: false,
    ...(who === 'you'
      ? {}
      : { whom: { kind: who === HOUSE ? ('house' as const) : ('member' as const), said: who } }),
  };
  switch (kind) {
    case 'allergy':
      return { kind, allergen: value as Allergen, ...common };
    case 'diet':
      return { kind, diet: value as Diet, ...common };
    case 'dislike':
    case 'like':
      return { kind, ...common };
  }
}
