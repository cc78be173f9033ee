import { moneyAt } from './price-reading.ts';
import type { Token } from './token.ts';

const SUBJECTS = new Set('it its they that those these this one is are was were cost costs s'.split(' '));
const TOO_MUCH = ['over', 'above', 'more than', 'greater than', 'more expensive than'].map((words) =>
  words.split(' '),
);
const LITTLE_ENOUGH = ['under', 'below', 'less than', 'cheaper than', 'at most', 'no more than', 'up to'].map(
  (words) => words.split(' '),
);
const BEFORE_CONDITION = new Set('but not only and just unless'.split(' '));

/** "eggs, but not if they're over 3 dollars", "if it's under $5": the condition as the limit that it is. */
export function withPriceCondition(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ text }, index) => index > 0 && (text === 'if' || text === 'unless'));
  const condition = tokens[at];
  if (condition === undefined) return tokens;
  const refuses = condition.text === 'unless' || tokens[at - 1]?.text === 'not';
  let from = at + 1;
  while (SUBJECTS.has(tokens[from]?.text ?? '')) from += 1;
  const cue = (refuses ? TOO_MUCH : LITTLE_ENOUGH).find((words) =>
    words.every((word, offset) => tokens[from + offset]?.text === word),
  );
  if (cue === undefined || moneyAt(tokens, from + cue.length) === null) return tokens;
  let end = at;
  while (end > 0 && BEFORE_CONDITION.has(tokens[end - 1]?.text ?? '')) end -= 1;
  const limit: Token = { ...condition, kind: 'word', text: 'under', lemma: 'under' };
  return [...tokens.slice(0, end), limit, ...tokens.slice(from + cue.length)];
}
