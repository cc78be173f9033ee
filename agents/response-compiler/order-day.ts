const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** "June 1, 2026": with the year, days of all years are told apart. UTC, as the order keeps it. */
export function orderDay(at: number): string {
  return DAY.format(at);
}
