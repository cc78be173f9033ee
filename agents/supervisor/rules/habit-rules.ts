import type { RoutedIntent } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { splitChanges } from './order-changes.ts';

function readAdvice(match: PatternMatch, context: RuleContext): RuleReading {
  const words = (match.captures.x ?? []).filter(
    (token) =>
      !['more', 'any', 'enough', 'anything', 'something', 'again', 'still', 'yet'].includes(token.text),
  );
  const items = readItems(words, context).map((item) => ({ ...item, amount: null }));
  return slots({ items });
}

/** "my usual without the bananas", "… plus eggs" */
function readUsualBut(_match: PatternMatch, context: RuleContext): RuleReading {
  const { without, further } = splitChanges(context.clause.tokens, context);
  if (without.length + further.length === 0) return null;
  const usual: RoutedIntent = {
    name: 'usual_order',
    confidence: 0.978,
    slots: { addToCart: true, ...(without.length === 0 ? {} : { without }) },
  };
  return { kind: 'intents', intents: [usual, ...further] };
}

/** What asks for the shopper's own regular basket, or what of it runs out. */
export const HABIT_RULES: readonly Rule[] = [
  {
    name: 'usual_order',
    confidence: 0.97,
    patterns: [
      '(show|see|what is|what are|what was|list|tell|display|pull|bring|give|get|view|open|check|read)? (me|up)? $my? (weekly|monthly|normal|typical)? $usual (order|orders|basket|items|groceries|grocery|cart|list|shop|shopping|purchases|products|stuff|things|haul|buys|again|please)? (please)?',
      'what do i|we $usually (buy|order|get|purchase|shop for|eat|have|like) (for *|on *|in *|at *)?',
      'what (i|we) $usually (buy|order|get|purchase)',
      '(show|list|tell|give) (me)? (what|the things|the items|things|items|everything|stuff) (i|we) $usually (buy|order|get|purchase)',
      '(what are|show|list)? (me)? $my? (most)? (frequently|often|commonly|frequent|common) (bought|ordered|purchased)? (items|products|things|purchases|groceries)?',
      '(show|what are|list)? (me)? my (go to|favorite|favourite|weekly|everyday) (items|products|groceries|basket|shop|list|order|purchases|things)',
      '$my (weekly) (order|basket|shop|groceries|shopping|list)',
      'the usual (please|again)?',
    ],
  },
  {
    name: 'usual_order',
    confidence: 0.975,
    patterns: [
      '($add|order|get|buy|fill|load|reorder) (me|up)? (all)? $my? (weekly)? $usual (order|basket|items|groceries|list|shop|stuff|things|purchases|products|again|please)? (to|into|in)? @cart? (please)?',
      '$i will|would|want (have|like|to have|to order|to get)? $my? $usual (order|basket|please|again)?',
      '($add|order|get|buy) (me)? $my weekly (groceries|shop|order|shopping|basket|items|list) (to|into)? @cart?',
      '($add|order|get|buy) (me)? (what|everything|the things|the stuff|all the things) (i|we) $usually (buy|order|get|purchase|have) (to|into|in)? @cart?',
      'fill $my? cart|basket with $my? $usual (order|items|groceries|stuff|things)?',
    ],
    read: () => slots({ addToCart: true }),
  },
  {
    name: 'usual_order',
    confidence: 0.978,
    patterns: [
      '($i (will|would|want|need) (have|like|take|to have|to order|to get)?)? ($add|order|get|buy|fill|load|reorder)? (me|up)? (all)? $my? (weekly)? $usual (order|basket|items|groceries|list|shop|stuff|things|purchases|products)? (but|except|without|excluding|minus|plus|apart|other|just) +',
    ],
    read: readUsualBut,
  },
  {
    name: 'reorder_advice',
    confidence: 0.96,
    patterns: [
      'do (i|we) (still|also|already)? (need|want|have to|need to|have) (to)? (buy|get|order|restock|reorder|pick up|any|more|some|enough|any more) +x',
      'do (i|we) (still|also)? need +x',
      '(am|are) (i|we) (about to|almost|nearly|already|getting|probably|going to be)? (run|running|be)? $low|out (on|of) +x',
      '(am|are) (i|we) (about to|going to) run (out|low|short) (of|on) +x',
      '(is|are) (my|our|the) +x (running|about|going|getting|almost|nearly)? (low|out|due|finished|gone|empty|to run out|done)',
      'is it time (to|for) (buy|get|order|reorder|restock|more|stock up on)? (more)? +x',
      'should (i|we) (buy|get|order|reorder|restock|pick up|stock up on) (some|more|any|again)? +x',
      '(when|how soon) (will|should|do|would|am) (i|we) (run|running|need|buy|get|order|reorder|restock|be|have) (out of|to buy|to get|to order|to restock|more|some|low on|again)? +x',
      '(have|do) (i|we) (got|have)? enough +x (left|at home)?',
      'how (much|many) +x (do|should) (i|we) (have|have left|need|still have)',
      '(did|have|has) (i|we) (run|ran) out of +x',
      '(how often|when) (do|did|should) (i|we) (usually|normally|last|next)? (buy|get|order|need|reorder) +x',
      'i need +x',
      'will|would (i|we) need (to buy|any|more|some)? +x',
      'do (i|we) (still)? have (any|some|more|enough)? +x (left|at home|in the fridge|in the pantry|in the house)',
      'need (more)? +x',
      'when (did|do) (i|we) (last)? (buy|order|need|get) +x (last|next|again)?',
    ],
    read: (match, context) => {
      const [first] = context.clause.tokens;
      if (first?.text === 'need' || first?.text === 'i') {
        // "need milk?" asks, "need milk" wants
        return context.clause.question ? readAdvice(match, context) : null;
      }
      const making = (match.captures.x ?? []).some((token) =>
        ['for', 'make', 'cook', 'bake'].includes(token.text),
      );
      return making ? null : readAdvice(match, context);
    },
  },
  {
    name: 'reorder_advice',
    confidence: 0.965,
    patterns: [
      'what (am|are) (i|we) (almost|about to be|probably|getting|nearly|about to)? (run|running|be)? $low|out (on|of)?',
      '(what|which) (things|items|products|groceries|do|should|will|else should|staples)? (i|we|do i|should i|should we|am i|will i|do we)? (need to|should|running low on|likely to)? (restock|reorder|stock up on|stock up|run out of|replenish|refill|rebuy|running out of) (on|soon|next|this week|now|today)?',
      '(anything|is there anything|is anything) (i|we|that i)? (need|should|need to|have to|running)? (restock|reorder|running out|running low|due|to restock|to reorder|low|i am out of|i am low on|i am running out of)',
      'what is (due|running low|running out|due for reorder|almost gone|about to run out|getting low) (soon|next|this week|now|at home|in my kitchen)?',
      '(am|are) (i|we) due (for anything|for something|soon)?',
      '(what|what else) do (i|we) need (to buy|to get|to order|to restock|this week|today|again)? (this week|today|now|soon)?',
      '(what should|what do you think) (i|we) (should)? (buy|get|order) (this week|today|again|next)?',
      '(restock|reorder|replenishment|refill) (suggestions|advice|reminders|list|reminder)',
    ],
    read: () => slots({ items: [] }),
  },
];
