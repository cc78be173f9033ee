import type { PricedCart } from '#agents/order/order-outcome.ts';
import type { Receipt } from '#agents/order/receipt.ts';
import { countOf, listSome, type Sentence, say, thatMatters } from './sentence.ts';
import { wordAdded } from './word-added.ts';
import { wordReceipt } from './word-receipt.ts';

type Added = Extract<Receipt, { kind: 'added' }>;
type Moved = Extract<Receipt, { kind: 'removed' | 'updated' }>;
type Kept = Extract<Receipt, { kind: 'conflict' }>;
type Gone = Extract<Receipt, { kind: 'out_of_stock' }>;
type Missed = Extract<Receipt, { kind: 'no_match' }>;

/** Of a list, each is done or not by itself: nothing between them changed what was done before. */
const OF_A_LIST = new Set<Receipt['kind']>([
  'added',
  'conflict',
  'out_of_stock',
  'no_match',
  'limit',
  'had_already',
  'optional_left',
]);
/** Told as one where they follow each other. */
const IN_A_ROW = new Set<Receipt['kind']>(['removed', 'updated']);
/** What only shows, and leads to no question. */
const ONLY_SHOWN = new Set<Receipt['kind']>([
  'order_status',
  'order_lines',
  'orders_listed',
  'promotions_listed',
]);

/** Words what was done, in its order; what became of the things of one list is told kind by kind. */
export function wordReceipts(receipts: readonly Receipt[], priced: PricedCart): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let list: Receipt[] = [];
  const tellList = () => {
    sentences.push(...wordList(list, priced));
    list = [];
  };
  for (const receipt of receipts) {
    if (!goesOn(list, receipt)) tellList();
    list.push(receipt);
  }
  tellList();
  return sentences;
}

/** Whether what a receipt tells of belongs to the same list as those before it. */
function goesOn(list: readonly Receipt[], { kind }: Receipt): boolean {
  return list.every((other) =>
    OF_A_LIST.has(kind) ? OF_A_LIST.has(other.kind) : other.kind === kind && IN_A_ROW.has(kind),
  );
}

function wordList(list: readonly Receipt[], priced: PricedCart): readonly Sentence[] {
  const of = <Kind extends Receipt['kind']>(kind: Kind) =>
    list.filter((receipt): receipt is Extract<Receipt, { kind: Kind }> => receipt.kind === kind);
  const sentences: Sentence[] = [];
  for (const kind of new Set(list.map((receipt) => receipt.kind))) {
    const all = wordKind(kind, of, priced);
    if (all !== null) sentences.push(all);
    else for (const receipt of of(kind)) sentences.push(wordAlone(receipt, priced));
  }
  return sentences;
}

/** One sentence for all of a kind; null where each is told alone. */
function wordKind(
  kind: Receipt['kind'],
  of: <Kind extends Receipt['kind']>(kind: Kind) => readonly Extract<Receipt, { kind: Kind }>[],
  priced: PricedCart,
): Sentence | null {
  switch (kind) {
    case 'added':
      return wordAllAdded(of(kind), priced);
    case 'removed':
    case 'updated':
      return wordAllMoved(of(kind), priced);
    case 'conflict':
      return wordAllKept(of(kind), priced);
    case 'out_of_stock':
      return wordAllGone(of(kind), priced);
    case 'no_match':
      return wordAllMissed(of(kind), priced);
    default:
      return null;
  }
}

function wordAlone(receipt: Receipt, priced: PricedCart): Sentence {
  const sentence = wordReceipt(receipt, priced);
  if (receipt.kind === 'cart_conflict') return { ...thatMatters(sentence), warns: true };
  return ONLY_SHOWN.has(receipt.kind) ? sentence : thatMatters(sentence);
}

function wordAllMoved(moved: readonly Moved[], priced: PricedCart): Sentence {
  const names = listSome(
    moved.map(({ name }) => name),
    2,
  );
  const count = countOf(moved.length, 'product');
  return moved[0]?.kind === 'removed'
    ? together(
        moved.map((receipt) => wordReceipt(receipt, priced)),
        `I took ${names} out of your cart.`,
        `I took ${count} out of your cart.`,
      )
    : together(
        moved.map((receipt) => wordReceipt(receipt, priced)),
        `I changed how many you have of ${names}.`,
        `I changed how many you have of ${count}.`,
      );
}

function wordAllAdded(added: readonly Added[], { cart }: PricedCart): Sentence {
  return thatMatters(wordAdded(added, cart.currency), `I added ${countOf(added.length, 'product')}.`);
}

function wordAllKept(kept: readonly Kept[], priced: PricedCart): Sentence {
  const why = 'to keep to your allergies and diets';
  const told = together(
    kept.map((receipt) => wordReceipt(receipt, priced)),
    `I did not add ${listSome(
      kept.map(({ name }) => name),
      2,
    )}, ${why}.`,
    `I left out ${countOf(kept.length, 'product')} ${why}.`,
  );
  return { ...told, warns: true };
}

function wordAllGone(gone: readonly Gone[], priced: PricedCart): Sentence {
  const is = gone.length === 1 ? 'is' : 'are';
  return together(
    gone.map((receipt) => wordReceipt(receipt, priced)),
    `${listSome(
      gone.map(({ name }) => name),
      2,
    )} are out of stock right now.`,
    `${countOf(gone.length, 'product')} ${is} out of stock right now.`,
  );
}

function wordAllMissed(missed: readonly Missed[], priced: PricedCart): Sentence {
  return together(
    missed.map((receipt) => wordReceipt(receipt, priced)),
    `I found nothing for ${listSome(
      missed.map(({ said }) => `“${said}”`),
      3,
    )}.`,
    `I found nothing for ${countOf(missed.length, 'thing')}.`,
  );
}

/** Written each in its own words; spoken as one sentence where there are several. */
function together(each: readonly Sentence[], spoken: string, nameless: string): Sentence {
  const [only, ...others] = each;
  if (only !== undefined && others.length === 0) return thatMatters(only, nameless);
  const all = say(
    each.map(({ text }) => text),
    each.flatMap(({ citations }) => citations),
    spoken,
  );
  return thatMatters(all, nameless);
}
