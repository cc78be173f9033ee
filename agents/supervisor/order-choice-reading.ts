import { TIME_WORDS } from '#agents/order/order-time.ts';
import type { ChosenOption } from './choice-reading.ts';
import type { PendingQuestion } from './dialogue-focus.ts';
import { CLAUSE_VERBS } from './lexicon.ts';
import { smallNumberOf } from './number-reading.ts';
import type { ReadingContext } from './reading-context.ts';
import { readReference } from './reference-reading.ts';
import type { Token } from './token.ts';

const FRAME = new Set(
  (
    'the one ones order orders of from on in at with that this i we placed made had got bought ordered it is was a an my ' +
    'which option number no delivery purchase mean meant want would like please cancel repeat reorder show me to for'
  ).split(' '),
);
/** The verbs that go on with what the question is for; others ask for something new. */
const VERBS_OF: Readonly<Record<string, readonly string[]>> = {
  cancel: ['cancel'],
  repeat: ['repeat', 'reorder', 'order'],
  contents: ['show', 'see'],
  status: ['show', 'see', 'track'],
};
/** Orders are offered newest first, and "the last one" is the newest. */
const NEWEST = new Set('latest newest last recent'.split(' '));

/** Which of the orders offered is meant: by place, by its day, by what it held. Null when the words name none. */
export function readOrderChoice(
  words: readonly Token[],
  pending: PendingQuestion,
  { vocabulary }: ReadingContext,
): ChosenOption | null {
  const { command } = pending;
  const among = command.kind === 'cancel_order' && command.orderIds.length > 1;
  if (command.kind !== 'choose_order' && !among) return null;
  const count = among ? command.orderIds.length : pending.options.length;
  const said = words.filter((token) => token.kind !== 'punct');
  if (said.length === 0 || said.length > 12) return null;
  const naming = said.filter(({ text }) => !FRAME.has(text));
  const [only, ...others] = naming;
  if (only !== undefined && others.length === 0) {
    if (NEWEST.has(only.text)) return { choice: { kind: 'ordinal', index: 1 } };
    if (only.text === 'oldest' || only.text === 'earliest') return { choice: { kind: 'ordinal', index: -1 } };
    const index = only.kind === 'number' ? only.value : smallNumberOf(only.text);
    if (index !== null && Number.isInteger(index) && index >= 1 && index <= count) {
      return { choice: { kind: 'ordinal', index } };
    }
  }
  const pointed = readReference(said, vocabulary);
  const [reference] = pointed?.references ?? [];
  if (pointed?.rest.length === 0 && reference !== undefined && reference.kind !== 'attribute') {
    return reference.kind === 'habit' || reference.kind === 'deixis' ? null : { choice: reference };
  }
  const labels = among ? [pending.text] : pending.options.map(({ label }) => label);
  const known = new Set(
    labels.flatMap((label) => [...label.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word)),
  );
  const tells = ({ text, lemma, kind }: Token) =>
    TIME_WORDS.has(text) || known.has(text) || known.has(lemma) || kind === 'ordinal' || kind === 'ratio';
  const verb = said[0]?.text ?? '';
  if (
    CLAUSE_VERBS.has(verb) &&
    !(VERBS_OF[command.kind === 'choose_order' ? command.purpose.kind : 'cancel'] ?? []).includes(verb)
  )
    return null;
  if (naming.length === 0 || !naming.every(tells)) return null;
  return { choice: { kind: 'attribute', words: naming.map(({ text }) => text) } };
}
