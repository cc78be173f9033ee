import type { IntentName, RoutedIntent } from './intent.ts';
import { AUXILIARIES, PRONOUNS, QUESTION_WORDS } from './lexicon.ts';
import { isProductWord, namedTokens } from './product-words.ts';
import type { ReadingContext } from './reading-context.ts';
import { FOREIGN_WORDS } from './rules/scope-rules.ts';
import type { Token } from './token.ts';

const ABOUT_PRODUCTS: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'search_products',
  'recipe',
  'product_question',
  'compare',
  'browse',
  'reorder_advice',
]);

/** Whether a clause starts like a question. */
export function isQuestion(tokens: readonly Token[]): boolean {
  const first = tokens[0]?.text ?? '';
  return QUESTION_WORDS.has(first) || (AUXILIARIES.has(first) && PRONOUNS.has(tokens[1]?.text ?? ''));
}

/** Lowers the confidence of words that the catalogue does not know, and turns away what no grocer has. */
export function grounded(
  intent: RoutedIntent,
  context: ReadingContext,
  clause: readonly Token[],
): RoutedIntent {
  if (!ABOUT_PRODUCTS.has(intent.name) || intent.slots.page !== undefined) return intent;
  const items = intent.slots.items ?? [];
  const words = [...items.map((item) => item.query), intent.slots.dish ?? '', intent.slots.which ?? '']
    .join(' ')
    .split(' ')
    .filter(Boolean);
  if (words.length === 0) return intent;
  const said = new Set(words);
  const tokens = clause.filter((token) => said.has(token.text));
  // the words of an occasion ("something crunchy") are the grammar's own
  if (tokens.length === 0 && items.length > 0) return intent;
  const named = namedTokens(tokens, context);
  const known = tokens.filter((token) => named.has(token) || isProductWord(token, context));
  const foreign = tokens.some(
    (token) => !named.has(token) && (FOREIGN_WORDS.has(token.text) || FOREIGN_WORDS.has(token.lemma)),
  );
  if (
    foreign &&
    !known.some((token) => !FOREIGN_WORDS.has(token.lemma) && context.vocabulary.isShoppable(token.lemma))
  )
    return { name: 'out_of_scope', confidence: 0.88, slots: {} };
  if (
    known.length > 0 ||
    items.some((item) => item.reference !== null || Object.keys(item.filters).length > 0)
  )
    return intent;
  if (intent.name === 'recipe') return intent;
  const wordLike = tokens.every((token) => context.vocabulary.looksLikeWord(token.lemma));
  if (!wordLike)
    return { name: 'clarify', confidence: 0.8, slots: { unclear: words.join(' ').slice(0, 80) } };
  return { ...intent, confidence: Math.round(intent.confidence * 75) / 100 };
}
