import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import { isInCart } from '#agents/supervisor/is-in-cart.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';
import { amountMention, itReference } from './mentions.ts';

const NOTHING: RuleReading = { kind: 'intents', intents: [{ name: 'decline', confidence: 0.8, slots: {} }] };
const UNDO: RuleReading = { kind: 'intents', intents: [{ name: 'undo', confidence: 0.82, slots: {} }] };

/** "don't add that", right after it was added, takes it back; else there is nothing to do. */
function readDoNotAdd(match: PatternMatch, context: RuleContext): RuleReading {
  const said = match.captures.x ?? [];
  const at = said.findIndex(({ text }, place) => leadsOn(text, said[place + 1]?.text ?? ''));
  if (at > 0) {
    const wanted = readItems(said.slice(said[at]?.text === ',' ? at + 2 : at + 1), context);
    const refused = doNotAdd(said.slice(0, at), context);
    const add: RoutedIntent = { name: 'add_to_cart', confidence: 0.8, slots: { items: wanted } };
    return wanted.length === 0 ? refused : { kind: 'intents', intents: [...intentsOf(refused), add] };
  }
  return doNotAdd(said, context);
}

/** "(don't add eggs), just bread", "but bread": from here on something is wanted. */
function leadsOn(text: string, next: string): boolean {
  return text === 'but' || (text === ',' && (next === 'just' || next === 'only'));
}

function intentsOf(reading: RuleReading): readonly RoutedIntent[] {
  return reading?.kind === 'intents' ? reading.intents : [];
}

function doNotAdd(words: readonly Token[], context: RuleContext): RuleReading {
  const items = readItems(words, context);
  const { last } = context.focus;
  const [item] = items;
  if (item?.query === '' && item.reference?.kind === 'deixis' && last?.kind === 'added') return UNDO;
  const justAdded =
    last?.kind === 'added' &&
    items.length > 0 &&
    items.every(({ query }) => query !== '' && isInCart(query, last.lines));
  if (justAdded)
    return { kind: 'intents', intents: [{ name: 'remove_from_cart', confidence: 0.8, slots: { items } }] };
  return NOTHING;
}

/** "keep the eggs", "don't remove it": back with what was just taken out; what is in the cart stays there. */
function readKeep(match: PatternMatch, context: RuleContext): RuleReading {
  const items = readItems(match.captures.x ?? [], context, { ofCart: true });
  const { removed, last } = context.focus;
  const pointed = items.length === 0 || items.every(({ query }) => query === '');
  const gone = removed.map(({ product }) => product);
  const out = last === undefined ? removed.length > 0 : last?.kind === 'removed';
  if (pointed ? !out : !items.every(({ query }) => isInCart(query, gone))) return NOTHING;
  const back = pointed
    ? [{ ...itReference(amountMention(context.source, context.clause.tokens, null)), restore: true }]
    : items.map((item) => ({ ...item, restore: true }));
  return { kind: 'intents', intents: [{ name: 'add_to_cart', confidence: 0.82, slots: { items: back } }] };
}

/** What tells the assistant to leave something undone, or as it was. */
export const REFUSAL_RULES: readonly Rule[] = [
  {
    name: 'decline',
    confidence: 0.966,
    patterns: [
      '(please)? do not (go and)? (add|put|get|buy|order|include) (me|us|in|any|any more|more)? *x',
      'no need (for|to add|to get|to buy|to order) *x',
    ],
    read: readDoNotAdd,
  },
  {
    name: 'add_to_cart',
    confidence: 0.966,
    patterns: [
      '(please)? do not (remove|delete|drop|take|clear|empty|get rid of) *x',
      '(actually|wait|no)? keep|leave *x (in)? (the|my)? (cart|basket|there|in|after all|please)?',
      '$i (do|would|will|did)? want|need|like|keep it|that|them|those after all|again',
      '$i (do|did) want|need|keep +x (after all)?',
    ],
    read: (match, context) => {
      const [first, second] = context.clause.tokens;
      // "I do want milk" wishes for it
      const wishes = ['i', 'we'].includes(first?.text ?? '') && context.focus.removed.length === 0;
      if (wishes || (first?.text === 'leave' && second?.text === 'out')) return null;
      if (first?.text === 'keep' && ['it', 'the', 'everything', 'my'].includes(second?.text ?? '')) {
        const priced = context.clause.tokens.some(
          (token) => token.kind === 'money' || token.text === 'under',
        );
        if (priced) return null;
      }
      return readKeep(match, context);
    },
  },
  {
    name: 'decline',
    confidence: 0.966,
    patterns: [
      '(please)? do not (check out|checkout|place|submit|confirm|order|pay|finish|send) *',
      '$i am not (ready|done|finished) (yet)? *',
      '$i do not want to (check out|order|pay|buy|place) *',
      'not (yet|now|ready|ready yet|done yet|finished yet)',
      'do nothing',
      'nothing',
      '(no|ok|okay|oh|please)? (wait|hold on|hang on|one moment|just a moment|one second|give me a second|give me a minute) (a)? (second|minute|moment|sec|please)?',
      'cancel|forget|scrap|leave that|it ,? (actually)? nothing',
      '(none|neither) (of (these|those|them|the above))? (please|thanks|really|will do|look good)?',
      'leave it|that|everything (as it is|alone|like that|the way it is)',
    ],
    read: () => NOTHING,
  },
  {
    name: 'undo',
    confidence: 0.966,
    patterns: [
      '(actually|wait|hold on|hmm|on second thought|on second thoughts)? (no|nope|never mind|forget it|scrap that|scrap it|nah) (never mind|forget it|sorry|actually)?',
      '$i (have)? changed my mind',
      '(that is)? (the)? wrong +x',
      'that is not the (right)? +x $i (want|wanted|meant|asked for|need|needed)?',
    ],
    read: (match, context) => {
      const { last } = context.focus;
      const [first] = context.clause.tokens;
      const named = match.captures.x ?? [];
      const says = ['i', 'we'].includes(first?.text ?? '');
      // with nothing to take back, a changed mind wants nothing more
      if (last == null || !last.whole) return says && named.length === 0 ? NOTHING : null;
      if (named.length > 0) {
        const items = readItems(named, context);
        const fits = items.some(({ query }) => isInCart(query, last.lines)) || items.length === 0;
        return fits ? UNDO : null;
      }
      // a bare "no" or "never mind" may as well end the talk
      return says ? UNDO : null;
    },
  },
];
