import { tidyWords } from './apply-settings-patch.ts';
import type { ShopperSettings } from './settings.ts';

/** What a shopper says of themself, as the supervisor understood it. */
export type SpokenPreference =
  | {
      readonly kind: 'allergy';
      readonly allergen: string | null;
      readonly said: string;
      readonly holds: boolean;
    }
  | { readonly kind: 'diet'; readonly diet: string | null; readonly said: string; readonly holds: boolean }
  | { readonly kind: 'dislike' | 'like'; readonly said: string; readonly holds: boolean }
  | { readonly kind: 'household'; readonly size: number | null; readonly said: string }
  | { readonly kind: 'budget'; readonly cents: number | null; readonly said: string };

export interface StatementEffect {
  /** stored: it is news · known: it held already · unmatched: no such allergen, diet or number. */
  readonly result: 'stored' | 'known' | 'unmatched';
  /** To be saved exactly when its revision rose: a like is stored by learning alone. */
  readonly settings: ShopperSettings;
  /** The preference that it is about: "allergy:peanut". */
  readonly ref: string;
  /** The same for learning. */
  readonly statement: { readonly kind: string; readonly value: string; readonly holds: boolean };
}

/** The settings after a spoken preference. A like only takes away the dislike that it contradicts. */
export function stateFromStatement(
  settings: ShopperSettings,
  spoken: SpokenPreference,
  now: number,
): StatementEffect {
  const statement = spoken.kind === 'like' && !spoken.holds ? dislikeOf(spoken.said) : spoken;
  const value = statedValue(statement);
  const holds = 'holds' in statement ? statement.holds : true;
  const effect = (
    result: StatementEffect['result'],
    fields: Partial<ShopperSettings> = {},
  ): StatementEffect => ({
    result,
    settings:
      Object.keys(fields).length > 0
        ? { ...settings, ...fields, revision: settings.revision + 1, updatedAt: now }
        : settings,
    ref: `${statement.kind}:${value ?? tidyWords(statement.said)}`,
    statement: { kind: statement.kind, value: value ?? tidyWords(statement.said), holds },
  });
  if (value === null || value === '') return effect('unmatched');
  const list = (key: 'allergies' | 'diets' | 'dislikes', wanted: boolean) => {
    const present = settings[key].includes(value);
    if (present === wanted) return effect('known');
    return effect('stored', {
      [key]: wanted ? [...settings[key], value] : settings[key].filter((item) => item !== value),
    });
  };
  switch (statement.kind) {
    case 'allergy':
      return list('allergies', holds);
    case 'diet':
      return list('diets', holds);
    case 'dislike':
      return list('dislikes', holds);
    case 'like':
      return settings.dislikes.includes(value) ? list('dislikes', false) : effect('stored');
    case 'household':
      return settings.householdSize === statement.size
        ? effect('known')
        : effect('stored', { householdSize: statement.size });
    case 'budget':
      return settings.budgetCents === statement.cents
        ? effect('known')
        : effect('stored', { budgetCents: statement.cents });
  }
}

/** "I don't like olives" is a dislike of olives. */
function dislikeOf(said: string): SpokenPreference {
  return { kind: 'dislike', said, holds: true };
}

function statedValue(statement: SpokenPreference): string | null {
  switch (statement.kind) {
    case 'allergy':
      return statement.allergen;
    case 'diet':
      return statement.diet;
    case 'dislike':
    case 'like':
      return tidyWords(statement.said);
    case 'household':
      return statement.size === null ? null : String(statement.size);
    case 'budget':
      return statement.cents === null ? null : String(statement.cents);
  }
}
