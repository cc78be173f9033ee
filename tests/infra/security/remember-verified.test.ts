import { expect, it } from 'vitest';
import { rememberVerified } from '#infra/security/remember-verified.ts';
import type { Verification } from '#infra/security/token-verifier.ts';

const START = 1_000_000;

function remembering(answers: Readonly<Record<string, Verification>>, most?: number) {
  const time = { now: START };
  const checked: string[] = [];
  const verify = rememberVerified(
    async (token) => {
      checked.push(token);
      return answers[token] ?? { kind: 'invalid' };
    },
    { now: () => time.now, forMs: 60_000, ...(most === undefined ? {} : { most }) },
  );
  return { verify, checked, time };
}

const verified = (shopperId: string, livesMs: number): Verification => ({
  kind: 'verified',
  identity: { shopperId, scopes: ['shop'], expiresAt: START + livesMs },
});

it('checks a token again after a while, and a token that has expired at once', async () => {
  const long = verified('ann', 3_600_000);
  const { verify, checked, time } = remembering({ long, short: verified('bob', 70_000) });
  expect(await verify('long')).toEqual(long);
  expect(await verify('long')).toEqual(long);
  expect(checked).toEqual(['long']);
  time.now += 60_000;
  await verify('long');
  expect(checked).toEqual(['long', 'long']);

  await verify('short');
  time.now += 9_999;
  await verify('short');
  expect(checked.filter((token) => token === 'short')).toHaveLength(1);
  time.now += 1;
  await verify('short');
  expect(checked.filter((token) => token === 'short')).toHaveLength(2);
});

it('never takes another token for one that was checked, and remembers no refusal', async () => {
  const { verify, checked } = remembering({ good: verified('ann', 3_600_000) });
  await verify('good');
  expect(await verify('good ')).toEqual({ kind: 'invalid' });
  await verify('good ');
  expect(checked).toEqual(['good', 'good ', 'good ']);
});

it('forgets whom it checked longest ago when there are too many', async () => {
  const answers = Object.fromEntries(['a', 'b', 'c'].map((token) => [token, verified(token, 3_600_000)]));
  const { verify, checked } = remembering(answers, 2);
  for (const token of ['a', 'b', 'c', 'c', 'b', 'a']) await verify(token);
  expect(checked).toEqual(['a', 'b', 'c', 'a']);
});
