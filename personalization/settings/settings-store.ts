import type { ShopperSettings } from './settings.ts';

/** PORT. Keeps each shopper's settings; durable when it answers. */
export interface SettingsStore {
  /** The settings, or defaults of revision 0. Throws when they cannot be read: safety facts are never guessed. */
  load(shopperId: string): Promise<ShopperSettings>;
  /** Writes if the stored revision is `next.revision - 1`. */
  save(
    next: ShopperSettings,
  ): Promise<{ readonly kind: 'saved' } | { readonly kind: 'stale'; readonly settings: ShopperSettings }>;
  forget(shopperId: string): Promise<void>;
}
