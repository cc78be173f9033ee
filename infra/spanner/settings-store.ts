import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { migrateSettings } from '#personalization/settings/migrate-settings.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import type { SettingsStore } from '#personalization/settings/settings-store.ts';
import { COMMIT_TIME, type Row, type SpannerDatabase } from './database.ts';
import { forgetBranches, shopperRows } from './shopper-rows.ts';

/** Settings in Spanner, always read as they are now: they hold the allergies. */
export function createSpannerSettingsStore(database: SpannerDatabase): SettingsStore {
  return {
    async load(shopperId) {
      const [row] = await database.rows('load settings', 'ShopperSettings', ['Settings'], {
        keys: [[shopperId]],
      });
      return settingsOf(row, shopperId);
    },
    save: (next) =>
      database.transaction('save settings', async (transaction) => {
        const { shopperId } = next;
        const [row] = await transaction.rows('ShopperSettings', ['Settings'], { keys: [[shopperId]] });
        const stored = settingsOf(row, shopperId);
        const written = JSON.stringify(next);
        // The answer to an earlier try of this very change got lost.
        if (row?.Settings === written) return { kind: 'saved' };
        if (stored.revision !== next.revision - 1) return { kind: 'stale', settings: stored };
        transaction.write(...shopperRows([shopperId]), {
          kind: 'put',
          table: 'ShopperSettings',
          row: { ShopperId: shopperId, Revision: next.revision, Settings: written, ChangedAt: COMMIT_TIME },
        });
        return { kind: 'saved' };
      }),
    forget: (shopperId) => forgetBranches(database, 'forget settings', shopperId, ['ShopperSettings']),
  };
}

function settingsOf(row: Row | undefined, shopperId: string): ShopperSettings {
  return row === undefined
    ? defaultSettings(shopperId)
    : migrateSettings(JSON.parse(String(row.Settings)), shopperId);
}
