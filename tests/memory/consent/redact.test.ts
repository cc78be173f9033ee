import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactPersonalData, withoutPlaceholders } from '#memory/consent/redact.ts';

describe('redactPersonalData takes out', () => {
  it.each([
    ['my card is 4111 1111 1111 1111 ok', 'my card is [card number] ok', ['card']],
    ['pay with 5500-0000-0000-0004', 'pay with [card number]', ['card']],
    ['amex 378282246310005.', 'amex [card number].', ['card']],
    ['4111111111111111 exp 12/27 cvv 123', '[card number] exp 12/27 cvv [card number]', ['card']],
    ['2 milks and 6011 1111 1111 1117', '2 milks and [card number]', ['card']],
    ['visa 4222222222222', 'visa [card number]', ['card']],
    ['charge DE89 3704 0044 0532 0130 00 please', 'charge [bank account] please', ['iban']],
    ['gb29nwbk60161331926819', '[bank account]', ['iban']],
    ['mail ada.love+shop@mail.example.co.uk, thanks', 'mail [email], thanks', ['email']],
    ['it is ada dot love at example dot com', 'it is [email]', ['email']],
    ['my ssn is 536-22-8726', 'my ssn is [social security number]', ['ssn']],
    ['social security 536228726', 'social security [social security number]', ['ssn']],
    ['call (555) 234-5678', 'call [phone number]', ['phone']],
    ['555-234-5678 is mine', '[phone number] is mine', ['phone']],
    ['1-800-555-2345', '[phone number]', ['phone']],
    ['text me at 5552345678', 'text me at [phone number]', ['phone']],
    ['my phone number is 234-5678', 'my phone number is [phone number]', ['phone']],
    ['+44 20 7946 0958', '[phone number]', ['phone']],
    ['+91 98765 43210', '[phone number]', ['phone']],
    ['+4915112345678', '[phone number]', ['phone']],
    ['07700 900123', '[phone number]', ['phone']],
    ['030/901820 55', '[phone number]', ['phone']],
    ['deliver to 12 Oak St please', 'deliver to [address] please', ['address']],
    ['i live at 7 old mill lane', 'i live at [address]', ['address']],
    ['742 Evergreen Terrace', '[address]', ['address']],
    ['9 Elm Road, Apt 4B', '[address]', ['address']],
    ['5 Park Ave, Springfield, IL 62704 by noon', '[address] by noon', ['address']],
    ['12 Oak St, Unit 5, Boston, MA', '[address]', ['address']],
    ['+1 415 555 2671 211001000', '[phone number] 211001000', ['phone']],
    ['my address: 221b Baker Street', 'my address: [address]', ['address']],
    ['send it to P.O. Box 1234', 'send it to [address]', ['address']],
    ['ada@x.org or +1 415 555 2671', '[email] or [phone number]', ['email', 'phone']],
  ] as const)('%s', (text, redacted, found) => {
    expect(redactPersonalData(text)).toEqual({ text: redacted, found });
  });
});

describe('redactPersonalData leaves alone', () => {
  it.each([
    'add 2 rocky road ice cream',
    'change it to 2 Rocky Road',
    '3 milky way bars and 2 quality street',
    'add 12 st pierre brioche rolls',
    'send 2 Rocky Road to my cart',
    'two cans of 12 oz dr pepper',
    'get 6 Dr Pepper and 4 Sesame Street snacks',
    '250 ml rocky road',
    'add 100 Grand bars',
    'oat milk under $5',
    'oat milk $4.99 or 1,299.00',
    '12 x 330 ml, 24 ct, 2 lb, 1.5 l',
    '1 gallon of milk and 2 dozen eggs',
    'upc 012345678905',
    'barcode 4006381333931',
    '0 12345 67890 5',
    'item 555-234-5678',
    'sku 123-45-6789',
    'product 4011, plu 94011',
    'order #1234567890',
    '1/2 cup, 3/4 lb, 2%',
    '365 everyday value 7 up 5 gum',
    '2 for 1 at 3 pm on 12/24/2026',
    '500 200 300',
    'call it 2000 calories a day',
    'text me 3 recipes',
    'meet at 5 on 10 may',
    'mail order coffee @ 5 dollars',
    '4111 1111 1111 1112',
    'aaaa'.repeat(100),
    '1'.repeat(400),
    '😀🛒',
    "'; DROP TABLE users; --",
    '',
  ])('%s', (text) => {
    expect(redactPersonalData(text)).toEqual({ text, found: [] });
  });
});

const luhnDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = place % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};

describe('redactPersonalData, whatever comes,', () => {
  const digits = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((one) => one.join(''));
  const words = fc
    .array(fc.constantFrom('add', 'oat', 'milk', 'please', 'and', 'bread', 'thanks,'), { maxLength: 5 })
    .map((one) => one.join(' '));

  it('takes out every valid card number, however it is grouped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('4', '51', '55', '2221', '6011', '65'),
        digits(15),
        fc.constantFrom('', ' ', '-'),
        fc.constantFrom(4, 1, 2),
        words,
        words,
        (prefix, filling, separator, size, before, after) => {
          const body = (prefix + filling).slice(0, 15);
          const card = body + luhnDigit(body);
          const written = card.match(new RegExp(`.{1,${size}}`, 'gu'))?.join(separator) ?? card;
          expect(redactPersonalData(`${before} ${written} ${after}`).text).toBe(
            `${before} [card number] ${after}`,
          );
        },
      ),
    );
  });

  it('redacts a redacted text to itself', () => {
    const piece = fc.oneof(
      fc.string(),
      words,
      fc.constantFrom('ada@example.org', '4111111111111111', '+1 415 555 2671', '12 Oak St, Apt 3', 'call'),
      digits(9),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const once = redactPersonalData(pieces.join(' ')).text;
        expect(redactPersonalData(once).text).toBe(once);
      }),
    );
  });

  it('never touches amounts, prices and product names', () => {
    const amount = fc.oneof(
      fc.integer({ min: 1, max: 9_999 }).map(String),
      fc
        .tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 99 }))
        .map(([whole, cents]) => `$${whole}.${String(cents).padStart(2, '0')}`),
      fc.integer({ min: 1, max: 2_000 }).map((grams) => `${grams} g`),
    );
    const thing = fc.constantFrom(
      'milk',
      'rocky road',
      'dr pepper',
      'eggs',
      'quality street',
      'naan',
      'diet coke',
    );
    const verb = fc.constantFrom('add', 'i need', 'remove', 'change it to', 'buy');
    fc.assert(
      fc.property(verb, fc.array(fc.tuple(amount, thing), { minLength: 1, maxLength: 4 }), (start, items) => {
        const text = `${start} ${items.map((item) => item.join(' ')).join(' and ')}`;
        expect(redactPersonalData(text)).toEqual({ text, found: [] });
      }),
    );
  });
});

describe('what is left to understand', () => {
  it('is the text without the names that stand for personal data', () => {
    const { text } = redactPersonalData('my card is 4111 1111 1111 1111, find milk');
    expect(withoutPlaceholders(text)).not.toMatch(/card number/u);
    expect(withoutPlaceholders(text)).toMatch(/find milk$/u);
    expect(withoutPlaceholders('oat milk [plain]')).toBe('oat milk [plain]');
  });
});
