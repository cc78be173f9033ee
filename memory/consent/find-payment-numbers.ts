import type { Span } from './redact.ts';
import { wordsBefore } from './words-before.ts';

/** Groups of digits with at most one space, dot or hyphen between, that are no part of a longer word or number. */
const DIGIT_GROUPS = /(?<![\p{L}\p{N}+])\d+(?:[ \u00a0.-]\d+)*(?![\p{L}\p{N}])/gu;
const IBAN_START = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ \u00a0-]?[a-z\d]{1,4}){3,9}/giu;
/** The three or four digits beside a card number. */
const SECURITY_CODE = /\b(?:cvv2?|cvc2?|security code)\b\s*(?:is|:|=)?\s*(\d{3,4})(?!\d)/giu;
const CARD_WORD = /\b(?:card|visa|mastercard|amex|credit|debit)\b/iu;

/** Card numbers and their security codes. */
export function findCards(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(DIGIT_GROUPS)) {
    const groups = [...match[0].matchAll(/\d+/gu)].map((group) => ({
      digits: group[0],
      start: match.index + group.index,
      end: match.index + group.index + group[0].length,
    }));
    const isNamed = CARD_WORD.test(wordsBefore(text, match.index));
    for (let first = 0; first < groups.length; first += 1) {
      const last = lastGroupOfCard(
        groups.slice(first).map((group) => group.digits),
        isNamed,
      );
      if (last === null) continue;
      spans.push({ start: groups[first]?.start ?? 0, end: groups[first + last]?.end ?? 0 });
      first += last;
    }
  }
  for (const match of text.matchAll(SECURITY_CODE)) {
    const end = match.index + match[0].length;
    spans.push({ start: end - (match[1]?.length ?? 0), end });
  }
  return spans;
}

/** International bank account numbers with a valid check number (ISO 13616). */
export function findIbans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(IBAN_START)) {
    // Words that follow look like groups of the number: take the longest beginning that checks.
    for (let end = match[0].length; end >= 15; end -= 1) {
      const candidate = match[0].slice(0, end);
      const isCut = /[\p{L}\p{N}]/u.test(match[0].slice(end, end + 1)) || /[ \u00a0-]$/u.test(candidate);
      if (isCut || !isIban(candidate.replace(/[^a-z\d]/giu, '').toUpperCase())) continue;
      spans.push({ start: match.index, end: match.index + end });
      break;
    }
  }
  return spans;
}

/**
 * Where the card number ends that begins with the first of these groups; null when none does. Written digit by digit,
 * a shorter beginning may pass by chance: sixteen digits, the usual length, are believed first, then the longest.
 */
function lastGroupOfCard(groups: readonly string[], isNamed: boolean): number | null {
  let number = '';
  let longest: number | null = null;
  for (const [position, digits] of groups.entries()) {
    number += digits;
    if (number.length > 19) break;
    if (!isCardNumber(number, isNamed)) continue;
    if (number.length === 16) return position;
    longest = position;
  }
  return longest;
}

function isCardNumber(digits: string, isNamed: boolean): boolean {
  if (!hasIssuer(digits) || !passesLuhn(digits)) return false;
  // The barcode of a product has thirteen digits too, and one in ten passes by chance.
  return digits.length !== 13 || isNamed || !isBarcode(digits);
}

/** Leading digits and lengths of the large card schemes (ISO/IEC 7812 ranges as published by the schemes). */
function hasIssuer(digits: string): boolean {
  const { length } = digits;
  if (length < 13 || length > 19) return false;
  const two = Number(digits.slice(0, 2));
  const three = Number(digits.slice(0, 3));
  const four = Number(digits.slice(0, 4));
  if (digits.startsWith('4')) return length === 13 || length === 16 || length === 19;
  if (two === 34 || two === 37) return length === 15;
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return length === 16;
  if ((three >= 300 && three <= 305) || two === 36 || two === 38 || two === 39)
    return length === 14 || length === 16;
  if (four >= 3528 && four <= 3589) return length >= 16;
  // Maestro, Discover and UnionPay.
  return (two === 50 || (two >= 56 && two <= 69)) && length >= 16;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether the last digit is the check digit of a GTIN: weights 3 and 1 in turn from the right. */
function isBarcode(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 1 ? 3 : 1);
  }
  return sum % 10 === 0;
}

function isIban(iban: string): boolean {
  if (iban.length < 15 || iban.length > 34) return false;
  let rest = 0;
  for (const letter of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
