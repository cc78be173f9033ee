import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { send, type Tokens } from '#infra/gateway/pages/shop/api/call.ts';
import type { IssuedSession, SampleShopper, SampleShoppers } from '#infra/gateway/pages/shop/api/contract.ts';
import { ApiProblem, readProblem } from '#infra/gateway/pages/shop/api/problem.ts';
import type { Kept } from './kept.ts';

/** Milliseconds before its end at which a token is no longer used. */
const EXPIRY_MARGIN_MS = 60_000;

/** Who shops: a person of this browser, or one of the sample shoppers. */
export interface Shopper extends Tokens {
  /** Null until the first session is there. */
  readonly shopperId: ReadonlySignal<string | null>;
  /** The sample shopper that is tried out, if one is. */
  readonly sample: ReadonlySignal<SampleShopper | null>;
  readonly samples: ReadonlySignal<readonly SampleShopper[]>;
  loadSamples(): Promise<void>;
  /** A sample shopper's id, `self` for this browser's own shopper, `new` for a new one instead. */
  become(whom: string): Promise<void>;
}

export interface ShopperParts {
  readonly fetch: typeof fetch;
  readonly kept: Kept;
  readonly now: () => number;
}

export function createShopper({ fetch, kept, now }: ShopperParts): Shopper {
  const session = signal<IssuedSession | null>(kept.read<IssuedSession>('session'));
  const samples = signal<readonly SampleShopper[]>([]);
  const shopperId = computed(() => session.value?.shopperId ?? null);
  let asking: Promise<string> | null = null;

  const sign = async (wanted: string | null): Promise<string> => {
    const body = wanted === null ? {} : { shopperId: wanted };
    const response = await send(fetch, 'POST', '/v1/sessions', { body }, null);
    if (!response.ok) throw await refusedSession(response);
    const issued = (await response.json()) as IssuedSession;
    kept.write('session', issued);
    if (wanted === null) kept.write('me', issued.shopperId);
    session.value = issued;
    return issued.token;
  };
  /** Requests that come while a token is on its way share it. */
  const renew = () => {
    asking ??= sign(shopperId.peek() ?? kept.read<string>('me')).finally(() => {
      asking = null;
    });
    return asking;
  };

  return {
    shopperId,
    samples,
    sample: computed(() => samples.value.find((sample) => sample.shopperId === shopperId.value) ?? null),
    async token() {
      const current = session.peek();
      const usable = current !== null && Date.parse(current.expiresAt) - EXPIRY_MARGIN_MS > now();
      return usable ? current.token : renew();
    },
    renew,
    async loadSamples() {
      const response = await send(fetch, 'GET', '/v1/sample-shoppers', {}, null);
      if (response.ok) samples.value = ((await response.json()) as SampleShoppers).sampleShoppers;
    },
    async become(whom) {
      await sign(whom === 'self' ? kept.read<string>('me') : whom === 'new' ? null : whom);
    },
  };
}

/** Only the demo store signs shoppers in by itself. */
async function refusedSession(response: Response): Promise<ApiProblem> {
  const refusal = await readProblem(response);
  if (refusal.status !== 404) return refusal;
  const detail = 'This store signs its shoppers in elsewhere. Open LeafLoaf from your store’s own page.';
  return new ApiProblem({ ...refusal.problem, detail });
}
