/** A price as written, in minor units; `currency` is null where no sign or code names one. */
export interface WrittenPrice {
  readonly cents: number;
  readonly currency: string | null;
}

const MAX_CENTS = 10_000_000;
/** A dollar sign names no country: the currency column, or the default, does. */
const SIGNS: Readonly<Record<string, string | null>> = {
  '£': 'GBP',
  '€': 'EUR',
  $: null,
  '₹': 'INR',
  '₺': 'TRY',
  '₽': 'RUB',
};
const MINOR: Readonly<Record<string, string | null>> = {
  p: 'GBP',
  pence: 'GBP',
  c: null,
  ct: 'EUR',
  '¢': null,
  cents: null,
};

/**
 * Reads "£1.25", "1,25 €", "85p", "US$ 1,299.00", "1.234,50 EUR". A number without a sign is taken times `factor`
 * (cents in one of their price). Null for everything that is not one price, as "2 for £5" or "from 3.99".
 */
export function readWrittenPrice(text: string, factor: number): WrittenPrice | null {
  const match =
    /^(?<before>[A-Z]{2,3}(?=[\s\d])|[A-Z]{0,3}\p{Sc})?\s*(?<number>\d[\d.,'\s\u00A0]*|\.\d+)\s*(?<after>\p{Sc}|[A-Z]{3}|pence|cents|ct|[pc¢])?(?:\s*(?:each|ea\.?))?$/u.exec(
      text.trim(),
    );
  if (match === null) return null;
  const { before = '', number = '', after = '' } = match.groups ?? {};
  const value = readNumber(number.trim());
  if (value === null) return null;
  const isMinor = after in MINOR;
  if (isMinor && before !== '') return null;
  const cents = Math.round(value * (isMinor ? 1 : factor));
  if (!(cents > 0 && cents <= MAX_CENTS)) return null;
  return { cents, currency: isMinor ? (MINOR[after] ?? null) : (currencyOf(before) ?? currencyOf(after)) };
}

function currencyOf(written: string): string | null {
  if (/^[A-Z]{3}$/.test(written)) return written;
  return SIGNS[written.at(-1) ?? ''] ?? null;
}

/** The last mark with one or two digits behind it parts the decimals; three digits between marks are thousands. */
function readNumber(written: string): number | null {
  const digits = written.replace(/[\s\u00A0']/g, '');
  if (/^\d*\.?\d+$/.test(digits)) return Number(digits);
  if (/^\d+,\d{1,2}$/.test(digits)) return Number(digits.replace(',', '.'));
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(digits))
    return Number(digits.replaceAll('.', '').replace(',', '.'));
  return null;
}
