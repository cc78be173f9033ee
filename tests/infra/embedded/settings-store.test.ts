import { describe, expect, it } from 'vitest';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { settingsStoreCases } from '#tests/conformance/settings-store.ts';
import { temporaryDatabase, temporaryPath } from './temporary-database.ts';

describe('the embedded settings store', () => {
  settingsStoreCases(async () => createEmbeddedSettingsStore(temporaryDatabase(settingsMigrations)));

  it('keeps an allergy when it is opened again', async () => {
    const path = temporaryPath();
    const open = () => createEmbeddedSettingsStore(temporaryDatabase(settingsMigrations, path));
    await open().save({ ...defaultSettings('ana'), revision: 1, allergies: ['sesame'] });
    expect((await open().load('ana')).allergies).toEqual(['sesame']);
  });
});
