import { type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createCall } from '#infra/gateway/pages/shop/api/call.ts';
import type {
  Fact,
  FactCorrection,
  MemoryPage,
  Preferences,
  PreferencesPatch,
  Profile,
} from '#infra/gateway/pages/shop/api/contract.ts';
import { wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
import { createKept } from '#infra/gateway/pages/shop/state/kept.ts';
import { createNotices, type Notices } from '#infra/gateway/pages/shop/state/notices.ts';
import { createShopper, type Shopper } from '#infra/gateway/pages/shop/state/shopper.ts';

/** Everything that is shown of a shopper, as it was last read. */
export interface Known {
  readonly preferences: Preferences;
  readonly profile: Profile;
  readonly told: readonly Fact[];
  /** What orders are taken to mean: price level, household. */
  readonly estimates: readonly Fact[];
  readonly purchases: readonly Fact[];
  readonly noticed: readonly Fact[];
  /** Where more of what was noticed goes on; null at the end. */
  readonly moreNoticed: string | null;
}

export interface Memory {
  readonly shopper: Shopper;
  readonly notices: Notices;
  /** Null until it was read. */
  readonly known: ReadonlySignal<Known | null>;
  /** Why it could not be read. */
  readonly problem: ReadonlySignal<string | null>;
  /** The fact that is about to be forgotten: the shopper is asked. */
  readonly asking: ReadonlySignal<Fact | null>;
  ask(fact: Fact | null): void;
  load(): Promise<void>;
  loadMoreNoticed(): Promise<void>;
  forget(fact: Fact): Promise<void>;
  correct(fact: Fact, correction: FactCorrection, said: string): Promise<void>;
  change(patch: PreferencesPatch, said: string): Promise<void>;
}

const TOLD = ['allergy', 'diet', 'dislike', 'like', 'household', 'budget', 'statement'];
const ESTIMATES = ['price_level', 'household_estimate'];
const NOTICED = [
  'orders',
  'rejections',
  'dismissals',
  'cart_additions',
  'quantity_changes',
  'cart_removals',
  'searches',
  'clicks',
  'views',
  'ranking',
];
const NOTICED_AT_ONCE = 10;

export function createMemory(browser: Window & typeof globalThis): Memory {
  const fetchLike = browser.fetch.bind(browser);
  const kept = createKept(() => browser.localStorage);
  const shopper = createShopper({ fetch: fetchLike, kept, now: () => Date.now() });
  const call = createCall(fetchLike, shopper);
  const notices = createNotices((run, ms) => browser.setTimeout(run, ms));
  const known = signal<Known | null>(null);
  const problem = signal<string | null>(null);
  const asking = signal<Fact | null>(null);

  const factsOf = (kinds: readonly string[], limit: number, after: string | null = null) => {
    const query = new URLSearchParams(kinds.map((kind) => ['kind', kind]));
    query.set('limit', String(limit));
    if (after !== null) query.set('after', after);
    return call<MemoryPage>('GET', `/v1/me/memory?${query}`);
  };

  const load = async () => {
    try {
      // The token first: five requests at once would each ask for one.
      await shopper.token();
      const [preferences, profile, told, estimates, purchases, noticed] = await Promise.all([
        call<Preferences>('GET', '/v1/me/preferences'),
        call<Profile>('GET', '/v1/me/profile'),
        factsOf(TOLD, 200),
        factsOf(ESTIMATES, ESTIMATES.length),
        factsOf(['purchases'], 200),
        factsOf(NOTICED, NOTICED_AT_ONCE),
      ]);
      problem.value = null;
      known.value = {
        preferences,
        profile,
        told: told.facts,
        estimates: estimates.facts,
        purchases: purchases.facts,
        noticed: noticed.facts,
        moreNoticed: noticed.next,
      };
    } catch (failure) {
      problem.value = wordFailure(failure);
    }
  };

  /** Does it, says that it is done, and reads everything anew; says what went wrong. */
  const act = async (work: () => Promise<unknown>, said: string) => {
    try {
      await work();
      await load();
      notices.show(said);
    } catch (failure) {
      notices.show(wordFailure(failure), { tone: 'problem' });
    }
  };
  const pathOf = ({ id }: Fact) => `/v1/me/memory/${encodeURIComponent(id)}`;

  return {
    shopper,
    notices,
    known,
    problem,
    asking,
    ask(fact) {
      asking.value = fact;
    },
    async load() {
      await Promise.all([load(), shopper.loadSamples().catch(() => undefined)]);
    },
    async loadMoreNoticed() {
      const before = known.peek();
      if (before === null || before.moreNoticed === null) return;
      try {
        const { facts, next } = await factsOf(NOTICED, NOTICED_AT_ONCE * 3, before.moreNoticed);
        known.value = { ...before, noticed: [...before.noticed, ...facts], moreNoticed: next };
      } catch (failure) {
        notices.show(wordFailure(failure), { tone: 'problem' });
      }
    },
    forget: (fact) => act(() => call('DELETE', pathOf(fact)), 'Forgotten.'),
    correct: (fact, correction, said) => act(() => call('PATCH', pathOf(fact), { body: correction }), said),
    change: (patch, said) => act(() => call('PATCH', '/v1/me/preferences', { body: patch }), said),
  };
}

const MemoryContext = createContext<Memory | null>(null);
export const MemoryProvider = MemoryContext.Provider;

export function useMemory(): Memory {
  const memory = useContext(MemoryContext);
  if (memory === null) throw new Error('useMemory needs a MemoryProvider above it.');
  return memory;
}
