import { describe, expect, it } from 'vitest';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { FEATURE_NAMES } from '#personalization/features/feature.ts';
import { applySettingsPatch, type SettingsPatch } from '#personalization/settings/apply-settings-patch.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { migrateSettings } from '#personalization/settings/migrate-settings.ts';
import { type SpokenPreference, stateFromStatement } from '#personalization/settings/state-from-statement.ts';

const vocabulary = { diets: DIETS, allergens: ALLERGENS };
const settings = { ...defaultSettings('ana'), allergies: ['peanut'], dislikes: ['olives'] };
const patched = (patch: unknown) => applySettingsPatch(settings, patch as SettingsPatch, 99, vocabulary);
const errorsOf = (patch: unknown) => {
  const result = patched(patch);
  return result.kind === 'invalid' ? result.errors : [];
};

describe('a settings patch', () => {
  it('changes what it names, at the next revision, and leaves the rest', () => {
    const result = patched({
      diets: ['vegan'],
      features: { household: false },
      privacy: { learning: false },
    });
    expect(result).toEqual({
      kind: 'changed',
      settings: {
        ...settings,
        diets: ['vegan'],
        features: { ...settings.features, household: false },
        privacy: { ...settings.privacy, learning: false },
        revision: 1,
        updatedAt: 99,
      },
    });
  });

  it('understands known names however they are written, each once', () => {
    expect(
      patched({ diets: ['Gluten-Free', 'gluten free'], allergies: ['Peanuts', 'tree nuts', 'eggs'] }),
    ).toMatchObject({
      kind: 'changed',
      settings: { diets: ['gluten_free'], allergies: ['peanut', 'tree_nut', 'egg'] },
    });
  });

  it('lists the allowed names when one is unknown, and changes nothing', () => {
    expect(errorsOf({ diets: ['vegan', 'carnivore'], allergies: ['kryptonite'] })).toEqual([
      { path: 'diets.1', message: `"carnivore" is not known; use one of: ${DIETS.join(', ')}` },
      { path: 'allergies.0', message: `"kryptonite" is not known; use one of: ${ALLERGENS.join(', ')}` },
    ]);
  });

  it.each([
    [{ features: { smart_ranking: 'yes' } }, 'features.smart_ranking'],
    [{ features: { mind_reading: true } }, 'features.mind_reading'],
    [{ privacy: { learning: 1 } }, 'privacy.learning'],
    [{ privacy: { retentionDays: 0 } }, 'privacy.retentionDays'],
    [{ privacy: { retentionDays: null } }, 'privacy.retentionDays'],
    [{ householdSize: 2.5 }, 'householdSize'],
    [{ budgetCents: -1 }, 'budgetCents'],
    [{ dislikes: [''] }, 'dislikes.0'],
    [{ dislikes: 'olives' }, 'dislikes'],
    [{ diets: [7] }, 'diets.0'],
    [{ favouriteColour: 'green' }, 'favouriteColour'],
  ])('refuses %j and names the field', (patch, path) => {
    expect(errorsOf(patch).map((error) => error.path)).toEqual([path]);
  });

  it('is no change when everything is already so', () => {
    expect(patched({ allergies: ['peanut'], dislikes: ['Olives '], householdSize: null })).toEqual({
      kind: 'unchanged',
      settings,
    });
  });

  it('lets an allergy stay that the catalogue no longer knows', () => {
    const old = { ...settings, allergies: ['buckwheat'] };
    const result = applySettingsPatch(old, { allergies: ['buckwheat', 'egg'] }, 1, vocabulary);
    expect(result).toMatchObject({ kind: 'changed', settings: { allergies: ['buckwheat', 'egg'] } });
  });
});

describe('settings of an older version', () => {
  it('get the switches they lack, keep those they have and every allergy', () => {
    const old = { allergies: ['peanut'], features: { household: false }, revision: 7, updatedAt: 1 };
    const migrated = migrateSettings(old, 'ana');
    expect(Object.keys(migrated.features).sort()).toEqual([...FEATURE_NAMES].sort());
    expect(migrated).toMatchObject({ version: 1, revision: 7, allergies: ['peanut'] });
    expect(migrated.features).toMatchObject({ household: false, usual_orders: true });
  });

  it('are refused rather than guessed when they are broken', () => {
    expect(() => migrateSettings(null, 'ana')).toThrow(/no object/);
    expect(() => migrateSettings({ allergies: 'peanut' }, 'ana')).toThrow(/allergies/);
  });
});

describe('a spoken preference', () => {
  const spoken = (statement: SpokenPreference) => stateFromStatement(settings, statement, 99);

  it('adds an allergy or a diet, and takes it away when it no longer holds', () => {
    expect(spoken({ kind: 'allergy', allergen: 'egg', said: 'eggs', holds: true })).toMatchObject({
      result: 'stored',
      ref: 'allergy:egg',
      settings: { allergies: ['peanut', 'egg'], revision: 1, updatedAt: 99 },
    });
    expect(
      spoken({ kind: 'allergy', allergen: 'peanut', said: 'peanuts', holds: false }).settings.allergies,
    ).toEqual([]);
    expect(spoken({ kind: 'diet', diet: 'vegan', said: 'vegan', holds: true }).settings.diets).toEqual([
      'vegan',
    ]);
  });

  it('says that it knew, and stores nothing', () => {
    const effect = spoken({ kind: 'allergy', allergen: 'peanut', said: 'peanuts', holds: true });
    expect(effect).toMatchObject({ result: 'known', ref: 'allergy:peanut' });
    expect(effect.settings).toBe(settings);
  });

  it('does not invent an allergen it could not match', () => {
    const effect = spoken({ kind: 'allergy', allergen: null, said: 'kryptonite', holds: true });
    expect(effect).toMatchObject({ result: 'unmatched', ref: 'allergy:kryptonite' });
    expect(effect.settings).toBe(settings);
  });

  it('reads "I do not like" as a dislike, and a like as the end of one', () => {
    expect(spoken({ kind: 'like', said: 'Capers', holds: false })).toMatchObject({
      result: 'stored',
      ref: 'dislike:capers',
      settings: { dislikes: ['olives', 'capers'] },
      statement: { kind: 'dislike', value: 'capers', holds: true },
    });
    expect(spoken({ kind: 'like', said: 'olives', holds: true }).settings.dislikes).toEqual([]);
    const liked = spoken({ kind: 'like', said: 'mango', holds: true });
    expect(liked).toMatchObject({
      result: 'stored',
      statement: { kind: 'like', value: 'mango', holds: true },
    });
    expect(liked.settings).toBe(settings);
  });

  it('keeps the size of the household and the budget', () => {
    expect(spoken({ kind: 'household', size: 4, said: 'four of us' }).settings.householdSize).toBe(4);
    expect(spoken({ kind: 'budget', cents: 8000, said: '$80 a week' }).settings.budgetCents).toBe(8000);
    expect(spoken({ kind: 'budget', cents: null, said: 'cheap' }).result).toBe('unmatched');
  });
});
