import type { RoutedIntent, Whom } from './intent.ts';
import type { Token } from './token.ts';
import { whoseNeed } from './whose-need.ts';

const JOINTS = new Set([',', '.', ';', 'and', 'but', 'so', '\n']);
/** What goes on to speak of those who come. */
const OF_THEM = new Set('they he she both no nothing'.split(' '));
const ANNOUNCES = new Set(
  'coming visiting staying joining visit having hosting expecting inviting invited'.split(' '),
);

export interface Announced {
  /** Who comes; null when nobody was announced. */
  readonly guests: Whom | null;
  readonly rest: readonly Token[];
}

/** "my parents are coming over, they don't eat beef": who comes, and what is then said of them. */
export function takeVisit(tokens: readonly Token[]): Announced {
  for (let at = 2; at < tokens.length - 1; at += 1) {
    if (!JOINTS.has(tokens[at]?.text ?? '')) continue;
    const next = JOINTS.has(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1;
    if (!OF_THEM.has(tokens[next]?.text ?? '')) continue;
    const announced = tokens.slice(0, at);
    const whom = announced.some(({ text }) => ANNOUNCES.has(text)) ? whoseNeed(announced) : null;
    if (whom === null || whom.kind === 'house') return { guests: null, rest: tokens };
    return { guests: { ...whom, kind: 'guest' }, rest: tokens.slice(next) };
  }
  return { guests: null, rest: tokens };
}

/** What is said of "them" is the need of those who were announced. */
export function ofGuests(intents: readonly RoutedIntent[], guests: Whom | null): readonly RoutedIntent[] {
  if (guests === null) return intents;
  return intents.map((intent) => {
    const { statement } = intent.slots;
    if (intent.name !== 'state_preference' || statement === undefined || !('holds' in statement))
      return intent;
    return { ...intent, slots: { ...intent.slots, statement: { ...statement, whom: guests } } };
  });
}
