import type { KeptProfile } from './kept-profile.ts';

/** What a kept profile was made from; when one of them is another, it is made anew. */
export interface ProfileBasis {
  /** Of the facts, as the graph counts it. */
  readonly factsVersion: number;
  /** Of what was learned over everybody; null when nothing was. */
  readonly populationVersion: number | null;
  /** Days since the epoch: chances of the next order change with it. */
  readonly day: number;
}

/** Profiles of those who spoke lately, in memory. It never answers one whose basis is not the one asked for. */
export interface ProfileCache {
  /** The version of the facts that a shopper's profile was made from; null when none is kept. */
  factsVersion(shopperId: string): number | null;
  find(shopperId: string, basis: ProfileBasis): KeptProfile | null;
  keep(shopperId: string, basis: ProfileBasis, profile: KeptProfile): void;
  /** Takes a profile out of memory at once. */
  drop(shopperId: string): void;
}

/** Shoppers whose profile is kept; the one who spoke least recently goes first. */
const MOST_KEPT = 1_000;

export function createProfileCache(most = MOST_KEPT): ProfileCache {
  const kept = new Map<string, { readonly basis: ProfileBasis; readonly profile: KeptProfile }>();
  return {
    factsVersion: (shopperId) => kept.get(shopperId)?.basis.factsVersion ?? null,
    find(shopperId, basis) {
      const found = kept.get(shopperId);
      if (found === undefined) return null;
      kept.delete(shopperId);
      if (!sameBasis(found.basis, basis)) return null;
      kept.set(shopperId, found);
      return found.profile;
    },
    keep(shopperId, basis, profile) {
      kept.delete(shopperId);
      kept.set(shopperId, { basis, profile });
      for (const oldest of kept.keys()) {
        if (kept.size <= most) return;
        kept.delete(oldest);
      }
    },
    drop: (shopperId) => void kept.delete(shopperId),
  };
}

function sameBasis(one: ProfileBasis, other: ProfileBasis): boolean {
  return (
    one.factsVersion === other.factsVersion &&
    one.populationVersion === other.populationVersion &&
    one.day === other.day
  );
}
