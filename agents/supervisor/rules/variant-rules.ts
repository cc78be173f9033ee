import type { ItemMention } from '#agents/supervisor/intent.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';
import { readVariant } from '#agents/supervisor/variant-reading.ts';
import { amountMention, itReference, oneOfLast } from './mentions.ts';
import { swapFor } from './remove-rules.ts';

const COMPARED =
  '(bigger|biggest|larger|largest|smaller|smallest|cheaper|cheapest|less expensive|more affordable)';
const PACK =
  '(one|ones|size|pack|package|bottle|bag|carton|box|container|can|jar|tub|version|option|sized|please|instead)';
const HAVE =
  '(do you have|have you got|is there|are there|got|can i get|could i get|do you carry|do you sell|does it come in|do they come in|is it available in|have|you got|what about|how about|show me|find me|do you also have)';

/** The line that a comparison without a name is about: the one touched last, unless a list came since. */
function inCart({ focus, cartProducts, source, clause }: RuleContext): readonly ItemMention[] | null {
  const { last, pending, list, sought, touched } = focus;
  // what is offered for a line leaves the line spoken of
  const swapping = pending?.command.kind === 'choose_to_add' && (pending.command.displaces ?? []).length > 0;
  // "do you have it bigger" right after one was added from the list
  const justAdded = last?.kind === 'added' && clause.tokens.some(({ text }) => text === 'it');
  const ofList = (list != null || sought != null) && !justAdded;
  if ((pending !== null && !swapping) || ofList || last?.kind === 'removed') return null;
  const line = touched[0]?.product.productId;
  if (!cartProducts.some(({ productId }) => productId === line)) return null;
  return [itReference(amountMention(source, clause.tokens, null))];
}

function readOf(asks: boolean) {
  return (match: PatternMatch, context: RuleContext): RuleReading => {
    const { captures } = match;
    const words = context.clause.tokens.filter((token) => !(captures.x ?? []).includes(token));
    const variant = readVariant(
      words.filter(({ text }) => COMPARING.has(text)),
      context,
    );
    if (variant?.compared === undefined) return null;
    const named = (captures.x ?? []).filter(({ text }) => !POINTING.has(text));
    const gone = named.length > 0 ? readItems(named, context, { ofCart: true }) : inCart(context);
    if (gone === null || gone.length === 0) return null;
    const several = (context.focus.last?.lines.length ?? 0) > 1 && named.length === 0;
    const said = context.clause.tokens.map(({ text }) => text).join(' ');
    return swapFor(several ? gone.map(oneOfLast) : gone, {
      ...variant,
      said,
      compared: { ...variant.compared, asks },
    });
  };
}

const COMPARING = new Set(
  'bigger biggest larger largest smaller smallest cheaper cheapest less expensive more affordable'.split(' '),
);
const POINTING = new Set('it that this them those these the my a an'.split(' '));

/** Another size or price of what is in the cart. */
export const VARIANT_RULES: readonly Rule[] = [
  {
    name: 'remove_from_cart',
    confidence: 0.979,
    patterns: [
      `(make|get|give|change|switch|turn) (me)? (it|that|this|them|those) (the|a|an|into|to|into a|to a|to the|into the)? (much|bit)? ${COMPARED} ${PACK}? ${PACK}?`,
      `(make|change|switch|turn) (the|my) +x (the|a|an|into|to|into a|to a|to the|into the)? (much|bit)? ${COMPARED} ${PACK}? ${PACK}?`,
      `(the|i want the|i need the|i meant the|i prefer the|give me the|get me the|let us have the|i will take the|go for the|go with the) (much)? ${COMPARED} ${PACK} ${PACK}?`,
      'the (biggest|largest|smallest|cheapest) (please)?',
      `(get|give|take|use|put in|let us do|let us get|can i get|can i have|could i get|could i have|may i have|i will have|i will get) (me)? (the) ${COMPARED} ${PACK}? ${PACK}?`,
    ],
    read: readOf(false),
  },
  {
    name: 'remove_from_cart',
    confidence: 0.978,
    patterns: [
      `${HAVE} (it|that|this|one|them|those)? (in)? (a|an|any|the|some)? (much)? ${COMPARED} ${PACK}? ${PACK}? (of (it|that|this|those|them))?`,
      `(a|an|any|in a|something) (much|bit|little)? ${COMPARED} ${PACK}? ${PACK}?`,
      `(i want|i need|i would like|i would prefer|we need|i prefer) (it|that|this|a|one)? (in)? (a)? ${COMPARED} ${PACK}? ${PACK}?`,
      `${COMPARED} ${PACK}? ${PACK}?`,
    ],
    read: readOf(true),
  },
];
