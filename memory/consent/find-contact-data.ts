import type { Span } from './redact.ts';
import { wordsBefore } from './words-before.ts';

const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}/gu;
/** As it comes from speech: "ada at example dot com". */
const SPOKEN_EMAIL =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}_-]{2,64}(?: dot [\p{L}\p{N}_-]{1,64})? at (?:[\p{L}\p{N}-]{1,63} dot ){1,3}(?:com|org|net|edu|gov|io|co|uk|de|fr|it|es|in|ca|au|us|info)\b/giu;

const SSN = /(?<![\p{L}\p{N}-])(\d{3})([- ])(\d{2})\2(\d{4})(?![\p{L}\p{N}]|-\d)/gu;
const SSN_BARE = /(?<![\p{L}\p{N}-])(\d{3})()(\d{2})(\d{4})(?![\p{L}\p{N}])/gu;
const SSN_WORD = /\b(?:ssn|social security|social)\b/iu;

const INTERNATIONAL =
  /(?<![\p{L}\p{N}])(?:\+|00)[1-9]\d{0,3}(?:[ .\-/]?\(?\d{1,5}\)?){1,6}(?![\p{L}\p{N}])/gu;
/** North America: area and exchange never start with 0 or 1; some separator is there. */
const NORTH_AMERICAN =
  /(?<![\p{L}\p{N}.-])(?:1[ .-])?(?:\([2-9]\d{2}\)[ .-]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\p{L}\p{N}]|[-.]\d)/gu;
/** Elsewhere: a leading 0, an area of its own, nine to twelve digits in all. Amounts do not start with 0. */
const NATIONAL = /(?<![\p{L}\p{N}.-])(?:\(0\d{1,4}\)|0\d{2,4})(?:[ /-]\d{2,8}){1,4}(?![\p{L}\p{N}]|[-.]\d)/gu;
/** Digits that are a phone number only because the words before say so. */
const BARE = /(?<![\p{L}\p{N}.-])\d{3,5}(?:[ .-]?\d{2,6}){1,3}(?![\p{L}\p{N}]|[-.]\d)/gu;

const PHONE_WORD =
  /\b(?:phone|mobile|cell|cellphone|telephone|tel|call|text|sms|whatsapp|ring|fax|reach|contact)\b[^.!?\d]{0,24}$/iu;
const CODE_WORD =
  /(?:\b(?:sku|item|product|code|upc|ean|gtin|plu|barcode|order|lot|batch|model|part|coupon|voucher)\b[^.!?\d]{0,16}|#\s?)$/iu;

/** E-mail addresses, written or spoken. */
export function findEmails(text: string): readonly Span[] {
  return [...text.matchAll(EMAIL), ...text.matchAll(SPOKEN_EMAIL)].map(spanOf);
}

/** US social security numbers; without hyphens only where the words before name one. */
export function findSocialSecurityNumbers(text: string): readonly Span[] {
  const hyphened = [...text.matchAll(SSN)].filter(
    (match) =>
      (match[2] === '-' && !CODE_WORD.test(wordsBefore(text, match.index))) ||
      SSN_WORD.test(wordsBefore(text, match.index)),
  );
  const bare = [...text.matchAll(SSN_BARE)].filter((match) => SSN_WORD.test(wordsBefore(text, match.index)));
  return [...hyphened, ...bare]
    .filter(([, area = '', , group, serial]) => {
      // Never issued: area 000, 666 and 900–999, group 00, serial 0000 (Social Security Administration).
      return area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
    })
    .map(spanOf);
}

/** Phone numbers: with a country code, in a national form with separators, or named as such by the words before. */
export function findPhones(text: string): readonly Span[] {
  const clear = [
    ...[...text.matchAll(INTERNATIONAL)].flatMap(internationalOf),
    ...[...text.matchAll(NORTH_AMERICAN)].map(spanOf),
    ...[...text.matchAll(NATIONAL)].filter((match) => hasDigits(match[0], 9, 12)).map(spanOf),
  ].filter(({ start }) => !CODE_WORD.test(wordsBefore(text, start)));
  const named = [...text.matchAll(BARE)]
    .filter((match) => hasDigits(match[0], 7, 15) && PHONE_WORD.test(wordsBefore(text, match.index)))
    .map(spanOf);
  return [...clear, ...named];
}

/** The number without groups after it that would make it longer than any number is (ITU-T E.164: 15 digits). */
function internationalOf(match: RegExpExecArray): readonly Span[] {
  let number = match[0];
  while (!hasDigits(number, 8, 15)) {
    const shorter = number.replace(/[ .\-/]?\(?\d+\)?$/u, '');
    if (shorter === number || shorter.length < 8) return [];
    number = shorter;
  }
  return [{ start: match.index, end: match.index + number.length }];
}

function hasDigits(text: string, least: number, most: number): boolean {
  const digits = text.replace(/\D/gu, '').length;
  return digits >= least && digits <= most;
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
