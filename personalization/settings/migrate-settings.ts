import { defaultSettings } from './default-settings.ts';
import { SETTINGS_VERSION, type ShopperSettings } from './settings.ts';

/** Stored settings that this version cannot read. Safety facts are never guessed, so nothing is put in their place. */
export class UnreadableSettings extends Error {
  override readonly name = 'UnreadableSettings';
  readonly retryable = false;
}

/**
 * Settings of any earlier version as today's. What an older version did not know yet takes its default; what it did
 * know stays, allergies above all. Throws `UnreadableSettings` for a newer version or a broken record.
 */
export function migrateSettings(stored: unknown, shopperId: string): ShopperSettings {
  if (typeof stored !== 'object' || stored === null) {
    throw new UnreadableSettings(
      'the stored settings are no object; restore them from a backup or erase the shopper',
    );
  }
  const old = stored as Partial<ShopperSettings>;
  const version = old.version ?? 0;
  if (version > SETTINGS_VERSION) {
    throw new UnreadableSettings(
      `the settings are of version ${version}, this LeafLoaf reads up to ${SETTINGS_VERSION}; start the newer one`,
    );
  }
  for (const list of ['allergies', 'diets', 'dislikes'] as const) {
    if (old[list] !== undefined && !isListOfText(old[list])) {
      throw new UnreadableSettings(`the stored ${list} are no list of text; restore them from a backup`);
    }
  }
  if (old.needs !== undefined && !Array.isArray(old.needs)) {
    throw new UnreadableSettings('the stored needs are no list; restore them from a backup');
  }
  const defaults = defaultSettings(shopperId);
  return {
    ...defaults,
    ...old,
    version: SETTINGS_VERSION,
    shopperId,
    features: { ...defaults.features, ...old.features },
    privacy: { ...defaults.privacy, ...old.privacy },
  };
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
