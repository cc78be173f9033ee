import { OBSERVED_KINDS } from '#personalization/learning/edge.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'preferences' | 'settings' | 'clock'>;

const SHOPPERS_AT_ONCE = 500;

/**
 * Forgets of every shopper what was observed longer ago than they let it be kept. Answers of how many events. Broken off
 * and run again it goes on. What fails for one shopper holds up no other; then it rejects, once all were tried.
 */
export async function runRetention(services: Needs): Promise<number> {
  const failures: unknown[] = [];
  let taken = 0;
  for (const shopperId of await everybody(services)) {
    try {
      taken += await retain(services, shopperId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(
      failures,
      `Of ${failures.length} shopper(s) nothing old could be forgotten; it is tried again.`,
    );
  }
  return taken;
}

async function retain({ preferences, settings, clock }: Needs, shopperId: string): Promise<number> {
  const { privacy } = await settings.load(shopperId);
  const before = clock.now() - privacy.retentionDays * DAY_MS;
  let taken = 0;
  for (;;) {
    const events = await preferences.expire(shopperId, before);
    if (events === 0) return taken;
    taken += events;
  }
}

/** All of whom something was observed. */
async function everybody({ preferences }: Needs): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const kind of OBSERVED_KINDS) {
    let after: string | undefined;
    for (;;) {
      const page = await preferences.shoppersWith(kind, {
        limit: SHOPPERS_AT_ONCE,
        ...(after === undefined ? {} : { after }),
      });
      for (const { shopperId } of page) found.add(shopperId);
      after = page.at(-1)?.shopperId;
      if (page.length < SHOPPERS_AT_ONCE) break;
    }
  }
  return found;
}
