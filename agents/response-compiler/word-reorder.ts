import { cite } from './cite.ts';
import { listSome, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';
import type { ReorderAdvice } from './turn-facts.ts';

type Item = ReorderAdvice['items'][number];

/** Items named of each kind. */
const NAMED = 5;

/** Words when things run out, each with the evidence it stands on. */
export function wordReorder(advice: ReorderAdvice): readonly Sentence[] {
  const [first, ...rest] = advice.items;
  if (first === undefined) return [wordAbstention(advice)];
  if (rest.length === 0) {
    return [say([wordOne(first), first.evidence], [cite('product', first.productId, first.evidence)])];
  }
  const due = advice.items.filter(({ status }) => status === 'due');
  const soon = advice.items.filter(({ status }) => status === 'soon');
  const citations = advice.items.map((item) => cite('product', item.productId, item.evidence));
  if (due.length + soon.length === 0) return [say('You are not due for any of them yet.', citations)];
  return [
    ...(due.length === 0 ? [] : [wordAll('You are probably out of', due, SPOKEN_NAMES)]),
    ...(soon.length === 0 ? [] : [wordAll('You may soon need', soon, SPOKEN_NAMES - due.length)]),
    ...wordBundle(soon.filter(({ savesTrip }) => savesTrip === true)),
  ];
}

/** What is best taken along with what is due. */
function wordBundle(items: readonly Item[]): readonly Sentence[] {
  if (items.length === 0) return [];
  const names = listSome(
    items.map(({ name }) => name),
    NAMED,
  );
  const them = items.length === 1 ? 'it would' : 'they would';
  return [say(`Take ${names} along now and save a trip: ${them} run out before the order after.`, [], null)];
}

/** `spoken` are the products that may still be named aloud. */
function wordAll(opening: string, items: readonly Item[], spoken: number): Sentence {
  const names = items.map(({ name }) => name);
  return say(
    `${opening} ${listSome(names, NAMED)}.`,
    items.map((item) => cite('product', item.productId, item.evidence)),
    spoken > 0 ? `${opening} ${listSome(names, spoken)}.` : null,
  );
}

function wordOne({ status, name }: Item): string {
  switch (status) {
    case 'due':
      return `Yes, you are probably out of ${name}.`;
    case 'soon':
      return `You may soon need ${name}.`;
    case 'not_yet':
      return `Probably not yet: ${name} should still last.`;
  }
}

function wordAbstention({ said, abstention, leftOut }: ReorderAdvice): Sentence {
  if (leftOut !== undefined) {
    const { productId, name, why } = leftOut;
    const text = `You bought ${name} before, but I don't suggest it: ${why}.`;
    return say(text, [cite('product', productId, text)]);
  }
  if (abstention !== null) return say(said === '' ? abstention : ["I can't tell yet.", abstention]);
  return say(said === '' ? "I can't tell yet." : `I can't tell yet about ${said}.`);
}
