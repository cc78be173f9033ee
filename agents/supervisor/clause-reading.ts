import { readBare } from './bare-reading.ts';
import { openings, trimClause } from './clause-opening.ts';
import type { ClauseSpan } from './clause-splitting.ts';
import { grounded, isQuestion } from './grounding.ts';
import type { IntentName, RoutedIntent } from './intent.ts';
import { offersAlternatives } from './item-splitting.ts';
import type { ReadingContext } from './reading-context.ts';
import { buildRuleBook, type Clause, type RuleContext } from './rule.ts';
import { RULES } from './rules/all-rules.ts';
import type { Token } from './token.ts';
import { withWhom } from './whose-need.ts';

const BOOK = buildRuleBook(RULES);
const GOES_ON: ReadonlySet<IntentName> = new Set(['add_to_cart', 'remove_from_cart']);

/** Reads one clause. `previous` is the intent that a bare list goes on with ("add milk. eggs, bread"). */
export function readClause(
  span: ClauseSpan,
  reading: ReadingContext,
  previous: RoutedIntent | null,
): readonly RoutedIntent[] {
  return withWhom(readWords(span, reading, previous), span.tokens);
}

function readWords(
  span: ClauseSpan,
  reading: ReadingContext,
  previous: RoutedIntent | null,
): readonly RoutedIntent[] {
  const trimmed = trimClause(span.tokens);
  // "add milk. some eggs": the list goes on
  if (previous && GOES_ON.has(previous.name) && trimmed[0]?.text === 'some' && !span.asked)
    return readBare(trimmed, span, reading, previous);
  const context = (clause: Clause): RuleContext => ({ ...reading, clause });
  const candidates = openings(trimmed).flatMap(({ tokens, opening }) => {
    const clause: Clause = {
      tokens,
      opening,
      question: span.asked || isQuestion(tokens) || asksOpinion(trimmed),
    };
    return BOOK.hits(tokens).map((hit) => ({ ...hit, clause }));
  });
  candidates.sort(
    (left, right) =>
      right.rule.confidence - left.rule.confidence || right.match.literals - left.match.literals,
  );
  for (const { rule, match, clause } of candidates) {
    const result = rule.read ? rule.read(match, context(clause)) : ({ kind: 'slots', slots: {} } as const);
    if (result === null) continue;
    const intents: readonly RoutedIntent[] =
      result.kind === 'intents'
        ? result.intents
        : [{ name: rule.name, confidence: result.confidence ?? rule.confidence, slots: result.slots }];
    return intents.map((intent) =>
      grounded(undecided(intent, reading, clause.tokens), reading, clause.tokens),
    );
  }
  return readBare(trimmed, span, reading, previous);
}

/** "add milk or oat milk": which one is still to be chosen, so both are shown and nothing is changed. */
function undecided(
  intent: RoutedIntent,
  { vocabulary }: ReadingContext,
  clause: readonly Token[],
): RoutedIntent {
  if (!['add_to_cart', 'remove_from_cart'].includes(intent.name) || !offersAlternatives(clause, vocabulary))
    return intent;
  const unclear = (intent.slots.items ?? []).map((item) => item.said).join(' or ');
  return intent.name === 'add_to_cart'
    ? { ...intent, name: 'search_products', confidence: 0.7 }
    : { name: 'clarify', confidence: 0.7, slots: { unclear } };
}

/** "do you think I need bread" */
function asksOpinion(tokens: readonly Token[]): boolean {
  return tokens[0]?.text === 'do' && tokens[2]?.text === 'think';
}
