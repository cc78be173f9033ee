import type { IntentName } from '#agents/supervisor/intent.ts';
import { citeProduct } from './cite.ts';
import { listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';
import type { TurnFacts } from './turn-facts.ts';

/** Emotions that call for a calm opening, from this intensity on. */
const CALMING_INTENSITY = 0.5;

/** What is said to the person rather than about groceries: greeting, thanks, help, what lies out of scope. */
export function wordConversation(facts: TurnFacts): readonly Sentence[] {
  const sentences: Sentence[] = [];
  const named = new Set<IntentName>(facts.intents.map(({ name }) => name));
  const does = hasMoreToSay(facts);
  const { primary, intensity } = facts.emotion;
  const isUpset = intensity >= CALMING_INTENSITY && (primary === 'anger' || primary === 'sadness');
  if (isUpset) {
    const calm = primary === 'anger' ? "I'm sorry for the trouble." : "I'm sorry to hear that.";
    sentences.push(say(calm, [], does ? null : calm));
  }
  if (named.has('greeting')) sentences.push(wordGreeting(facts.firstTurn, does));
  const atHome = facts.intents.flatMap(({ name, slots }) =>
    name === 'small_talk' ? (slots.atHome ?? []) : [],
  );
  if (atHome.length > 0 && facts.search?.recipe == null) {
    sentences.push(
      facts.stocked.length === 0
        ? say([
            `Noted for this conversation: you have ${listWords(atHome)}.`,
            'I leave that out when I fill your cart for a dish.',
          ])
        : say([
            `Noted: you still have ${listWords(atHome)}.`,
            'I leave that out when I fill your cart for a dish, and expect it to run out later.',
          ]),
    );
  } else if (facts.intents.some(({ slots }) => slots.asksWho === true)) {
    sentences.push(wordWho(does));
  } else if (named.has('small_talk') && !does) {
    const complains = facts.intents.some(({ slots }) => slots.complains === true);
    if (complains && !isUpset) sentences.push(say("I'm sorry for the trouble."));
    sentences.push(
      isUpset || complains
        ? say('What can I do for you?')
        : say(['Happy to help.', 'Is there anything else for your list?']),
    );
  }
  if (named.has('help')) {
    sentences.push(
      say(
        'Tell me what you need in your own words: “oat milk under $5”, “add 2 bananas”, “ingredients for sambar”, “what’s in my cart?”, “my usual order”. I remember allergies and diets you tell me. When your cart is right, say “that’s all”.',
        [],
        [
          'Tell me what you need in your own words, or ask what is in your cart.',
          'When it is right, say that’s all.',
        ],
      ),
    );
  }
  if (named.has('out_of_scope') && facts.knowledge === null) {
    sentences.push(
      does
        ? say("I can't help with everything you said, but this I can do.", [], null)
        : say([
            "I can't help with that, but I can find groceries, fill your cart and remember what you like.",
            'Nothing was changed.',
          ]),
    );
  }
  const clarify = facts.intents.find(({ name }) => name === 'clarify');
  if (clarify !== undefined && facts.order?.question == null) {
    const unclear = clarify.slots.unclear ?? '';
    sentences.push(
      unclear === ''
        ? say(['I did not understand that.', 'Which product do you mean, or what shall I do?'])
        : say([`What do you mean by “${unclear}”?`, "Tell me the product's name, or pick one from a list."]),
    );
  }
  if ((named.has('accept') || named.has('decline')) && !does) {
    sentences.push(
      named.has('accept')
        ? say(['There is no question open at the moment.', 'What would you like to do?'])
        : wordNotYet(facts.stocked),
    );
  }
  return sentences;
}

/** A no; to what was taken to be running out it says that this lasts longer. */
function wordNotYet(stocked: TurnFacts['stocked']): Sentence {
  if (stocked.length === 0) return say('Alright.');
  const names = listSome(
    stocked.map(({ name }) => name),
    SPOKEN_NAMES,
  );
  return say(
    `Alright, you still have ${names}. I expect it to run out later.`,
    stocked.map(({ productId, name }) => citeProduct({ id: productId, name })),
    [`Alright, you still have ${names}.`, 'I expect it to run out later.'],
  );
}

function wordWho(does: boolean): Sentence {
  const who = "I'm LeafLoaf, your grocer's assistant: a program, not a person.";
  return does ? say(who) : say([who, 'I find groceries, fill your cart and remember what you like.']);
}

function wordGreeting(firstTurn: boolean, does: boolean): Sentence {
  if (does) return say('Hello!', [], null);
  return firstTurn
    ? say(
        "Hello! I'm LeafLoaf, your grocer's assistant. What would you like to buy?",
        [],
        ["Hello, I'm LeafLoaf, your grocer's assistant.", 'What would you like to buy?'],
      )
    : say(['Hello!', 'What would you like to buy?']);
}

/** True when the turn has something to say beside the conversation itself. */
function hasMoreToSay(facts: TurnFacts): boolean {
  return (
    facts.order !== null ||
    facts.search !== null ||
    facts.memory !== null ||
    facts.knowledge !== null ||
    facts.promotions !== null ||
    facts.reorder !== null ||
    facts.statements.length > 0 ||
    facts.searchDown
  );
}
