import { listSome } from '#agents/response-compiler/sentence.ts';
import type { MemoryResult } from '#agents/response-compiler/turn-facts.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import type { RecollectionHit } from '#memory/semantic/recollection-store.ts';
import { factsOf } from './facts-of-shopper.ts';
import type { PersonalView } from './personal-view.ts';
import type { Services } from './services.ts';

/** Items of the regular basket that are named. */
const NAMED_HABITS = 3;
/** Earlier turns that are quoted when something particular was asked about. */
const QUOTED = 2;

/** What is known of the shopper, as sentences with their source; about one thing when it was named. */
export async function answerMemoryQuestion(
  { products }: Pick<Services, 'products'>,
  about: string,
  personal: PersonalView,
  recollections: readonly RecollectionHit[],
  signal: AbortSignal,
): Promise<MemoryResult> {
  const facts = [...factsOf(personal)];
  const { usualBasket } = personal;
  if (usualBasket.length > 0) {
    const bought = await products.get(
      usualBasket.slice(0, NAMED_HABITS).map(({ productId }) => productId),
      signal,
    );
    const names = bought.map(({ name }) => name);
    if (names.length > 0) {
      const listed = listSome(names, NAMED_HABITS, Math.max(names.length, usualBasket.length));
      facts.push({ kind: 'preference', ref: 'usual-basket', text: `You regularly buy ${listed}.` });
    }
  }
  const wanted = contentTokens(about);
  if (wanted.length === 0) return told(facts);
  const fitting = facts.filter(({ text, ref }) => {
    // "my allergies" means every fact of that kind, which its reference names.
    const tokens = new Set(contentTokens(`${text} ${ref.replaceAll(/[:_]/gu, ' ')}`));
    return wanted.some((token) => tokens.has(token));
  });
  for (const { recollection } of recollections.slice(0, QUOTED)) {
    const tokens = new Set(contentTokens(recollection.text));
    if (!wanted.some((token) => tokens.has(token))) continue;
    const day = new Date(recollection.recordedAt).toISOString().slice(0, 10);
    fitting.push({
      kind: 'memory',
      ref: recollection.turnId,
      text: `On ${day} you said: “${recollection.text}”.`,
    });
  }
  return told(fitting);
}

function told(facts: MemoryResult['facts']): MemoryResult {
  return facts.length === 0 ? { kind: 'nothing', facts, detail: '' } : { kind: 'told', facts, detail: '' };
}
