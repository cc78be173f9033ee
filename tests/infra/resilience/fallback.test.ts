import { beforeEach, expect, it } from 'vitest';
import { createFallback, type Fallback, type FallbackState } from '#infra/resilience/fallback.ts';

class Outage extends Error {}

let now: number;
let changes: FallbackState[];
let comeBacks: PromiseWithResolvers<void>[];
let fallback: Fallback;

beforeEach(() => {
  now = 1_000;
  changes = [];
  comeBacks = [];
  fallback = createFallback({
    now: () => now,
    isOutage: (error) => error instanceof Outage,
    comeBack: () => {
      const attempt = Promise.withResolvers<void>();
      comeBacks.push(attempt);
      return attempt.promise;
    },
    retryAfterMs: 500,
    onChange: (state) => changes.push(state),
  });
});

const works = () =>
  fallback.run(
    async () => 'primary',
    async () => 'fallback',
  );
const isOut = () =>
  fallback.run<string>(
    async () => {
      throw new Outage('gone');
    },
    async () => 'fallback',
  );
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('answers from the primary while it works', async () => {
  expect(await works()).toBe('primary');
  expect(fallback.state()).toEqual({ kind: 'primary' });
  expect(changes).toEqual([]);
});

it('answers from the fallback when the primary is out, and says since when and why', async () => {
  expect(await isOut()).toBe('fallback');
  expect(fallback.state()).toEqual({ kind: 'fallback', since: 1_000, reason: 'gone' });
  expect(changes).toHaveLength(1);
});

it('passes on what is no outage', async () => {
  const broken = fallback.run(
    async () => {
      throw new TypeError('a bug');
    },
    async () => 'fallback',
  );
  await expect(broken).rejects.toThrow('a bug');
  expect(fallback.state().kind).toBe('primary');
});

it('asks the primary nothing while it is out, and tries one way back at a time', async () => {
  await isOut();
  now += 499;
  expect(await works()).toBe('fallback');
  expect(comeBacks).toHaveLength(0);
  now += 1;
  expect(await works()).toBe('fallback');
  expect(await works()).toBe('fallback');
  expect(comeBacks).toHaveLength(1);
});

it('is back once the way back is clear', async () => {
  await isOut();
  now += 500;
  await works();
  comeBacks[0]?.resolve();
  await settled();
  expect(await works()).toBe('primary');
  expect(changes.map(({ kind }) => kind)).toEqual(['fallback', 'primary']);
});

it('waits again when the way back was not clear, and keeps telling since when', async () => {
  await isOut();
  now += 500;
  await works();
  comeBacks[0]?.reject(new Outage('still gone'));
  await settled();
  expect(fallback.state()).toEqual({ kind: 'fallback', since: 1_000, reason: 'still gone' });
  expect(await works()).toBe('fallback');
  expect(comeBacks).toHaveLength(1);
  now += 500;
  await works();
  expect(comeBacks).toHaveLength(2);
  expect(changes).toHaveLength(1);
});

it('comes back at once when it is told that the primary answers', async () => {
  await isOut();
  fallback.retryNow();
  comeBacks[0]?.resolve();
  await settled();
  expect(await works()).toBe('primary');
});

it('tries no way back when it is not out', () => {
  fallback.retryNow();
  expect(comeBacks).toHaveLength(0);
});
