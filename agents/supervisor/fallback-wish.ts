import type { RoutedIntent } from './intent.ts';
import type { Token } from './token.ts';

const CUES =
  'otherwise|or else|if not|if none|if you do not|if they do not|if there is none|if there is not|if it is not|if they are not|if that is not|if unavailable|failing that'
    .split('|')
    .map((words) => words.split(' '))
    .sort((left, right) => right.length - left.length);
/** "if you don't have it", "if it's not in stock": what is missing. */
const MISSING = new Set(
  'have it that them any one some available in stock there then sold carry sell'.split(' '),
);

export interface FallbackWish {
  readonly main: readonly Token[];
  /** What is wanted when the rest can't be had. */
  readonly fallback: readonly Token[];
}

/** "add oat milk, otherwise almond milk": the two wishes apart; null where there is only one. */
export function takeFallback(tokens: readonly Token[]): FallbackWish | null {
  for (let at = 1; at < tokens.length; at += 1) {
    const cue = CUES.find((words) => words.every((word, offset) => tokens[at + offset]?.text === word));
    if (cue === undefined) continue;
    let from = at + cue.length;
    while (from < tokens.length && (tokens[from]?.kind === 'punct' || MISSING.has(tokens[from]?.text ?? '')))
      from += 1;
    let to = at;
    while (
      to > 0 &&
      (tokens[to - 1]?.text === ',' || ['and', 'but', 'or'].includes(tokens[to - 1]?.text ?? ''))
    )
      to -= 1;
    const end = tokens.findIndex(({ text }, place) => place > from && (text === '.' || text === '\n'));
    const fallback = tokens.slice(from, end < 0 ? undefined : end);
    if (fallback.length === 0 || to === 0) return null;
    return { main: [...tokens.slice(0, to), ...(end < 0 ? [] : tokens.slice(end))], fallback };
  }
  return null;
}

/** What is only wanted in the place of something else is shown, and never put in beside it. */
export function asShown(intents: readonly RoutedIntent[]): readonly RoutedIntent[] {
  return intents.flatMap((intent): readonly RoutedIntent[] => {
    if (intent.name === 'search_products') return [intent];
    const items = (intent.slots.items ?? []).filter(({ query }) => query !== '');
    if (intent.name !== 'add_to_cart' || items.length === 0) return [];
    return [{ name: 'search_products', confidence: Math.min(intent.confidence, 0.8), slots: { items } }];
  });
}
