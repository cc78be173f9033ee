import { cite } from './cite.ts';
import { formatMoney } from './money.ts';
import { allergenWords, dietWords } from './name-facts.ts';
import { listWords, type Sentence, say } from './sentence.ts';
import type { MemoryResult, ReorderAdvice, StatementResult } from './turn-facts.ts';

/** Words what became of something the shopper said of themself. */
export function wordStatement({ statement, result, ref }: StatementResult, currency: string): Sentence {
  if (result === 'failed')
    return say(`I could not save that just now: ${statement.said}. Please tell me again later.`);
  if (result === 'unmatched') {
    return say(
      `I don't have “${statement.said}” as an allergen or diet that I can check labels for, so I noted it as something to avoid.`,
      [cite('preference', ref, statement.said)],
    );
  }
  const text = result === 'known' ? 'I already have that noted.' : storedWords(statement, currency);
  // What no longer holds has nothing left to cite.
  const holds = !('holds' in statement) || statement.holds;
  return say(text, holds ? [cite('preference', ref, text)] : []);
}

function storedWords(statement: StatementResult['statement'], currency: string): string {
  switch (statement.kind) {
    case 'allergy': {
      const what = statement.allergen === null ? statement.said : allergenWords(statement.allergen);
      return statement.holds
        ? `Noted: you are allergic to ${what}. I will keep it out of your results and your cart unless you say otherwise.`
        : `Noted: ${what} is no longer an allergy of yours.`;
    }
    case 'diet': {
      const what = statement.diet === null ? statement.said : dietWords(statement.diet);
      return statement.holds ? `Noted: ${what}. I will keep to it.` : `Noted: ${what} no longer matters.`;
    }
    case 'dislike':
      return statement.holds
        ? `Noted: you don't like ${statement.said}.`
        : `Noted: ${statement.said} is fine with you.`;
    case 'like':
      return statement.holds
        ? `Noted: you like ${statement.said}.`
        : `Noted: you no longer care for ${statement.said}.`;
    case 'household':
      return statement.size === null
        ? 'I no longer have a household size noted.'
        : `Noted: a household of ${statement.size}.`;
    case 'budget':
      return statement.cents === null
        ? 'I no longer have a budget noted.'
        : `Noted: a budget of ${formatMoney(statement.cents, currency)}.`;
  }
}

export function wordMemory(memory: MemoryResult): readonly Sentence[] {
  switch (memory.kind) {
    case 'told':
      return memory.facts.map((fact, index) =>
        say(fact.text, [cite(fact.kind, fact.ref, fact.text)], index < 2 ? fact.text : null),
      );
    case 'forgot':
      return [say(`Forgotten: ${memory.detail}.`)];
    case 'learning':
      return [
        say(
          memory.detail === 'off'
            ? 'I stopped learning from what you do. What you told me explicitly stays.'
            : 'I am learning from what you do again.',
        ),
      ];
    case 'nothing':
      return [say('I have nothing of that kind noted about you.')];
    case 'name_it':
      return [
        say(
          memory.facts.length === 0
            ? 'I have nothing noted that I could forget.'
            : `Tell me what to forget. I have noted: ${memory.facts.map(({ text }) => text).join(' ')}`,
        ),
      ];
    case 'unsupported':
      return [say(`I can't ${memory.detail} from the conversation. Nothing was changed.`)];
  }
}

const STATUS_WORDS = {
  due: 'Yes, probably',
  soon: 'Soon, it seems',
  not_yet: 'Probably not yet',
} as const;

export function wordReorder(advice: ReorderAdvice): readonly Sentence[] {
  const [first, ...rest] = advice.items;
  if (first === undefined) {
    return [
      say(
        `I can't tell yet${advice.said === '' ? '' : ` about ${advice.said}`}: ${(advice.abstention ?? 'I know too little').replace(/\.$/u, '')}.`,
      ),
    ];
  }
  if (rest.length === 0) {
    return [
      say(`${STATUS_WORDS[first.status]}: ${first.name}. ${first.evidence}`, [
        cite('product', first.productId, first.evidence),
      ]),
    ];
  }
  const items = advice.items.slice(0, 5);
  return [
    say(
      `${listWords(items.map((item) => `${item.name} (${item.status === 'not_yet' ? 'not yet' : item.status})`))}. ${items[0]?.evidence ?? ''}`,
      items.map((item) => cite('product', item.productId, item.evidence)),
      `${listWords(items.slice(0, 3).map((item) => item.name))}.`,
    ),
  ];
}
