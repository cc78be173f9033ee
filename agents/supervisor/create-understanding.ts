import { ofGuests, takeVisit } from './announced-visit.ts';
import { readClause } from './clause-reading.ts';
import { clauseOpensAt, splitClauses } from './clause-splitting.ts';
import { readCorrection } from './correction-reading.ts';
import { distributeNeeds, takeAllergyAside } from './distribute-needs.ts';
import { asShown, takeFallback } from './fallback-wish.ts';
import { readHeadCount } from './head-count.ts';
import type { IntentName, ItemMention, RoutedIntent } from './intent.ts';
import { readLayout } from './list-layout.ts';
import { negativeAmount } from './negative-amount.ts';
import { type AnswerReading, readAnswer } from './pending-answer.ts';
import { readBareCode } from './promotion-code.ts';
import type { ReadingContext } from './reading-context.ts';
import { mendAmounts } from './self-correction.ts';
import { settleReferences } from './settle-references.ts';
import { mendSpeech } from './spoken-tokens.ts';
import { takeSynonyms } from './synonyms.ts';
import { takeGreeting } from './take-greeting.ts';
import type { Token } from './token.ts';
import { repairTokens } from './token-repair.ts';
import { tokenise } from './tokenise.ts';
import type { Understand } from './understanding.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';
import { settleYes } from './whole-yes.ts';

/** More requests than this in one message are not acted on. */
const MAX_INTENTS = 12;
const LISTS: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'search_products',
  'remove_from_cart',
  'update_cart',
]);

/** Words that by themselves only lead on to the next request. */
const SEQUENCE = new Set(['next', 'then', 'also', ',']);

/** What a list laid out as one asks for: a pasted shopping list is put into the cart. */
const LISTED: RoutedIntent = { name: 'add_to_cart', confidence: 0.8, slots: {} };

/** Understands messages by grammar over the catalogue's words: deterministic, and its cost is bounded for any input. */
export function createUnderstanding(vocabulary: CatalogueVocabulary): Understand {
  return ({ message, focus, cartProducts, promotionCodes = [] }) => {
    const utterance = tokenise(message);
    const { source } = utterance;
    const context: ReadingContext = { source, vocabulary, focus, cartProducts, promotionCodes };
    const code = readBareCode(context);
    if (code !== null) return { intents: [code], by: 'grammar' };
    const layout = readLayout(utterance.source, utterance.tokens);
    const heard = mendSpeech(repairTokens(takeSynonyms(layout.tokens, vocabulary), vocabulary), vocabulary);
    const tokens = layout.isList ? heard : mendAmounts(heard, vocabulary);
    if (!tokens.some((token) => token.kind !== 'punct' && token.kind !== 'emoji'))
      return { intents: [unclear(utterance.source.trim().slice(0, 80))], by: 'grammar' };
    const negative = negativeAmount(utterance.source, tokens);
    if (negative !== null) return { intents: [unclear(negative)], by: 'grammar' };
    const answer = readReaction(tokens, context);
    const intents: RoutedIntent[] = [...(answer?.intents ?? [])];
    const greeting = takeGreeting(answer ? answer.rest : tokens, vocabulary);
    if (greeting.greeted)
      intents.push({ name: 'greeting', confidence: greeting.rest.length === 0 ? 0.97 : 0.5, slots: {} });
    const visit = takeVisit(greeting.rest);
    const aside = takeAllergyAside(utterance.source, visit.rest);
    intents.push(...aside.intents);
    const wish = layout.isList ? null : takeFallback(aside.rest);
    const clauses = splitClauses(distributeNeeds(wish?.main ?? aside.rest), vocabulary);
    for (const [at, clause] of clauses.entries()) {
      // "next, add eggs" says when
      if (at === 0 && clauses.length > 1 && clause.tokens.every(({ text }) => SEQUENCE.has(text))) continue;
      const opening = layout.isList ? LISTED : continued(tokens, context);
      const previous = intents[intents.length - 1];
      const before = at === 0 ? (opening ?? previous) : previous;
      const goesOn = clause.continues || layout.isList || (at === 0 && opening !== null);
      const servings = previous?.name === 'recipe' ? readHeadCount(clause.tokens) : null;
      if (previous !== undefined && servings !== null) {
        intents[intents.length - 1] = { ...previous, slots: { ...previous.slots, servings } };
        continue;
      }
      const read = readClause(clause, context, goesOn ? (before ?? null) : null);
      intents.push(...ofGuests(read, visit.guests));
    }
    const [instead, ...further] = wish === null ? [] : splitClauses(wish.fallback, vocabulary);
    for (const clause of further) intents.push(...readClause(clause, context, intents.at(-1) ?? null));
    if (instead !== undefined) intents.push(...asShown(readClause(instead, context, null)));
    const read = settleReferences(mergeLists(withoutAsides(intents)), context).slice(0, MAX_INTENTS);
    const settled = answer?.limited === undefined ? read : settleYes(answer.limited, read);
    return { intents: settled.length > 0 ? settled : [unclear(message.trim().slice(0, 80))], by: 'grammar' };
  };
}

