import { isPlural } from './lemma.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** Sounds between words that mean nothing anywhere. */
const HESITATIONS = new Set('um umm uh uhh uhm er erm hmm hm mm mhm'.split(' '));
/** After these a spoken "like" only hesitates: "add like three apples". */
const BEFORE_FILLER = new Set(
  'add get need want grab have take buy order put me us and , some so remove'.split(' '),
);
/** After these a number may come that a transcript wrote as another word: "add to bananas". */
const BEFORE_NUMBER: Readonly<Record<string, ReadonlySet<string>>> = {
  to: new Set('add get grab want need have buy order take put remove me us , and like'.split(' ')),
  too: new Set('add get grab want need have buy order take put remove me us , and like'.split(' ')),
  for: new Set('add grab like remove put'.split(' ')),
  ate: new Set('add get grab want need have buy order take put remove me us , and like'.split(' ')),
};
const SOUNDS_LIKE: ReadonlyMap<string, string> = new Map([
  ['to', 'two'],
  ['too', 'two'],
  ['for', 'four'],
  ['ate', 'eight'],
]);
const BEFORE_ONE = new Set(
  'the first second third fourth last that this other add cheap cheaper cheapest organic big small'.split(
    ' ',
  ),
);

/** Takes out hesitations and reads numbers that a transcript wrote as words that sound alike. */
export function mendSpeech(tokens: readonly Token[], vocabulary: CatalogueVocabulary): readonly Token[] {
  const words = tokens.filter((token) => !HESITATIONS.has(token.text));
  const heard = words.length > 0 ? words : tokens;
  return heard.flatMap((token, at): readonly Token[] => {
    const before = heard[at - 1]?.text ?? '';
    const next = heard[at + 1];
    if (token.text === 'like' && BEFORE_FILLER.has(before) && next !== undefined && startsAmount(next))
      return [];
    // "milk n eggs", unless a label is written so
    const joins = (token.text === 'n' || token.text === "'n'") && before !== '' && next?.kind === 'word';
    if (joins && vocabulary.pairCount('n', next.lemma) === 0) return [spelled(token, 'and')];
    if (token.text === 'won' && BEFORE_ONE.has(before) && next?.text !== 'ton')
      return [spelled(token, 'one')];
    const number = SOUNDS_LIKE.get(token.text);
    const isNumber =
      number !== undefined &&
      next !== undefined &&
      BEFORE_NUMBER[token.text]?.has(before) === true &&
      isCounted(heard, at + 1, vocabulary);
    return [isNumber ? spelled(token, number) : token];
  });
}

function startsAmount(token: Token): boolean {
  return (
    token.kind === 'number' ||
    /^(?:a|an|some|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|couple)$/.test(
      token.text,
    )
  );
}

/** "bananas", "ripe bananas": a plural that is bought by itself stands here. */
function isCounted(tokens: readonly Token[], at: number, vocabulary: CatalogueVocabulary): boolean {
  for (const token of tokens.slice(at, at + 3)) {
    if (token.kind !== 'word') return false;
    if (isPlural(token.text)) return vocabulary.isShoppable(token.lemma);
    if (vocabulary.count(token.lemma) === 0) return false;
  }
  return false;
}

function spelled(token: Token, word: string): Token {
  return { ...token, text: word, lemma: word };
}
