import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOrderTime } from '#agents/order/order-time.ts';

/** A Wednesday afternoon. */
const NOW = Date.UTC(2026, 5, 17, 15);
const DAY = 24 * 60 * 60 * 1000;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);

describe('the time that an order is meant by', () => {
  it.each([
    ['today', '2026-06-17', 1],
    ['this morning', '2026-06-17', 1],
    ['yesterday', '2026-06-16', 1],
    ['last night', '2026-06-16', 1],
    ['day before yesterday', '2026-06-15', 1],
    ['3 days ago', '2026-06-14', 1],
    ['three days ago', '2026-06-14', 1],
    ['couple of days ago', '2026-06-15', 1],
    ['week ago', '2026-06-07', 7],
    ['two weeks ago', '2026-05-31', 7],
    ['month ago', '2026-05-01', 31],
    ['last week', '2026-06-08', 7],
    ['this week', '2026-06-15', 7],
    ['past week', '2026-06-11', 7],
    ['last 10 days', '2026-06-07', 11],
    ['last month', '2026-05-01', 31],
    ['this month', '2026-06-01', 30],
    ['last year', '2025-01-01', 365],
    ['tuesday', '2026-06-16', 1],
    ['wednesday', '2026-06-17', 1],
    ['last wednesday', '2026-06-10', 1],
    ['thursday', '2026-06-11', 1],
    ['tuesday last week', '2026-06-09', 1],
    ['last weekend', '2026-06-13', 2],
    ['may', '2026-05-01', 31],
    ['december', '2025-12-01', 31],
    ['last june', '2025-06-01', 30],
    ['june', '2026-06-01', 30],
    ['may 2024', '2024-05-01', 31],
    ['may 3rd', '2026-05-03', 1],
    ['May 3', '2026-05-03', 1],
    ['3 may', '2026-05-03', 1],
    ['third of may', '2026-05-03', 1],
    ['sept 5', '2025-09-05', 1],
    ['december 24', '2025-12-24', 1],
    ['may 3 2024', '2024-05-03', 1],
    ['feb 29', '2024-02-29', 1],
    ['5/3', '2026-05-03', 1],
    ['25/12', '2025-12-25', 1],
    ['5/3/24', '2024-05-03', 1],
    ['2026-05-03', '2026-05-03', 1],
    ['2026 05 03', '2026-05-03', 1],
    ['3rd', '2026-06-03', 1],
    ['21st', '2026-05-21', 1],
    ['31st', '2026-05-31', 1],
    ['christmas', '2025-12-12', 14],
    ['thanksgiving', '2025-11-14', 14],
    ['easter', '2026-03-23', 14],
  ])('%j begins on %s and lasts %d days', (said, first, count) => {
    const span = readOrderTime(said, NOW);
    expect(span).not.toBeNull();
    expect([day(span!.from), (span!.to - span!.from) / DAY]).toEqual([first, count]);
  });

  it.each(['last', 'last time', 'the party', 'milk', '', '13/45', 'may 32nd of nothing 99/99', '2026-13-40'])(
    '%j names no day',
    (said) => {
      const span = readOrderTime(said, NOW);
      if (said.startsWith('may')) expect(day(span!.from)).toBe('2026-05-01');
      else expect(span).toBeNull();
    },
  );

  it('knows the days of the movable feasts', () => {
    const last = (said: string, now: number) => day(readOrderTime(said, now)!.to - 1);
    for (const [year, easter] of [
      [2019, '2019-04-21'],
      [2024, '2024-03-31'],
      [2025, '2025-04-20'],
      [2038, '2038-04-25'],
    ] as const)
      expect(last('easter', Date.UTC(year, 6, 1))).toBe(easter);
    for (const [year, thanksgiving] of [
      [2024, '2024-11-28'],
      [2025, '2025-11-27'],
      [2026, '2026-11-26'],
    ] as const)
      expect(last('thanksgiving', Date.UTC(year, 11, 1))).toBe(thanksgiving);
  });

  it('always lies in the past or touches today, and never throws', () => {
    const words = fc.array(
      fc.constantFrom(
        ...'last this past week month may 3 3rd 31 29 feb february 2024 ago days two few weekend tuesday year 5/3 night easter of the'.split(
          ' ',
        ),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2099, 0, 1) }),
        (said, now) => {
          const span = readOrderTime(said.join(' '), now);
          if (span === null) return;
          expect(span.from).toBeLessThan(span.to);
          if (!said.includes('2024')) expect(span.from).toBeLessThanOrEqual(now);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string(), (said) => {
        readOrderTime(said, NOW);
      }),
    );
  });
});
