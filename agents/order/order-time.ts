import { DAY_MS, dayNumber, readHoliday } from './order-holiday.ts';

/** From and up to a moment, the end not included; milliseconds since the epoch. Days are UTC, as orders keep them. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');

/** Words that a time may be said with, for telling "rice from last week" from "rice from India". */
export const TIME_WORDS: ReadonlySet<string> = new Set([
  ...WEEKDAYS,
  ...MONTHS,
  ...MONTHS.map((month) => month.slice(0, 3)),
  ...NUMBERS,
  ...ORDINALS,
  ...(
    'sept today yesterday tonight morning afternoon evening night day days week weeks weekend month months year ' +
    'years ago last latest previous prior past recent newest before earlier couple few several this same time ' +
    'times christmas thanksgiving halloween easter valentine valentines independence new first one'
  ).split(' '),
]);

/** The time that `said` names, counted back from `now`: "last week", "tuesday", "may 3rd", "5/3", "2 weeks ago". */
export function readOrderTime(said: string, now: number): TimeSpan | null {
  const text = said.toLowerCase();
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return (
    numericDate(text, now) ??
    namedDate(words, now) ??
    ago(words, now) ??
    relative(words, now) ??
    holidaySpan(words, now) ??
    dayOfMonth(text, now)
  );
}

const days = (first: number, count = 1): TimeSpan => ({ from: first * DAY_MS, to: (first + count) * DAY_MS });

/** Undefined for a day that the month does not have; `month` counts from 0 and below. */
function dayAt(year: number, month: number, day: number): number | undefined {
  if (month > 11) return undefined;
  const at = new Date(Date.UTC(year, month, day));
  return at.getUTCMonth() === ((month % 12) + 12) % 12 && at.getUTCDate() === day
    ? dayNumber(at.getTime())
    : undefined;
}

/** "2026-05-03"; "5/3" and "5/3/26" with the month first, unless it can be none. */
function numericDate(text: string, now: number): TimeSpan | null {
  const iso = /\b(\d{4})[-\s](\d{1,2})[-\s](\d{1,2})\b/.exec(text);
  if (iso !== null) return daySpan(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const slashed = /\b(\d{1,2})\s?\/\s?(\d{1,2})(?:\s?\/\s?(\d{4}|\d{2}))?\b/.exec(text);
  if (slashed === null) return null;
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  const [month, day] = first > 12 ? [second, first] : [first, second];
  if (slashed[3] === undefined) return latestDay(month - 1, day, now);
  const year = Number(slashed[3]);
  return daySpan(year < 100 ? 2000 + year : year, month - 1, day);
}

function daySpan(year: number, month: number, day: number): TimeSpan | null {
  const found = dayAt(year, month, day);
  return found === undefined ? null : days(found);
}

/** The latest such day that is not to come. */
function latestDay(month: number, day: number, now: number): TimeSpan | null {
  const year = new Date(now).getUTCFullYear();
  // February 29 may lie four years back, or eight around a century.
  for (let back = 0; back <= 8; back += 1) {
    const found = dayAt(year - back, month, day);
    if (found !== undefined && found <= dayNumber(now)) return days(found);
  }
  return null;
}

/** "may", "may 3rd", "the third of may", "may 2025". */
function namedDate(words: readonly string[], now: number): TimeSpan | null {
  const at = words.findIndex((word) => monthOf(word) >= 0);
  if (at < 0) return null;
  const month = monthOf(words[at] ?? '');
  const before = words[at - 1] === 'of' ? words[at - 2] : words[at - 1];
  const day = dayIn(words[at + 1]) ?? dayIn(before);
  const year = words.map(Number).find((value) => value >= 1970 && value < 10_000);
  if (day !== undefined) return year === undefined ? latestDay(month, day, now) : daySpan(year, month, day);
  const today = new Date(now);
  const current = today.getUTCMonth();
  const inLastYear = month > current || (month === current && words[at - 1] === 'last');
  const of = year ?? today.getUTCFullYear() - (inLastYear ? 1 : 0);
  return { from: Date.UTC(of, month), to: Date.UTC(of, month + 1) };
}

function monthOf(word: string): number {
  return MONTHS.findIndex(
    (month) => word === month || word === month.slice(0, 3) || (word === 'sept' && month === 'september'),
  );
}

function dayIn(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const day = /^\d{1,2}(?:st|nd|rd|th)?$/.test(word) ? Number.parseInt(word, 10) : ORDINALS.indexOf(word);
  return day >= 1 && day <= 31 ? day : undefined;
}

/** "3 days ago"; "two weeks ago" is some days around that day, "a month ago" that month. */
function ago(words: readonly string[], now: number): TimeSpan | null {
  const at = words.indexOf('ago');
  const today = dayNumber(now);
  if (words.join(' ').includes('day before yesterday')) return days(today - 2);
  if (at < 1) return null;
  const unit = (words[at - 1] ?? '').replace(/s$/, '');
  const said = words[at - 2] === 'of' ? words[at - 3] : words[at - 2];
  const vague = said === 'few' || said === 'several';
  const count = vague ? 3 : said === 'couple' ? 2 : countOf(said);
  if (unit === 'day') return vague ? days(today - 5, 4) : days(today - count);
  if (unit === 'week') return vague ? days(today - 35, 22) : days(today - 7 * count - 3, 7);
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'month') {
    return { from: Date.UTC(year, month - count - (vague ? 2 : 0)), to: Date.UTC(year, month - count + 1) };
  }
  return unit === 'year' ? days(today - 365 * count - 30, 61) : null;
}

