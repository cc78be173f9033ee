import { readNumber } from './number-reading.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface OccasionReading {
  /** What shops call the things for it. */
  readonly noun: string;
  /** The words without the occasion. */
  readonly rest: readonly Token[];
}

const OCCASIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    snack: 'snacks',
    snacking: 'snacks',
    munchy: 'snacks',
    lunchbox: 'snacks',
    appetizer: 'appetizers',
    starter: 'appetizers',
    dessert: 'dessert',
    breakfast: 'breakfast',
    brunch: 'breakfast',
    lunch: 'prepared meals',
    dinner: 'prepared meals',
    supper: 'prepared meals',
    meal: 'prepared meals',
  }),
);
/** What somebody fancies, when nothing else is said: "something sweet". */
const FANCIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sweet: 'candy',
    sugary: 'candy',
    salty: 'snacks',
    savory: 'snacks',
    savoury: 'snacks',
    crunchy: 'snacks',
    crispy: 'snacks',
    munchy: 'snacks',
    refreshing: 'drinks',
    fizzy: 'soda',
    bubbly: 'soda',
    chocolatey: 'chocolate',
    fruity: 'fruit',
  }),
);
const BEFORE = new Set('a an the my our your his her their some today tonight tomorrow this'.split(' '));
const MANNERS = new Set(
  'quick easy light simple healthy fast nice good late night afternoon midnight morning kids school work movie little'.split(
    ' ',
  ),
);
const AFTERWARDS = new Set(
  'that which with without under below for please tonight today tomorrow and or , but ? . option options idea ideas thing things stuff food foods item items'.split(
    ' ',
  ),
);
const ANYTHING = new Set('anything something what things stuff'.split(' '));

/** Reads what things are for: "anything without nuts for a snack", "something to drink", "a quick lunch", "something sweet". */
export function readOccasion(tokens: readonly Token[]): OccasionReading | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const text = tokens[at]?.text ?? '';
    if (text === 'to') {
      const activity = readActivity(tokens, at);
      if (activity) return activity;
    }
    if (text !== 'for' && text !== 'as') continue;
    const end = occasionEnd(tokens, at + 1);
    if (end === null) continue;
    const rest = [...tokens.slice(0, at), ...withoutRelative(tokens.slice(end.next))];
    return { noun: end.noun, rest };
  }
  const whole = occasionEnd(tokens, 0);
  if (whole && whole.next > 0) {
    const rest = tokens.slice(whole.next);
    const forSome = rest[0]?.text === 'for' && readNumber(rest, 1)?.next === rest.length;
    const plain = forSome || rest.every((token) => AFTERWARDS.has(token.text) && token.text !== 'for');
    if (plain) return { noun: whole.noun, rest: [] };
  }
  return readFancy(tokens);
}

/** "(for breakfast) that is gluten free" */
function withoutRelative(tokens: readonly Token[]): readonly Token[] {
  const [first, second] = tokens.map((token) => token.text);
  const relative = (first === 'that' || first === 'which') && ['is', 'are'].includes(second ?? '');
  return relative && tokens.length > 2 ? tokens.slice(2) : tokens;
}

/** "to drink", "to snack on" */
function readActivity(tokens: readonly Token[], at: number): OccasionReading | null {
  const verb = tokens[at + 1]?.text ?? '';
  const on = tokens[at + 2]?.text === 'on';
  const noun = verb === 'drink' ? 'drinks' : ['snack', 'munch', 'nibble'].includes(verb) ? 'snacks' : null;
  if (noun === null || !tokens.slice(0, at).some((token) => ANYTHING.has(token.text))) return null;
  return { noun, rest: [...tokens.slice(0, at), ...tokens.slice(at + (on ? 3 : 2))] };
}

function readFancy(tokens: readonly Token[]): OccasionReading | null {
  const [first, second, ...others] = tokens;
  const noun = FANCIES.get(second?.text ?? '');
  if (!first || noun === undefined || !ANYTHING.has(first.text)) return null;
  return others.some((token) => !AFTERWARDS.has(token.text)) ? null : { noun, rest: [first] };
}

/** Where the occasion's name ends; null when a thing follows it ("for breakfast sausage"). */
function occasionEnd(
  tokens: readonly Token[],
  from: number,
): { readonly noun: string; readonly next: number } | null {
  let at = from;
  while (at < tokens.length && (BEFORE.has(tokens[at]?.text ?? '') || MANNERS.has(tokens[at]?.text ?? '')))
    at += 1;
  const noun = OCCASIONS.get(tokens[at]?.lemma ?? '');
  if (noun === undefined) return null;
  const after = tokens[at + 1];
  return after === undefined || AFTERWARDS.has(after.text) ? { noun, next: at + 1 } : null;
}

/** The words to search by: what is named, else what shops call the things for the occasion. */
export function occasionQuery(
  query: string,
  noun: string,
  vocabulary: CatalogueVocabulary,
  lemmaOf: (word: string) => string,
): string {
  const words = query.split(' ').filter(Boolean);
  const last = lemmaOf(words[words.length - 1] ?? '');
  if (words.length > 0 && vocabulary.isShoppable(last) && !FANCIES.has(last)) return query;
  const head = lemmaOf(noun.split(' ')[0] ?? '');
  const fitting = words.filter((word) => vocabulary.pairCount(lemmaOf(word), head) > 0);
  return [...fitting, noun].join(' ');
}
