export const DAY_MS = 24 * 60 * 60 * 1000;

/** Days since the epoch, UTC. */
export const dayNumber = (at: number): number => Math.floor(at / DAY_MS);

/** Shopping for a holiday is done in the days before it and on it. */
const HOLIDAY_DAYS = 14;

/** By the words of each holiday, its day in a year. */
const HOLIDAYS: readonly (readonly [readonly string[], (year: number) => number])[] = [
  [['christmas', 'xmas'], (year) => dayNumber(Date.UTC(year, 11, 25))],
  [['halloween'], (year) => dayNumber(Date.UTC(year, 9, 31))],
  [['valentine', 'valentines'], (year) => dayNumber(Date.UTC(year, 1, 14))],
  [['independence'], (year) => dayNumber(Date.UTC(year, 6, 4))],
  [['thanksgiving'], thanksgiving],
  [['easter'], easterSunday],
];

/** "christmas": the days of shopping for the latest one that have begun; null when no holiday is named. */
export function readHoliday(
  words: readonly string[],
  now: number,
): { readonly first: number; readonly count: number } | null {
  const find = HOLIDAYS.find(([names]) => names.some((name) => words.includes(name)));
  if (find === undefined) return null;
  const year = new Date(now).getUTCFullYear();
  const firsts = [year + 1, year, year - 1].map((of) => find[1](of) - HOLIDAY_DAYS + 1);
  const first = firsts.find((day) => day <= dayNumber(now));
  return first === undefined ? null : { first, count: HOLIDAY_DAYS };
}

/** The fourth Thursday of November; the epoch began on a Thursday. */
function thanksgiving(year: number): number {
  const first = dayNumber(Date.UTC(year, 10, 1));
  return first + ((7 - (first % 7)) % 7) + 21;
}

/** The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayNumber(Date.UTC(year, month - 1, ((h + l - 7 * m + 114) % 31) + 1));
}
