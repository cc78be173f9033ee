import { ORDER_INTENTS } from '#agents/order/order-agent.ts';
import type { IntentName } from '#agents/supervisor/intent.ts';
import { type Sentence, say, thatMatters } from './sentence.ts';
import type { TurnFacts } from './turn-facts.ts';

/** Intents that only the order agent answers. */
const CART: ReadonlySet<IntentName> = new Set(
  [...ORDER_INTENTS].filter((name) => name !== 'clarify' && name !== 'recipe' && name !== 'small_talk'),
);

const LATER = 'Please try again shortly.';

/** What is said when a capability that was asked for could not be reached, so that it never sounds like "nothing found". */
export function wordOutages(facts: TurnFacts): readonly Sentence[] {
  const { down, intents, search, order, memory, promotions, knowledge, reorder } = facts;
  const asked = (...names: readonly IntentName[]) => intents.some(({ name }) => names.includes(name));
  const sentences: Sentence[] = [];
  const tell = (capability: string, isMissing: boolean, what: string) => {
    if (down.includes(capability) && isMissing) sentences.push(thatMatters(say([what, LATER])));
  };
  if (facts.searchDown) {
    sentences.push(say(['Search is not available at the moment, so I could not look that up.', LATER]));
  }
  const meansCart = intents.some(
    ({ name, slots }) => CART.has(name) || (name === 'recipe' && slots.addToCart === true),
  );
  tell('cart', order === null && meansCart, 'I could not finish with your cart just now.');
  tell('promotions', promotions === null, "I can't look up our offers at the moment.");
  tell('knowledge', knowledge === null && search === null, "I can't look that up at the moment.");
  tell(
    'semantic-memory',
    memory === null && asked('memory_question'),
    "I can't look into my memory at the moment.",
  );
  tell(
    'preferences',
    memory === null && asked('memory_command'),
    'I could not change what I remember about you just now.',
  );
  if (reorder === null && asked('reorder_advice')) {
    sentences.push(say(["I can't look at what you bought at the moment, so I can't tell.", LATER]));
  }
  return sentences;
}

/** True when what is known of earlier orders could not be read: an empty history then means nothing. */
export function isHistoryDown({ down }: Pick<TurnFacts, 'down'>): boolean {
  return down.includes('graph-memory');
}
