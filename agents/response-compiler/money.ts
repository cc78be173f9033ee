/** Formats minor units as people write them: 499, "USD" → "$4.99". Currencies without minor units are honoured. */
export function formatMoney(cents: number, currency: string): string {
  let format = formats.get(currency);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    formats.set(currency, format);
  }
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(cents / 10 ** digits);
}

const formats = new Map<string, Intl.NumberFormat>();
