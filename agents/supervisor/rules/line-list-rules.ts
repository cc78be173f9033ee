import { readAmount } from '#agents/supervisor/amount-reading.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';
import { readUpdate } from './cart-line-readings.ts';

const BEFORE_AMOUNT = new Set(['to', 'at', 'be']);

/** "the rice (to) 2": a line, then its amount up to the end. */
function readLine(part: readonly Token[], context: RuleContext): ItemMention | null {
  for (let at = 1; at < part.length; at += 1) {
    const amount = readAmount(part, at, context.vocabulary);
    if (!amount?.amount || amount.next < part.length) continue;
    const object = BEFORE_AMOUNT.has(part[at - 1]?.text ?? '') ? part.slice(0, at - 1) : part.slice(0, at);
    const reading = object.length > 0 ? readUpdate(object, part.slice(at), context) : null;
    return reading?.kind === 'slots' ? (reading.slots.items?.[0] ?? null) : null;
  }
  return null;
}

/** "the rice 2 and the garlic 3": each part must be a line with its amount. */
function readLines(tokens: readonly Token[], context: RuleContext): RuleReading {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === 'and' || token.kind === 'punct') parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  const lines = parts.filter((part) => part.length > 0).map((part) => readLine(part, context));
  const items = lines.filter((line) => line !== null);
  return items.length > 1 && items.length === lines.length ? slots({ items }) : null;
}

/** What sets the quantities of several lines at once, or brings one back to what it was. */
export const LINE_LIST_RULES: readonly Rule[] = [
  {
    name: 'update_cart',
    confidence: 0.977,
    patterns: ['make|$change|put +x'],
    read: (match, context) => readLines(match.captures.x ?? [], context),
  },
  {
    name: 'update_cart',
    confidence: 0.978,
    patterns: [
      '(put|set|change|bring|take|make|go|turn|switch|get|move) *x back (up|down)? (to|at) +y',
      'back (up|down)? to +y',
    ],
    read: (match, context) => {
      const said = match.captures.y ?? [];
      const amount = readAmount(said, 0, context.vocabulary);
      return amount?.amount && amount.next === said.length
        ? readUpdate(match.captures.x ?? [], said, context)
        : null;
    },
  },
];
