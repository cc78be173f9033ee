import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';

/** Lists the promotions that run now. */
export function promotions(services: Pick<Services, 'promotions' | 'clock'>): NodeWork {
  return async () => {
    const now = services.clock.now();
    return {
      offers: services.promotions
        .all()
        .filter(
          ({ startsAt, endsAt }) =>
            (startsAt === null || Date.parse(startsAt) <= now) &&
            (endsAt === null || now < Date.parse(endsAt)),
        )
        .map(({ id, label, code }) => ({ promotionId: id, label, code })),
    };
  };
}
