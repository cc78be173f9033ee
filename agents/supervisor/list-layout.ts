import { CLAUSE_VERBS, QUESTION_WORDS } from './lexicon.ts';
import type { Token } from './token.ts';

export interface ListLayout {
  /** Without heading, bullets and numbering. */
  readonly tokens: readonly Token[];
  /** Laid out as a shopping list: a heading, or three and more things below each other. */
  readonly isList: boolean;
}

/** Lines below each other from which a message is a list, even without a heading. */
const LIST_LINES = 3;
const LONGEST_LINE = 8;
const HEADING = new Set(
  (
    'here is my our the a this shopping grocery groceries list lists today todays for week weekly weekend to buy need get ' +
    'i we want what stuff things items following are needed please order cart add'
  ).split(' '),
);
const NAMES_A_LIST = new Set('list lists groceries shopping buy need following get'.split(' '));

/** Reads how a message is laid out: "Shopping list: …", "- milk", "1. milk", "eggs (2)", and things line by line. */
export function readLayout(source: string, said: readonly Token[]): ListLayout {
  const heading = headingEnd(source, said);
  const body = heading === 0 ? said : said.slice(heading);
  const numbered = withoutNumbering(body);
  const tokens = withCounts(numbered);
  return { tokens, isList: (heading > 0 && tokens.length > 0) || isLineByLine(tokens) };
}

/** How many tokens a heading takes: "my shopping list:", "Groceries" on a line of its own, "grocery list - ". */
function headingEnd(source: string, tokens: readonly Token[]): number {
  let names = false;
  for (let at = 0; at < Math.min(tokens.length - 1, 10); at += 1) {
    const token = tokens[at];
    const next = tokens[at + 1];
    if (!token || !next) return 0;
    const dash = at > 0 && names && /\s[-–—]+\s/.test(source.slice(tokens[at - 1]?.end ?? 0, token.start));
    if (dash) return at;
    if (token.text === ':' || token.text === '\n') return names && at > 0 ? at + 1 : 0;
    if (token.kind !== 'word' || !HEADING.has(token.text)) return 0;
    // "add: milk" is a request as it is
    if (at === 0 && (token.text === 'add' || token.text === 'get' || token.text === 'order')) return 0;
    names ||= NAMES_A_LIST.has(token.text);
  }
  return 0;
}

/** "1. milk 2. eggs": numbers that count the lines. */
function withoutNumbering(tokens: readonly Token[]): readonly Token[] {
  const isNumbering = (at: number, expected: number): boolean => {
    const before = tokens[at - 1];
    const starts = before === undefined || before.text === '\n' || before.text === ',' || expected > 1;
    const mark = tokens[at + 1];
    const near =
      mark !== undefined && mark.start === tokens[at]?.end && (mark.text === '.' || mark.text === ')');
    return starts && near && tokens[at]?.kind === 'number' && tokens[at]?.value === expected;
  };
  if (!isNumbering(0, 1) || !tokens.some((_, at) => at > 0 && isNumbering(at, 2))) return tokens;
  const kept: Token[] = [];
  let expected = 1;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    if (isNumbering(at, expected)) {
      expected += 1;
      at += 1;
      if (kept.length > 0 && kept[kept.length - 1]?.text !== '\n')
        kept.push({ ...token, text: '\n', kind: 'punct' });
    } else kept.push(token);
  }
  return kept;
}

/** "eggs (2)", "eggs (x2)" */
function withCounts(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    if (token.text === '(') {
      const inside = tokens.slice(at + 1, at + 4);
      const close = inside.findIndex((part) => part.text === ')');
      const number = inside.slice(0, Math.max(close, 0)).find((part) => part.kind === 'number');
      const plain = inside
        .slice(0, Math.max(close, 0))
        .every((part) => part.kind === 'number' || part.text === 'x');
      if (close > 0 && number && plain && kept.length > 0) {
        kept.push({ ...token, text: 'x', lemma: 'x', kind: 'word' }, number);
        at += close + 1;
        continue;
      }
    }
    kept.push(token);
  }
  return kept;
}

function isLineByLine(tokens: readonly Token[]): boolean {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === '\n') lines.push([]);
    else lines[lines.length - 1]?.push(token);
  }
  const filled = lines.filter((line) => line.some((token) => token.kind !== 'punct'));
  return (
    filled.length >= LIST_LINES &&
    filled.every((line) => {
      const first = line.find((token) => token.kind !== 'punct')?.text ?? '';
      const asks = QUESTION_WORDS.has(first) || line.some((token) => token.text === '?');
      return (
        line.length <= LONGEST_LINE &&
        !asks &&
        !CLAUSE_VERBS.has(first) &&
        !/^(?:i|we|my|hi|hello|hey|thanks)$/.test(first)
      );
    })
  );
}