function countOf(word: string | undefined): number {
  if (word !== undefined && /^\d{1,3}$/.test(word)) return Number(word);
  const spelt = NUMBERS.indexOf(word ?? '');
  return spelt > 0 ? spelt : 1;
}

function relative(words: readonly string[], now: number): TimeSpan | null {
  const has = (...wanted: readonly string[]) => wanted.some((word) => words.includes(word));
  const today = dayNumber(now);
  // 1970-01-01 was a Thursday: weeks begin on Mondays.
  const monday = today - ((today + 3) % 7);
  const weekday = WEEKDAYS.findIndex((name) => has(name));
  const earlier = has('last', 'previous', 'prior');
  const lastNight = has('night') && earlier;
  if (has('yesterday') || lastNight) return days(today - 1);
  if (has('today', 'tonight') || (has('morning', 'afternoon', 'evening') && has('this'))) return days(today);
  if (weekday >= 0) {
    if (has('week') && earlier) return days(monday - 7 + ((weekday + 6) % 7));
    const since = (today + 4 - weekday + 7) % 7;
    return days(today - (since === 0 && earlier ? 7 : since));
  }
  if (has('weekend')) {
    const saturday = monday + 5 <= today && !earlier ? monday + 5 : monday - 2;
    return days(saturday, 2);
  }
  if (has('week')) {
    if (has('past')) return days(today - 6, 7);
    if (earlier) return days(monday - 7, 7);
    return has('this') ? days(monday, 7) : null;
  }
  if (has('days') && (earlier || has('past'))) return days(today - daysSaid(words), daysSaid(words) + 1);
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (has('month')) {
    if (has('past')) return days(today - 29, 30);
    if (earlier) return { from: Date.UTC(year, month - 1), to: Date.UTC(year, month) };
    return has('this') ? { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) } : null;
  }
  if (!has('year') || has('new')) return null;
  if (earlier) return { from: Date.UTC(year - 1, 0), to: Date.UTC(year, 0) };
  return has('this', 'past') ? { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) } : null;
}

/** "the last 10 days", "the past few days". */
function daysSaid(words: readonly string[]): number {
  const number = words.map(countOf).find((count) => count > 1);
  return number ?? (words.includes('couple') ? 2 : 5);
}

function holidaySpan(words: readonly string[], now: number): TimeSpan | null {
  const found = readHoliday(words, now);
  return found === null ? null : days(found.first, found.count);
}

/** "the 3rd": the latest third of a month. */
function dayOfMonth(text: string, now: number): TimeSpan | null {
  const found = /\b(\d{1,2})(?:st|nd|rd|th)\b/.exec(text);
  if (found === null) return null;
  const day = Number(found[1]);
  const date = new Date(now);
  for (let back = 0; back <= 2; back += 1) {
    const at = dayAt(date.getUTCFullYear(), date.getUTCMonth() - back, day);
    if (at !== undefined && at <= dayNumber(now)) return days(at);
  }
  return null;
}
