import { describe, expect, it } from 'vitest';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { splitSentences } from '#agents/response-compiler/split-sentences.ts';
import { readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';
import { shippedPromotions } from '#infra/catalogue/shipped-promotions.ts';
import { readShippedRecipes } from '#infra/catalogue/shipped-recipes.ts';
import { corpusUtterances } from '#tests/tools/corpus-utterances.ts';
import { conversationsOf, OWN_CONVERSATIONS } from '#tests/tools/scenario-conversations.ts';
import { utteranceFiles } from '#tests/tools/scenario-utterances.ts';
import { openShop } from './turn-services.ts';

/** As sure as a recogniser is of what it heard well. */
const WELL_HEARD = 0.92;
/** What the cart holds before each utterance, so that there is something to change and to point at. */
const BEFORE = ['add 2 bananas and whole milk', 'show me bread'];

/** Every fifth utterance of the corpus that says something by itself. */
const UTTERANCES = corpusUtterances()
  .filter(({ situation, said }) => situation === null && said.trim() !== '')
  .filter((_, at) => at % 5 === 0)
  .map(({ said }) => said);

/** What a shopper learns from a reply, without the ids that differ from turn to turn. */
function factsOf({ intents, text, speech, products, cart, order, question, citations }: TurnReply) {
  return {
    intents,
    text,
    speech,
    products,
    cart: {
      lines: cart.lines.map(({ lineId: _, ...line }) => line),
      discounts: cart.discounts,
      totalCents: cart.totalCents,
    },
    order: order === null ? null : { lines: order.lines, totalCents: order.totalCents },
    question,
    citations: citations.map(({ kind, claim }) => ({ kind, claim })),
  };
}

const spoken = (text: string) => ({ alternatives: [{ text, confidence: WELL_HEARD }], isFinal: true });

/** Speech is short, plain, and names three products at most. */
function expectSpoken({ speech, products }: TurnReply, names: readonly string[], said: string): void {
  // Names of products hold marks of their own.
  const plain = names.reduce((words, name) => words.replaceAll(name, 'a product'), speech);
  expect(splitSentences(plain).length, `${said}: ${speech}`).toBeLessThanOrEqual(2);
  expect(speech, said).not.toMatch(/[<>*_#|\n]|\]\(/u);
  const named = products.map(({ name }) => name).filter((name) => speech.includes(name));
  expect(new Set(named).size, speech).toBeLessThanOrEqual(3);
}

describe('voice and text', () => {
  it(`say and do the same for the same words, over ${UTTERANCES.length} utterances`, async () => {
    expect(UTTERANCES.length).toBeGreaterThan(60);
    const [products, recipes] = await Promise.all([readShippedProducts(), readShippedRecipes()]);
    const shop = await openShop({ products, recipes, wrap: () => ({ promotions: shippedPromotions() }) });
    const names = products.map(({ name }) => name);
    const changed = new Set<string>();
    for (const [at, said] of UTTERANCES.entries()) {
      const converse = async (mode: 'text' | 'voice') => {
        const shopperId = `${mode}-${at}`;
        const say = (text: string) =>
          shop.say(mode === 'voice' ? '' : text, {
            shopperId,
            mode,
            transcript: mode === 'voice' ? spoken(text) : null,
          });
        for (const before of BEFORE) await say(before);
        const cart = await shop.cart(shopperId);
        const reply = await say(said);
        if (JSON.stringify(cart) !== JSON.stringify(await shop.cart(shopperId))) changed.add(said);
        return reply;
      };
      const [text, voice] = [await converse('text'), await converse('voice')];
      expect(factsOf(voice), said).toEqual(factsOf(text));
      expectSpoken(voice, names, said);
    }
    expect(changed.size).toBeGreaterThan(20);
  }, 240_000);

  it('say and do the same over every conversation of the scenarios', async () => {
    const [products, recipes] = await Promise.all([readShippedProducts(), readShippedRecipes()]);
    const names = products.map(({ name }) => name);
    const shop = await openShop({ products, recipes, wrap: () => ({ promotions: shippedPromotions() }) });
    const conversations = utteranceFiles(OWN_CONVERSATIONS).flatMap(conversationsOf);
    expect(conversations.length).toBeGreaterThan(90);
    for (const [at, turns] of conversations.entries()) {
      for (const { say } of turns) {
        const [text, voice] = [
          await shop.say(say, { shopperId: `reads-${at}`, conversationId: `reads-${at}` }),
          await shop.say('', {
            shopperId: `hears-${at}`,
            conversationId: `hears-${at}`,
            mode: 'voice',
            transcript: spoken(say),
          }),
        ];
        expect(factsOf(voice), say).toEqual(factsOf(text));
        expectSpoken(voice, names, say);
        if (voice.question !== null) expect(voice.speech, say).toContain('?');
      }
    }
  }, 240_000);
});
