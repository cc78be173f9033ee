import { describe, expect, it } from 'vitest';
import type { PreferenceStatement } from '#agents/supervisor/intent.ts';
import { statementsToForget, stateSpoken } from '#graph/spoken-statements.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';

const settings: ShopperSettings = {
  ...defaultSettings('ada'),
  allergies: ['peanut', 'tree_nut'],
  diets: ['gluten_free'],
  dislikes: ['blue cheese'],
  householdSize: 4,
  budgetCents: 10_000,
};
const say = (statement: PreferenceStatement) => stateSpoken(settings, statement, 5);

describe('a spoken statement', () => {
  it('is stored at the next revision', () => {
    const { result, settings: next } = say({
      kind: 'allergy',
      allergen: 'milk',
      said: 'milk',
      holds: true,
    });
    expect(result).toBe('stored');
    expect(next).toMatchObject({
      allergies: ['peanut', 'tree_nut', 'milk'],
      revision: settings.revision + 1,
      updatedAt: 5,
    });
  });

  it('of an allergen that no label names becomes something to avoid', () => {
    const said = { kind: 'allergy', allergen: null, said: 'Zorb Root', holds: true } as const;
    expect(say(said)).toMatchObject({
      result: 'unmatched',
      ref: 'dislike:zorb root',
      settings: { dislikes: ['blue cheese', 'zorb root'], allergies: settings.allergies },
    });
  });

  it('of an unknown diet changes nothing', () => {
    const said = { kind: 'diet', diet: null, said: 'moon diet', holds: true } as const;
    expect(say(said)).toMatchObject({ result: 'unmatched', settings });
  });

  it('that happens to be worded like our own changes only what it is about', () => {
    const said = { kind: 'dislike', said: 'no longer', holds: true } as const;
    expect(say(said).settings).toMatchObject({
      dislikes: ['blue cheese', 'no longer'],
      householdSize: 4,
      budgetCents: 10_000,
    });
  });
});

describe('forgetting', () => {
  const forget = (about: string) =>
    statementsToForget(settings, about).reduce(
      (state, statement) => stateSpoken(state, statement, 5).settings,
      settings,
    );

  it.each<[string, Partial<ShopperSettings>]>([
    ['my peanut allergy', { allergies: ['tree_nut'] }],
    ['the tree nuts', { allergies: ['peanut'] }],
    ['that I eat gluten free', { diets: [] }],
    ['blue cheese', { dislikes: [] }],
    ['how big my family is', { householdSize: null }],
    ['my household', { householdSize: null }],
    ['my budget', { budgetCents: null }],
    ['the weather', {}],
    ['', {}],
  ])('“%s” takes back exactly that', (about, changed) => {
    const { revision: _r, updatedAt: _u, ...rest } = forget(about);
    const { revision: _s, updatedAt: _v, ...before } = settings;
    expect(rest).toEqual({ ...before, ...changed });
  });
});
