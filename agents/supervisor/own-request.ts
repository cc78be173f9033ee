import { readClause } from './clause-reading.ts';
import type { PendingQuestion } from './dialogue-focus.ts';
import type { IntentName, ItemMention } from './intent.ts';
import { lemmaOf } from './lemma.ts';
import type { ReadingContext } from './reading-context.ts';
import type { Token } from './token.ts';

/** Asked for by words of their own, whatever question is open. */
const ANYTIME: ReadonlySet<IntentName> = new Set([
  'compare',
  'product_question',
  'confirm_order',
  'show_cart',
  'recipe',
  'reorder_advice',
  'usual_order',
  'order_status',
  'list_promotions',
  'memory_question',
  'memory_command',
  'state_preference',
  'help',
]);
/** "is there a larger one" asks for more than what was offered. */
const HAVE = new Set(['do you', 'is there', 'are there', 'have you', 'does it', 'do they']);
/** Below this a rule guesses; what was offered is then the likelier meaning. */
const CERTAIN = 0.93;

/** Whether the words ask for something else than one of the options: "which is cheaper", "my budget is $50". */
export function isOwnRequest(
  words: readonly Token[],
  pending: PendingQuestion,
  context: ReadingContext,
): boolean {
  const asked = context.source.trimEnd().endsWith('?');
  if (asksSomethingElse(words, asked)) return true;
  if (pending.kind !== 'choose_to_add' && pending.kind !== 'choose_line') return false;
  const [intent, into] = readClause({ tokens: words, asked, continues: false }, context, null);
  if (!intent) return false;
  // "swap the butter for something cheaper", whatever was offered for it before
  if (into?.slots.items?.[0]?.replaces === true) return true;
  const [item] = intent.slots.items ?? [];
  // "drop one" tells how many fewer, not which
  if (intent.name === 'update_cart' && item?.amount?.mode === 'fewer' && pending.kind === 'choose_to_add')
    return true;
  if (item !== undefined && isAnotherThing(intent.name, item, { words, pending, context })) return true;
  if (intent.confidence <= CERTAIN) return false;
  const { statement } = intent.slots;
  if (statement?.kind === 'like' || statement?.kind === 'dislike') return false;
  const start = words.slice(0, 2).map(({ text }) => text);
  const asksAbout = intent.name === 'search_products' && HAVE.has(start.join(' '));
  if (asksAbout) return true;
  const takesOut = intent.name === 'remove_from_cart' && pending.kind === 'choose_to_add';
  return ANYTIME.has(intent.name) || takesOut;
}

/** "what is the dearest in my cart", "the second, how big is it"; "what about the small one" and "what do you recommend" choose. */
function asksSomethingElse(words: readonly Token[], asked: boolean): boolean {
  if (words.some(({ lemma }) => lemma === 'recommend')) return false;
  const said = words.filter(({ kind }) => kind !== 'punct').map(({ text }) => text);
  // "doesn't matter" leaves the choice open
  if (OF_FACTS.has(said[0] ?? '')) return said[1] !== 'not';
  return said.some((text, at) => {
    const [before = '', after = ''] = [said[at - 1], said[at + 1]];
    if (ASKING.has(text)) return !['about', 'ever', 'i', 'we'].includes(after);
    if (!OF_FACTS.has(text) || ['that', 'which', 'whichever', 'whatever', 'there'].includes(before))
      return false;
    // "the vanilla one is that low fat"
    return asked || ['that', 'it', 'they', 'those', 'these'].includes(after);
  });
}

/** "the strawberry one is gluten free right": whether it is so is asked before it is chosen. */
export function seeksAssent(words: readonly Token[]): boolean {
  const said = words.filter(({ kind }) => kind !== 'punct').map(({ text }) => text);
  return (
    ['right', 'correct'].includes(said.at(-1) ?? '') && said.slice(0, -2).some((text) => OF_FACTS.has(text))
  );
}

const ASKING = new Set(['what', 'how', 'why', 'when', 'where', 'who']);

/** "are these safe for me", "is that one cheaper": answered before anything is chosen. */
const OF_FACTS = new Set('is are was were does did has'.split(' '));

const WISHES: ReadonlySet<IntentName> = new Set(['add_to_cart', 'search_products']);

/** "add milk", said to "which cheese?": a thing of its own, even where an option's label has the word. */
function isAnotherThing(
  name: IntentName,
  { query, reference }: ItemMention,
  {
    words,
    pending,
    context,
  }: {
    readonly words: readonly Token[];
    readonly pending: PendingQuestion;
    readonly context: ReadingContext;
  },
): boolean {
  const said = query.split(' ').filter(Boolean);
  const head = lemmaOf(said.at(-1) ?? '');
  const verbs = words.filter(({ text }) => !said.includes(text)).length;
  if (!WISHES.has(name) || reference !== null || said.length === 0 || verbs === 0) return false;
  if (words.some(({ text }) => text === 'the' || text === 'one')) return false;
  if (!context.vocabulary.isShoppable(head)) return false;
  const { command } = pending;
  const asked = new Set(
    command.kind === 'choose_to_add' ? (command.query ?? '').split(' ').map(lemmaOf) : [],
  );
  if (asked.has(head) || [...asked].some((kind) => context.vocabulary.isKindOf(head, kind))) return false;
  return !pending.options.some(
    ({ label }) =>
      label
        .toLowerCase()
        .split(/[^\p{L}\p{N}']+/u)
        .map(lemmaOf)
        .findLast((word) => word !== '' && !asked.has(word)) === head,
  );
}
