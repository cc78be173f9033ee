import { expect, it } from 'vitest';
import { createSpannerSettingsStore } from '#infra/spanner/settings-store.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { settingsStoreCases } from '#tests/conformance/settings-store.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();

settingsStoreCases(async () => createSpannerSettingsStore(await spanner.emptied()));

it('recognises its own change when the answer got lost and it is sent again', async () => {
  const store = createSpannerSettingsStore(await spanner.emptied());
  const next = { ...defaultSettings('ana'), revision: 1, allergies: ['sesame'] };
  expect(await store.save(next)).toEqual({ kind: 'saved' });
  expect(await store.save(next)).toEqual({ kind: 'saved' });
  expect(await store.save({ ...next, allergies: [] })).toEqual({ kind: 'stale', settings: next });
});
