/** Formats minor units as people write them: 499, "USD" → "$4.99". Currencies without minor units are honoured. */
export function formatMoney(cents: number, currency: string): string {
  const format = formatOf(currency);
  // An imported catalogue may name a currency that nobody else knows; the amount is told all the same.
  if (format === null) return `${(cents / 100).toFixed(2)} ${currency}`.trimEnd();
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(cents / 10 ** digits);
}

const formats = new Map<string, Intl.NumberFormat | null>();

function formatOf(currency: string): Intl.NumberFormat | null {
  const known = formats.get(currency);
  if (known !== undefined) return known;
  // Three letters are what Intl takes; anything else it throws at.
  const format = /^[A-Za-z]{3}$/.test(currency)
    ? new Intl.NumberFormat('en-US', { style: 'currency', currency })
    : null;
  formats.set(currency, format);
  return format;
}

/** A unit price in words: "$2.50 per qt", "$0.29 each". */
export function wordUnitPrice(
  { cents, per }: { readonly cents: number; readonly per: string },
  currency: string,
): string {
  return `${formatMoney(cents, currency)} ${per === 'each' ? 'each' : `per ${per}`}`;
}
