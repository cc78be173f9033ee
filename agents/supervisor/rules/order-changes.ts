import type { ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { RuleContext } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';

const LEAVING_OUT = new Set('without except excluding minus'.split(' '));

/** "… but without eggs", "… except the milk", "… plus bananas", "… but with 2 milks". */
export function splitChanges(
  tokens: readonly Token[],
  context: RuleContext,
): {
  readonly kept: readonly Token[];
  readonly without: readonly ItemMention[];
  readonly further: readonly RoutedIntent[];
} {
  const marks = tokens.flatMap((_, index) => (opensChange(tokens, index) ? [index] : []));
  const [first] = marks;
  if (first === undefined) return { kept: tokens, without: [], further: [] };
  let kept = tokens.slice(0, first);
  while (['but', ',', 'and'].includes(kept.at(-1)?.text ?? '')) kept = kept.slice(0, -1);
  const without: ItemMention[] = [];
  const further: RoutedIntent[] = [];
  marks.forEach((from, at) => {
    const words = tokens.slice(from, marks[at + 1]);
    const adds = words[0]?.text === 'plus' || words[1]?.text === 'with';
    const named = words.slice(words.findIndex(({ text }) => !LEADING_CHANGES.has(text)));
    const items = readItems(named, context, { ofCart: !adds });
    if (!adds) without.push(...items);
    else if (items.length > 0) {
      // "but with 2 milks" says how many of what the order holds; "plus milk" comes on top.
      const sets = words[0]?.text === 'but' && items.every(({ amount }) => amount !== null);
      further.push({ name: sets ? 'update_cart' : 'add_to_cart', confidence: 0.82, slots: { items } });
    }
  });
  return { kept, without, further };
}

const LEADING_CHANGES = new Set(
  'but without except excluding minus plus not no with for apart from other than just and ,'.split(' '),
);

function opensChange(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? '';
  const next = tokens[at + 1]?.text ?? '';
  const before = tokens[at - 1]?.text ?? '';
  if (at === 0) return false;
  if (LEAVING_OUT.has(text) || text === 'plus') return before !== 'but';
  if (text === 'but') return [...LEAVING_OUT, 'not', 'no', 'with', 'for', 'plus'].includes(next);
  return (
    (text === 'apart' && next === 'from') ||
    (text === 'other' && next === 'than') ||
    (text === 'just' && next === 'not')
  );
}
