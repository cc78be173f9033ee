import { readAmount } from '#agents/supervisor/amount-reading.ts';
import type { ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';
import { isInCart } from '#agents/supervisor/is-in-cart.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import { type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { type Token, wordsAsSaid } from '#agents/supervisor/token.ts';
import { amountMention, itReference } from './mentions.ts';

export function readUpdate(
  object: readonly Token[],
  amountTokens: readonly Token[],
  context: RuleContext,
): RuleReading {
  const amount = readAmount(amountTokens, 0, context.vocabulary);
  if (!amount?.amount) return null;
  const after = amountTokens
    .slice(amount.next)
    .filter(
      (token) =>
        ![
          'total',
          'instead',
          'only',
          'in',
          'of',
          'them',
          'it',
          'those',
          'packs',
          'please',
          'altogether',
          'each',
        ].includes(token.text),
    );
  const items = readItems(object, context, { ofCart: true });
  const named = after.length > 0 ? readItems(after, context, { ofCart: true }) : [];
  const base = items.find((item) => item.query !== '') ?? named[0] ?? items[0];
  const said = base
    ? { ...base, amount: amount.amount, said: wordsAsSaid(context.source, [...object, ...amountTokens]) }
    : amountMention(context.source, amountTokens, amount.amount);
  const mention = amount.packing === null ? said : { ...said, packing: amount.packing };
  return slots({
    items: [mention.reference === null && mention.query === '' ? itReference(mention) : mention],
  });
}

/** "(I meant) 3 apples and 5 oranges": each line's own number; what is not in the cart yet goes in. */
export function readEachUpdate(tokens: readonly Token[], context: RuleContext): RuleReading {
  const items = readItems(tokens, context, { ofCart: true });
  const counted = ({ query, amount }: ItemMention) => query !== '' && amount?.mode === 'absolute';
  if (items.length < 2 || !items.every(counted)) return null;
  const held = items.filter(({ query }) => isInCart(query, context.cartProducts));
  if (held.length === 0) return null;
  const others = readItems(tokens, context).filter(({ query }) => !isInCart(query, context.cartProducts));
  const update: RoutedIntent = { name: 'update_cart', confidence: 0.9, slots: { items: held } };
  const add: RoutedIntent = { name: 'add_to_cart', confidence: 0.85, slots: { items: others } };
  return { kind: 'intents', intents: others.length === 0 ? [update] : [update, add] };
}

/** "double the milk", "two less": an amount relative to what the line holds. */
export function readRelative(
  tokens: readonly Token[],
  context: RuleContext,
  value: number,
  mode: 'factor' | 'more' | 'fewer',
): RuleReading {
  const items = readItems(tokens, context, { ofCart: true });
  const amount = { value, measure: null, mode };
  const base: ItemMention = items[0] ?? amountMention(context.source, context.clause.tokens, amount);
  const mention = { ...base, amount, said: wordsAsSaid(context.source, context.clause.tokens) };
  return slots({
    items: [mention.reference === null && mention.query === '' ? itReference(mention) : mention],
  });
}
