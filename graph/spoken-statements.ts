import type { Allergen, Diet } from '#agents/search/product.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import type { PreferenceStatement } from '#agents/supervisor/intent.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
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
  const avoided = { kind: 'dislike' as const, said: statement.said, holds: statement.holds };
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
  for (const said of settings.allergies.filter(isNamed)) {
    statements.push({ kind: 'allergy', allergen: said as Allergen, said, holds: false });
  }
  for (const said of settings.diets.filter(isNamed)) {
    statements.push({ kind: 'diet', diet: said as Diet, said, holds: false });
  }
  for (const said of settings.dislikes.filter(isNamed))
    statements.push({ kind: 'dislike', said, holds: false });
  if (settings.householdSize !== null && isNamed('household family')) {
    statements.push({ kind: 'household', size: null, said: NO_LONGER });
  }
  if (settings.budgetCents !== null && isNamed('budget')) {
    statements.push({ kind: 'budget', cents: null, said: NO_LONGER });
  }
  return statements;
}
