import type { Token } from './token.ts';

/** Turns the last change down by itself. */
const WRONG =
  'wrong one|wrong thing|the wrong one|the wrong|that is the wrong|wrong|that is wrong|that is the wrong one|that is not right|that is not it|that is not the one|that is not the right one|' +
  'that is not what i wanted|that is not what i meant|that is not what i asked for|that is not what i said|not what i wanted|not what i meant|not what i asked for|' +
  'not that one|not that|not this one|not this|not those|not it|not them|you got it wrong|you got the wrong one|you added the wrong one|you picked the wrong one';
/** Says that what follows was meant instead. */
const MEANT =
  'i meant to say|i meant to add|i meant to get|i meant to order|i meant to remove|i mean to say|i meant|i mean|meant|i said|i asked for|i was talking about|' +
  'it should be|that should be|should be|it should have been|that should have been|should have been|it was supposed to be|supposed to be|sorry|oops|whoops|' +
  'my bad|my mistake|i was after|just kidding|kidding|only kidding|just joking|i take that back|let me rephrase';
/** Leads up to a correction as well as to something new. */
const PERHAPS =
  'actually|wait|hold on|hang on|rather|make it|make that|make them|make those|on second thought|on second thoughts|come to think of it|i would rather have|i would rather|i would prefer|let us do|let us go with';
const NOISE = new Set(
  'oh um uh er ah hmm well , . ! and but ok okay please just it is was so no nope nah ah ha'.split(' '),
);
const NO = new Set('no nope nah'.split(' '));
const TRAILING =
  'instead|please|rather|i mean|i meant|sorry|thanks|not that one|not that|not this one|actually|if possible'
    .split('|')
    .map((words) => words.split(' '));

const phrases = (text: string): readonly (readonly string[])[] =>
  text
    .split('|')
    .map((words) => words.split(' '))
    .sort((left, right) => right.length - left.length);
const CUES = [
  [phrases(WRONG), 'wrong'],
  [phrases(MEANT), 'meant'],
  [phrases(PERHAPS), 'perhaps'],
] as const;

/** How a message says that something else was meant. */
export interface CorrectionCues {
  readonly kind: 'wrong' | 'meant' | 'perhaps' | 'none';
  readonly no: boolean;
  /** A pause after "no" tells "no, lemons" from "no lemons". */
  readonly paused: boolean;
  readonly next: number;
}

/** Reads what leads up to a correction: "no, ", "sorry", "I meant", "actually". */
export function readCues(tokens: readonly Token[]): CorrectionCues {
  let at = 0;
  let kind: CorrectionCues['kind'] = 'none';
  let no = false;
  let paused = false;
  while (at < tokens.length) {
    const text = tokens[at]?.text ?? '';
    const found = CUES.flatMap(([list, name]) =>
      list
        .filter((words) => words.every((word, offset) => tokens[at + offset]?.text === word))
        .map((words) => ({ words, name })),
    ).sort((left, right) => right.words.length - left.words.length)[0];
    if (found) {
      if (kind === 'none' || kind === 'perhaps') kind = found.name;
      at += found.words.length;
      continue;
    }
    if (!NOISE.has(text)) break;
    if (NO.has(text)) {
      no = true;
      const next = tokens[at + 1]?.text ?? '';
      paused ||= [',', '.', '!', 'the', 'i', 'it', 'not', 'wait', 'sorry', 'make', 'that'].includes(next);
    }
    at += 1;
  }
  return { kind, no, paused, next: at };
}

/** The words without "instead", "I mean" and the like at their end. */
export function withoutTrailing(tokens: readonly Token[]): {
  readonly tokens: readonly Token[];
  readonly instead: boolean;
} {
  let to = tokens.length;
  let instead = false;
  for (let cut = true; cut; ) {
    cut = false;
    while (to > 0 && tokens[to - 1]?.kind === 'punct') to -= 1;
    for (const words of TRAILING) {
      const start = to - words.length;
      if (start < 0 || !words.every((word, offset) => tokens[start + offset]?.text === word)) continue;
      instead ||= words[0] !== 'please' && words[0] !== 'thanks' && words[0] !== 'if';
      to = start;
      cut = true;
      break;
    }
  }
  return { tokens: tokens.slice(0, to), instead };
}
