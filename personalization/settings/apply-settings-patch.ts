import { FEATURE_NAMES } from '#personalization/features/feature.ts';
import type { ShopperSettings } from './settings.ts';
import { knownName, type SettingsVocabulary } from './vocabulary.ts';

/** What a shopper asks to change. A list replaces the one before; what is absent stays. */
export interface SettingsPatch {
  readonly diets?: readonly string[];
  readonly allergies?: readonly string[];
  readonly dislikes?: readonly string[];
  readonly householdSize?: number | null;
  readonly budgetCents?: number | null;
  readonly features?: Readonly<Partial<ShopperSettings['features']>>;
  readonly privacy?: Readonly<Partial<ShopperSettings['privacy']>>;
}

export interface SettingsError {
  /** Where, dotted: `allergies.0`. */
  readonly path: string;
  /** What is wrong and what to send instead. */
  readonly message: string;
}

export type PatchResult =
  | { readonly kind: 'changed'; readonly settings: ShopperSettings }
  | { readonly kind: 'unchanged'; readonly settings: ShopperSettings }
  | { readonly kind: 'invalid'; readonly errors: readonly SettingsError[] };

const MAX_DISLIKES = 100;
const MAX_DISLIKE_LENGTH = 80;
const MAX_HOUSEHOLD = 30;
const MAX_BUDGET_CENTS = 10_000_000;
const MAX_RETENTION_DAYS = 3_650;

/** The settings after a patch, at the next revision; nothing is changed when anything in the patch is wrong. */
export function applySettingsPatch(
  settings: ShopperSettings,
  patch: SettingsPatch,
  now: number,
  vocabulary: SettingsVocabulary,
): PatchResult {
  const errors: SettingsError[] = [];
  const lists = readFields(patch, settings, vocabulary, (path, message) => errors.push({ path, message }));
  const fields = { ...lists, ...needsLeft(settings, lists) };
  if (errors.length > 0) return { kind: 'invalid', errors };
  const changed = Object.entries(fields).some(
    ([key, value]) => JSON.stringify(settings[key as keyof ShopperSettings]) !== JSON.stringify(value),
  );
  return changed
    ? {
        kind: 'changed',
        settings: { ...settings, ...fields, revision: settings.revision + 1, updatedAt: now },
      }
    : { kind: 'unchanged', settings };
}

/** A need goes with the entry that it tells of. */
function needsLeft(
  { needs, allergies, dislikes, diets }: ShopperSettings,
  lists: Partial<ShopperSettings>,
): Pick<ShopperSettings, 'needs'> {
  const dropped = (before: readonly string[], now: readonly string[] | undefined) =>
    new Set(now === undefined ? [] : before.filter((value) => !now.includes(value)));
  const gone = {
    allergy: dropped(allergies, lists.allergies),
    dislike: dropped(dislikes, lists.dislikes),
    diet: dropped(diets, lists.diets),
    like: new Set<string>(),
  };
  return { needs: needs.filter(({ kind, value }) => !gone[kind].has(value)) };
}

type Complain = (path: string, message: string) => void;

function readFields(
  patch: SettingsPatch,
  settings: ShopperSettings,
  vocabulary: SettingsVocabulary,
  complain: Complain,
): Partial<ShopperSettings> {
  const fields: { -readonly [Key in keyof ShopperSettings]?: ShopperSettings[Key] } = {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    switch (key) {
      case 'diets':
        fields.diets = names(key, value, vocabulary.diets, settings.diets, complain);
        break;
      case 'allergies':
        fields.allergies = names(key, value, vocabulary.allergens, settings.allergies, complain);
        break;
      case 'dislikes':
        fields.dislikes = words(key, value, complain);
        break;
      case 'householdSize':
        fields.householdSize = wholeOrNull(key, value, 1, MAX_HOUSEHOLD, complain);
        break;
      case 'budgetCents':
        fields.budgetCents = wholeOrNull(key, value, 1, MAX_BUDGET_CENTS, complain);
        break;
      case 'features':
        fields.features = { ...settings.features, ...switches(key, value, FEATURE_NAMES, complain) };
        break;
      case 'privacy':
        fields.privacy = { ...settings.privacy, ...privacy(value, complain) };
        break;
      default:
        complain(
          key,
          'is no setting; use diets, allergies, dislikes, householdSize, budgetCents, features or privacy',
        );
    }
  }
  return fields;
}

/** Known names in their stored form, each once. A name already stored stays valid even if the catalogue drops it. */
function names(
  path: string,
  value: unknown,
  known: readonly string[],
  stored: readonly string[],
  complain: Complain,
): readonly string[] {
  if (!Array.isArray(value)) {
    complain(path, 'must be a list of names');
    return [];
  }
  const found = value.map((said: unknown, index) => {
    const name = typeof said === 'string' ? knownName([...known, ...stored], said) : null;
    if (name === null) {
      complain(`${path}.${index}`, `${quoted(said)} is not known; use one of: ${known.join(', ')}`);
    }
    return name;
  });
  return [...new Set(found.filter((name) => name !== null))];
}

function words(path: string, value: unknown, complain: Complain): readonly string[] {
  if (!Array.isArray(value) || value.length > MAX_DISLIKES) {
    complain(path, `must be a list of at most ${MAX_DISLIKES} words or phrases`);
    return [];
  }
  const found = value.map((said: unknown, index) => {
    const word = typeof said === 'string' ? tidyWords(said) : '';
    if (word === '' || word.length > MAX_DISLIKE_LENGTH) {
      complain(`${path}.${index}`, `must be a word or phrase of 1 to ${MAX_DISLIKE_LENGTH} characters`);
    }
    return word;
  });
  return [...new Set(found)];
}

function privacy(value: unknown, complain: Complain): Partial<ShopperSettings['privacy']> {
  if (!isRecord(value)) {
    complain('privacy', 'must be an object');
    return {};
  }
  const { retentionDays, ...rest } = value;
  return {
    ...switches('privacy', rest, ['learning', 'sharing', 'emotionMemory'], complain),
    ...(retentionDays !== undefined && {
      retentionDays:
        wholeOrNull('privacy.retentionDays', retentionDays ?? 0, 1, MAX_RETENTION_DAYS, complain) ?? 0,
    }),
  };
}

function switches(
  path: string,
  value: unknown,
  known: readonly string[],
  complain: Complain,
): Record<string, boolean> {
  if (!isRecord(value)) {
    complain(path, 'must be an object');
    return {};
  }
  const found: Record<string, boolean> = {};
  for (const [name, on] of Object.entries(value)) {
    if (on === undefined) continue;
    if (!known.includes(name)) complain(`${path}.${name}`, `is not known; use one of: ${known.join(', ')}`);
    else if (typeof on !== 'boolean') complain(`${path}.${name}`, 'must be true or false');
    else found[name] = on;
  }
  return found;
}

function wholeOrNull(
  path: string,
  value: unknown,
  min: number,
  max: number,
  complain: Complain,
): number | null {
  if (value === null) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  complain(path, `must be a whole number from ${min} to ${max}`);
  return null;
}

/** A disliked thing as it is stored and compared. */
export function tidyWords(said: string): string {
  return said.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 60)}"` : `a value of type ${typeof value}`;
}
