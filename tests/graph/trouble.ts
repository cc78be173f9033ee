import { vi } from 'vitest';

/** A switch over some methods of a port: let through, refuse, or never answer. */
export interface Trouble {
  mode: 'none' | 'fails' | 'hangs';
  /** Resolves at the first call that runs into trouble. */
  readonly reached: Promise<void>;
  readonly reach: () => void;
}

export function trouble(mode: Trouble['mode'] = 'none'): Trouble {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { mode, reached: promise, reach: resolve };
}

/** The port with `methods` in trouble; every other method works on. */
export function troubled<Port extends object>(
  port: Port,
  methods: readonly (keyof Port & string)[],
  state: Trouble,
): Port {
  return new Proxy(port, {
    get(target, key, receiver) {
      const method: unknown = Reflect.get(target, key, receiver);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => {
        if (state.mode === 'none' || !methods.some((name) => name === key))
          return Reflect.apply(method, target, given);
        state.reach();
        return state.mode === 'fails'
          ? Promise.reject(new Error(`${String(key)} is down`))
          : new Promise(() => undefined);
      };
    },
  });
}

/** Lets time pass, without waiting for it, until the promise settles. Timers are real again afterwards. */
export async function whileTimePasses<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    let settled = false;
    const promise = work().finally(() => {
      settled = true;
    });
    promise.catch(() => undefined);
    while (!settled) {
      await vi.advanceTimersByTimeAsync(50);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await promise;
  } finally {
    vi.useRealTimers();
  }
}
