import { tidyWords } from './apply-settings-patch.ts';
import { changeNeeds } from './change-needs.ts';
import type { ShopperSettings } from './settings.ts';

interface Said {
  readonly said: string;
  readonly holds: boolean;
  /** Of whom, when not of the shopper alone; guests are not kept here. */
  readonly whom?: { readonly kind: 'house' | 'member' | 'guest'; readonly said: string };
  readonly avoided?: boolean;
  /** Respected whoever it is said of. */
  readonly heeded?: boolean;
}

/** What a shopper says of themself, as the supervisor understood it. */
export type SpokenPreference =
  | (Said & { readonly kind: 'allergy'; readonly allergen: string | null })
  | (Said & { readonly kind: 'diet'; readonly diet: string | null })
  | (Said & { readonly kind: 'dislike' | 'like' })
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
  if ('holds' in statement && concernsNeeds(settings, statement, value)) {
    const change = changeNeeds(settings, {
      kind: statement.kind,
      value,
      who: statement.whom?.said ?? 'you',
      heeded: statement.kind === 'allergy' || statement.heeded === true || statement.whom?.kind !== 'member',
      avoided: statement.avoided === true,
      holds: statement.holds,
    });
    return change === null ? effect('known') : effect('stored', change);
  }
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

/** Whether more is to be kept than an entry in a list: whose it is, or that it is never eaten. */
function concernsNeeds(
  { needs }: ShopperSettings,
  { kind, whom, avoided }: SpokenPreference & Said,
  value: string,
): boolean {
  const known = needs.some((need) => need.kind === kind && need.value === value);
  return known || whom !== undefined || avoided === true;
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
