import { findAddresses } from './find-addresses.ts';
import { findEmails, findPhones, findSocialSecurityNumbers } from './find-contact-data.ts';
import { findCards, findIbans } from './find-payment-numbers.ts';

export const PERSONAL_DATA_KINDS = ['card', 'iban', 'email', 'ssn', 'phone', 'address'] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** A stretch of a text, in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Redaction {
  readonly text: string;
  /** The kinds that were found, each once, in a fixed order. Empty when the text is unchanged. */
  readonly found: readonly PersonalDataKind[];
}

/** In the order of trust: where two overlap, the one with a checksum wins. */
const FINDERS: readonly {
  readonly kind: PersonalDataKind;
  readonly find: (text: string) => readonly Span[];
}[] = [
  { kind: 'card', find: findCards },
  { kind: 'iban', find: findIbans },
  { kind: 'email', find: findEmails },
  { kind: 'ssn', find: findSocialSecurityNumbers },
  { kind: 'phone', find: findPhones },
  { kind: 'address', find: findAddresses },
];

const PLACEHOLDERS: Readonly<Record<PersonalDataKind, string>> = {
  card: '[card number]',
  iban: '[bank account]',
  email: '[email]',
  ssn: '[social security number]',
  phone: '[phone number]',
  address: '[address]',
};

/** The text without the names that stand for personal data: what is left to understand. */
export function withoutPlaceholders(text: string): string {
  let rest = text;
  for (const placeholder of Object.values(PLACEHOLDERS)) rest = rest.replaceAll(placeholder, ' ');
  return rest.trim();
}

/**
 * Replaces personal data by the name of its kind: card numbers (by checksum and issuer), IBANs (by checksum), e-mail
 * addresses, US social security numbers, phone numbers and street addresses. The last two are taken only with clear
 * signs, because quantities, prices and product codes are numbers too. A redacted text is redacted to itself.
 */
export function redactPersonalData(text: string): Redaction {
  const found = new Set<PersonalDataKind>();
  let redacted = text;
  // What is taken out can uncover what it touched; each round takes letters away, so the rounds come to an end.
  for (let spans = personalSpans(redacted); spans.length > 0; spans = personalSpans(redacted)) {
    for (const { start, end, kind } of spans) {
      redacted = redacted.slice(0, start) + PLACEHOLDERS[kind] + redacted.slice(end);
      found.add(kind);
    }
  }
  return { text: redacted, found: PERSONAL_DATA_KINDS.filter((kind) => found.has(kind)) };
}

/** Spans that do not overlap, the last in the text first. */
function personalSpans(text: string): readonly (Span & { readonly kind: PersonalDataKind })[] {
  const taken: (Span & { readonly kind: PersonalDataKind })[] = [];
  for (const { kind, find } of FINDERS) {
    for (const span of find(text)) {
      if (!taken.some((other) => span.start < other.end && other.start < span.end))
        taken.push({ ...span, kind });
    }
  }
  return taken.sort((left, right) => right.start - left.start);
}
