import type { ShopperSettings } from '#personalization/settings/settings.ts';
import type { Services } from './services.ts';

/** Tries when another device changes the settings at the same moment. */
const MAX_TRIES = 5;

/**
 * Changes a shopper's settings by `change`, made again from what is there when another device was first. Nothing is
 * written when the change keeps the revision.
 */
export async function changeSettings<Effect extends { readonly settings: ShopperSettings }>(
  { settings, clock }: Pick<Services, 'settings' | 'clock'>,
  shopperId: string,
  change: (current: ShopperSettings, now: number) => Effect,
): Promise<{ readonly effect: Effect; readonly saved: ShopperSettings }> {
  let current = await settings.load(shopperId);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const effect = change(current, clock.now());
    if (effect.settings.revision === current.revision) return { effect, saved: current };
    const answer = await settings.save(effect.settings);
    if (answer.kind === 'saved') return { effect, saved: effect.settings };
    current = answer.settings;
  }
  throw new Error('The settings changed too often to be saved.');
}
