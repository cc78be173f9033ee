/** When a product runs out, as it looks on one day. */
export interface Outlook {
  readonly typicalDays: number;
  /** Posterior that it has run out by now, and before the next order. */
  readonly byNow: number;
  readonly beforeNextTrip: number;
  /** And when the next order is now, before the one after it. */
  readonly beforeTripAfter: number;
}

/** The outlook of a shopper's likeliest products, so that a posterior is worked out once a day and not once a turn. */
export interface Outlooks {
  /** By the product's place in the profile; `work` answers for days passed since it was bought, and days to bridge. */
  at(
    place: number,
    days: { readonly passed: number; readonly toBridge: number },
    work: () => Outlook | null,
  ): Outlook | null;
}

/** Products by place whose outlook is remembered: as many as features ask about. */
const REMEMBERED = 64;
const NUMBERS = 6;

export function createOutlooks(products: number): Outlooks {
  const numbers = new Float64Array(Math.min(products, REMEMBERED) * NUMBERS).fill(Number.NaN);
  return {
    at(place, { passed, toBridge }, work) {
      if (place >= REMEMBERED) return work();
      const own = numbers.subarray(place * NUMBERS, (place + 1) * NUMBERS);
      if (own[0] !== passed || own[1] !== toBridge) {
        const outlook = work();
        if (outlook === null) return null;
        const { typicalDays, byNow, beforeNextTrip, beforeTripAfter } = outlook;
        own.set([passed, toBridge, typicalDays, byNow, beforeNextTrip, beforeTripAfter]);
        return outlook;
      }
      const [, , typicalDays, byNow, beforeNextTrip, beforeTripAfter] = own;
      return { typicalDays, byNow, beforeNextTrip, beforeTripAfter } as Outlook;
    },
  };
}
