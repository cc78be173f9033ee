import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import type { SettingsStore } from '#personalization/settings/settings-store.ts';

/** The cases that every settings store passes. `open` answers an empty one. */
export function settingsStoreCases(open: () => Promise<SettingsStore>): void {
  describe('as a settings store', () => {
    let store: SettingsStore;
    beforeEach(async () => {
      store = await open();
    });

    it('answers defaults of revision 0 to a shopper who set nothing', async () => {
      expect(await store.load('ana')).toEqual(defaultSettings('ana'));
    });

    it('gives back what was saved', async () => {
      const settings = { ...defaultSettings('ana'), revision: 1, allergies: ['peanut'], updatedAt: 5 };
      expect(await store.save(settings)).toEqual({ kind: 'saved' });
      expect(await store.load('ana')).toEqual(settings);
      expect(await store.load('ben')).toEqual(defaultSettings('ben'));
    });

    it('refuses a change that was made from older settings and answers the newer ones', async () => {
      const first = { ...defaultSettings('ana'), revision: 1, diets: ['vegan'] };
      const second = { ...first, revision: 2, diets: ['halal'] };
      await store.save(first);
      await store.save(second);
      expect(await store.save({ ...first, revision: 2 })).toEqual({ kind: 'stale', settings: second });
      expect(await store.save({ ...first, revision: 1 })).toEqual({ kind: 'stale', settings: second });
      expect(await store.load('ana')).toEqual(second);
    });

    it('lets one of two changes made at once through', async () => {
      const changes = ['vegan', 'halal'].map((diet) => ({
        ...defaultSettings('ana'),
        revision: 1,
        diets: [diet],
      }));
      const results = await Promise.all(changes.map((settings) => store.save(settings)));
      expect(results.map(({ kind }) => kind).sort()).toEqual(['saved', 'stale']);
    });

    it('fills in what settings of an older version lack and keeps their allergies', async () => {
      const { features: _, privacy: __, ...older } = { ...defaultSettings('ana'), version: 0, revision: 1 };
      await store.save({ ...older, allergies: ['peanut'] } as never);
      expect(await store.load('ana')).toEqual({
        ...defaultSettings('ana'),
        revision: 1,
        allergies: ['peanut'],
      });
    });

    it('refuses to read settings of a newer version rather than lose a safety fact', async () => {
      await store.save({ ...defaultSettings('ana'), revision: 1, version: 99 });
      await expect(store.load('ana')).rejects.toThrow(/version 99/);
    });

    it('forgets one shopper', async () => {
      await store.save({ ...defaultSettings('ana'), revision: 1, diets: ['vegan'] });
      await store.save({ ...defaultSettings('ben'), revision: 1, diets: ['vegan'] });
      await store.forget('ana');
      expect(await store.load('ana')).toEqual(defaultSettings('ana'));
      expect((await store.load('ben')).diets).toEqual(['vegan']);
    });
  });
}
