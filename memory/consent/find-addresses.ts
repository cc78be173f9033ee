import type { Span } from './redact.ts';
import { wordsBefore } from './words-before.ts';

const KIND_OF_STREET =
  'street|str|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|terrace|way|square|sq|highway|hwy|parkway|pkwy|circle|cir|crescent|close';
/** "742 Evergreen Terrace", "12b N. Old Mill Rd." */
const STREET = new RegExp(
  `(?<![\\p{L}\\p{N}$€£.,-])(\\d{1,5})[a-z]?,? (?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\\.? )?((?:[\\p{L}'’]{2,20} ){1,3}|\\d{1,3}(?:st|nd|rd|th) )(?:${KIND_OF_STREET})\\b\\.?`,
  'giu',
);
/** What only an address goes on with: a flat, or a town, state or postcode (these in capitals). */
const FLAT = /^,? (?:(?:apt|apartment|unit|suite|ste|flat|floor|fl)\b\.? ?#?[\p{L}\p{N}-]{1,6}|#\d{1,5}\b)/iu;
const TOWN =
  /^,? (?:(?:[\p{L}.'’-]{2,20} ){0,2}[\p{L}.'’-]{2,20}, ?[A-Z]{2}\b(?: \d{5}(?:-\d{4})?)?|(?:[\p{L}.'’-]{2,20},? ){0,3}(?:[A-Z]{2} )?\d{5}(?:-\d{4})?\b|(?:[\p{L}.'’-]{2,20},? ){0,2}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)/u;
const PLACE_OF_DELIVERY =
  /\b(?:(?:address|deliver\w*|ship\w*|send|drop\w*|bring|live|lives|living|located|reside|moved?|home|house)\b(?:[ ,:]+[\p{L}'’]+){0,4}?[ ,:]+(?:at|to|is|on|near|by|in)[ ,:]*|address[ :=]*)$/iu;
/** Numbers before these count something. */
const COUNTING =
  /\b(?:add|get|buy|need|want|have|take|make|order|give|grab|another|extra|like|of|x|to|it|remove|change|plus|and|about|under|only|some)\s*$/iu;
const COUNTED =
  /^(?:g|kg|mg|ml|cl|l|oz|lbs?|pounds?|ounces?|grams?|liters?|litres?|gallons?|packs?|packets?|cans?|bottles?|boxes|box|bags?|jars?|bars?|pints?|tubs?|cups?|dozen|pieces?|bunch(?:es)?|count|calorie|calories|kcal|percent|of|the|more|x|organic)\b/iu;
const POST_BOX = /\bp\.? ?o\.? ?box #?\d{1,6}\b/giu;

/**
 * Street addresses. A number before words that end like a street's is one only with a further sign: words of delivery
 * before it, a flat, town or postcode after it, or a house number too great to be an amount. "2 Rocky Road" and
 * "3 Milky Way" are products.
 */
export function findAddresses(text: string): readonly Span[] {
  const spans: Span[] = [...text.matchAll(POST_BOX)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const match of text.matchAll(STREET)) {
    const [whole, number = '', name = ''] = match;
    if (COUNTED.test(name)) continue;
    const end = match.index + whole.length;
    const before = wordsBefore(text, match.index);
    const flat = FLAT.exec(text.slice(end, end + 80))?.[0] ?? '';
    const continuation = flat + (TOWN.exec(text.slice(end + flat.length, end + flat.length + 80))?.[0] ?? '');
    const isDelivered = PLACE_OF_DELIVERY.test(before);
    const isGreat = number.length >= 3 && !COUNTING.test(before);
    if (isDelivered || continuation !== '' || isGreat) {
      spans.push({ start: match.index, end: end + continuation.length });
    }
  }
  return spans;
}
