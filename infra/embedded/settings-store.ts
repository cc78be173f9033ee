import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { migrateSettings } from '#personalization/settings/migrate-settings.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import type { SettingsStore } from '#personalization/settings/settings-store.ts';
import type { Database, Migration } from './database.ts';

export const settingsMigrations: readonly Migration[] = [
  {
    id: 'settings-1',
    sql: `
      CREATE TABLE shopper_settings (
        shopper_id TEXT PRIMARY KEY,
        revision   INTEGER NOT NULL,
        settings   TEXT NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** The settings of an embedded database. */
export function createEmbeddedSettingsStore(database: Database): SettingsStore {
  const load = (shopperId: string): ShopperSettings => {
    const row = database
      .statement('SELECT settings FROM shopper_settings WHERE shopper_id = ?')
      .get(shopperId);
    return row === undefined
      ? defaultSettings(shopperId)
      : migrateSettings(JSON.parse(String(row.settings)), shopperId);
  };
  return {
    async load(shopperId) {
      return load(shopperId);
    },
    async save(next) {
      return database.transaction(() => {
        const stored = load(next.shopperId);
        if (stored.revision !== next.revision - 1) return { kind: 'stale', settings: stored };
        database
          .statement(
            `INSERT INTO shopper_settings (shopper_id, revision, settings, updated_at) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET revision = excluded.revision, settings = excluded.settings,
               updated_at = excluded.updated_at`,
          )
          .run(next.shopperId, next.revision, JSON.stringify(next), next.updatedAt);
        return { kind: 'saved' };
      });
    },
    async forget(shopperId) {
      database.statement('DELETE FROM shopper_settings WHERE shopper_id = ?').run(shopperId);
    },
  };
}