/** "and eggs", "eggs too", right after something was added or taken out: the same is wanted for these. */
function continued(tokens: readonly Token[], { focus, vocabulary }: ReadingContext): RoutedIntent | null {
  const { last } = focus;
  if (last == null || last.kind === 'updated' || tokens.length > 12) return null;
  const plain = tokens.filter((token) => token.kind !== 'punct');
  const words = ['oh', 'ok', 'okay', 'yes', 'well', 'ah'].includes(plain[0]?.text ?? '')
    ? plain.slice(1)
    : plain;
  const [first, second] = words;
  const end = words[words.length - 1]?.text ?? '';
  const opens = ['and', 'also', 'plus'].includes(first?.text ?? '');
  const closes = ['too', 'also'].includes(end) || (end === 'well' && words[words.length - 2]?.text === 'as');
  if (!opens && !closes) return null;
  const start = opens ? second : first;
  const requests = start === undefined || clauseOpensAt(words, opens ? 1 : 0, vocabulary);
  // "also something to drink" leaves the choice open: a list is wanted, not a thing of that name
  const open = start !== undefined && ['something', 'anything'].includes(start.text);
  if (requests || open || words.some((token) => token.text === '?')) return null;
  return { name: last.kind === 'added' ? 'add_to_cart' : 'remove_from_cart', confidence: 0.82, slots: {} };
}

/** What the message says to the turn before: the answer to its question, or a correction of what it did. */
function readReaction(tokens: readonly Token[], context: ReadingContext): AnswerReading | null {
  if (context.focus.pending === null) return readCorrection(tokens, context) ?? readAnswer(tokens, context);
  const answer = readAnswer(tokens, context);
  if (answer === null) return readCorrection(tokens, context);
  const declined = answer.intents.length === 1 && answer.intents[0]?.name === 'decline';
  const correction = declined && answer.rest.length > 0 ? readCorrection(tokens, context) : null;
  return correction ?? answer;
}

function unclear(said: string): RoutedIntent {
  return { name: 'clarify', confidence: 0.9, slots: { unclear: said } };
}

/** Thanks and small talk beside a request need no answer of their own, and nothing is asked twice. */
function withoutAsides(intents: readonly RoutedIntent[]): readonly RoutedIntent[] {
  const asked = intents.some((intent) => intent.name !== 'small_talk' && intent.name !== 'greeting');
  const kept = intents.filter(
    ({ name, slots }) => !asked || name !== 'small_talk' || slots.atHome !== undefined,
  );
  return kept.filter(
    (intent, at) =>
      Object.keys(intent.slots).length > 0 ||
      !kept.slice(0, at).some((other) => other.name === intent.name && Object.keys(other.slots).length === 0),
  );
}

/** "add milk. add eggs" is one request for two things. */
function mergeLists(intents: readonly RoutedIntent[]): readonly RoutedIntent[] {
  const merged: RoutedIntent[] = [];
  for (const intent of intents) {
    const last = merged[merged.length - 1];
    const items: readonly ItemMention[] = intent.slots.items ?? [];
    const same =
      last &&
      last.name === intent.name &&
      LISTS.has(intent.name) &&
      last.slots.goesWith === intent.slots.goesWith;
    if (same)
      merged[merged.length - 1] = {
        ...last,
        confidence: Math.min(last.confidence, intent.confidence),
        slots: { ...last.slots, items: [...(last.slots.items ?? []), ...items] },
      };
    else merged.push(intent);
  }
  return merged;
}
