import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '#infra/resilience/store-unavailable.ts';
import { type Availability, createAvailability, type SpannerState } from '#infra/spanner/availability.ts';

const grpc = (code: number, message: string, errors: readonly unknown[] = []) =>
  Object.assign(new Error(message), { code, errors });
const UNAVAILABLE = grpc(14, 'connection refused');

let service: 'well' | 'down';
let probes: number;
let changes: SpannerState[];
/** What the next probe finds lost, and mends in a while. */
let lost: Error | null;
let availability: Availability;

beforeEach(() => {
  vi.useFakeTimers();
  service = 'well';
  probes = 0;
  changes = [];
  lost = null;
  availability = createAvailability({
    now: () => 1_000,
    probe: async (lose) => {
      probes += 1;
      if (service === 'down') throw UNAVAILABLE;
      if (lost === null) return;
      lose(lost);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      lost = null;
    },
    onChange: (state) => changes.push(state),
  });
});

afterEach(() => {
  availability.close();
  vi.useRealTimers();
});

const ask = (work: () => Promise<unknown> = async () => 'done') =>
  availability.ask('load the cart', 500, work);
const fail = (error: unknown) => ask(() => Promise.reject(error)).catch((thrown: unknown) => thrown);

describe('the availability of Spanner', () => {
  it('hands on what was asked, and what went wrong that is no outage', async () => {
    expect(await ask()).toBe('done');
    const own = new Error('no such product');
    expect(await fail(own)).toBe(own);
    const wrong = grpc(3, 'a bad statement');
    expect(await fail(wrong)).toBe(wrong);
    expect(availability.state().kind).toBe('answering');
  });

  it.each([
    UNAVAILABLE,
    grpc(4, 'Deadline for Transaction exceeded.', [UNAVAILABLE]),
    grpc(5, 'Database not found: shop'),
    grpc(7, 'permission denied'),
  ])('falls silent at an outage, and makes nobody wait for it again: $message', async (outage) => {
    service = 'down';
    expect(await fail(outage)).toBeInstanceOf(StoreUnavailable);
    const work = vi.fn(async () => 'done');
    await expect(ask(work)).rejects.toThrow('Spanner could not load the cart');
    expect(work).not.toHaveBeenCalled();
    expect(changes).toMatchObject([{ kind: 'silent', since: 1_000 }]);
  });

  it('comes back by itself once the service answers, and tells of it once', async () => {
    service = 'down';
    await fail(UNAVAILABLE);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(probes).toBe(3);
    expect(availability.state().kind).toBe('silent');
    service = 'well';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await ask()).toBe('done');
    expect(changes.map(({ kind }) => kind)).toEqual(['silent', 'answering']);
    const asked = probes;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(probes).toBe(asked);
  });

  it('takes one late answer for no outage when the service answers else', async () => {
    const late = ask(() => new Promise(() => undefined)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(600);
    expect(await late).toBeInstanceOf(StoreUnavailable);
    expect(probes).toBe(1);
    expect(availability.state().kind).toBe('answering');
    expect(await ask()).toBe('done');
  });

  it('tells late work that nobody waits for it any more', async () => {
    let isLate: () => boolean = () => false;
    const late = availability
      .ask('place an order', 500, (asked) => {
        isLate = asked;
        return new Promise(() => undefined);
      })
      .catch((error: unknown) => error);
    expect(isLate()).toBe(false);
    await vi.advanceTimersByTimeAsync(600);
    await late;
    expect(isLate()).toBe(true);
  });

  it('is silent when a probe says so after a late answer', async () => {
    service = 'down';
    const late = ask(() => new Promise(() => undefined)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(600);
    await late;
    expect(availability.state()).toMatchObject({
      kind: 'silent',
      reason: expect.stringContaining('refused'),
    });
  });

  it('lets nobody meet what a probe is still mending', async () => {
    lost = new Error('its database is not the one it was');
    const checked = availability.check();
    await vi.advanceTimersByTimeAsync(500);
    await expect(ask()).rejects.toThrow('its database is not the one it was');
    await vi.advanceTimersByTimeAsync(500);
    await checked;
    expect(await ask()).toBe('done');
    expect(changes.map(({ kind }) => kind)).toEqual(['silent', 'answering']);
  });

  it('blames the outage for whatever fails across it, and not the service that is back', async () => {
    const work = Promise.withResolvers<never>();
    const across = availability
      .ask('store a turn', 5_000, () => work.promise)
      .catch((error: unknown) => error);
    service = 'down';
    await fail(UNAVAILABLE);
    service = 'well';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(availability.state().kind).toBe('answering');
    work.reject(new Error('Database is closed.'));
    expect(await across).toBeInstanceOf(StoreUnavailable);
    expect(availability.state().kind).toBe('answering');
    expect(changes.map(({ kind }) => kind)).toEqual(['silent', 'answering']);
  });

  it('looks after its sessions when another was given the same one', async () => {
    lost = new Error('its database is not the one it was');
    const taken = grpc(9, 'Invalid transaction ID. Transaction ID must be >= 62');
    expect(await fail(taken)).toBeInstanceOf(StoreUnavailable);
    expect(probes).toBe(1);
    const refused = grpc(9, 'an index is being made');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await fail(refused)).toBe(refused);
  });

  it('does not call a service gone that was only busy', async () => {
    expect(await fail(grpc(10, 'aborted'))).toBeInstanceOf(StoreUnavailable);
    expect(await fail(grpc(8, 'no capacity'))).toBeInstanceOf(StoreUnavailable);
    expect(availability.state().kind).toBe('answering');
  });
});
