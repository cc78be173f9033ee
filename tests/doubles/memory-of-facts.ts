import { UnknownFact } from '#graph/list-memory.ts';
import type { MemoryFact } from '#graph/memory-fact.ts';
import type { Application } from '#infra/gateway/application.ts';

export interface OwnedFact {
  readonly shopperId: string;
  readonly fact: MemoryFact;
}

/** Facts in a list that the test fills; a value of "nonsense" is refused. */
export function memoryOfFacts(facts: OwnedFact[]): Application['memory'] {
  const find = (shopperId: string, factId: string) =>
    facts.findIndex((one) => one.shopperId === shopperId && one.fact.id === factId);
  return {
    async list(shopperId, { limit, after, kinds }) {
      const own = facts.filter((one) => one.shopperId === shopperId).map(({ fact }) => fact);
      const from = after === undefined ? 0 : own.findIndex(({ id }) => id === after) + 1;
      if (after !== undefined && from === 0) throw new UnknownFact(after);
      const wanted = own.slice(from).filter(({ kind }) => kinds === undefined || kinds.includes(kind));
      const page = wanted.slice(0, limit);
      return { facts: page, next: wanted.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    async correct(shopperId, factId, { holds, value, quantity }) {
      const at = find(shopperId, factId);
      const known = facts[at];
      if (known === undefined) return { kind: 'unknown' };
      if (value === 'nonsense')
        return { kind: 'refused', errors: [{ path: 'value', message: 'is not known' }] };
      if (holds === false) {
        facts.splice(at, 1);
        return { kind: 'corrected', fact: null };
      }
      const fact: MemoryFact = { ...known.fact, value: value ?? quantity ?? null };
      facts[at] = { shopperId, fact };
      return { kind: 'corrected', fact };
    },
    async forget(shopperId, factId) {
      const at = find(shopperId, factId);
      if (at >= 0) facts.splice(at, 1);
      return at >= 0;
    },
  };
}
