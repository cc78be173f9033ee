import type { Conflict } from '#agents/order/receipt.ts';
import { allergenWords, dietWords } from './name-facts.ts';
import { needSentence, type WordedNeed } from './word-need.ts';

/** A conflict as a sentence of its own about a product, for those who read it outside a talk. */
export function conflictSentence(name: string, conflict: Conflict): string {
  const allergen = conflict.allergen === undefined ? 'an allergen' : allergenWords(conflict.allergen);
  const diet = conflict.diet === undefined ? 'what you eat' : dietWords(conflict.diet);
  switch (conflict.kind) {
    case 'allergy':
      return `${name} contains ${allergen}, and you told us you are allergic to ${allergen}.`;
    case 'possible_allergy':
      return `${name} may contain ${allergen}, and you told us you are allergic to ${allergen}.`;
    case 'unknown_allergy':
      return `The label of ${name} does not say whether it contains ${allergen}, and you told us you are allergic to ${allergen}.`;
    case 'diet':
      return `${name} is not ${diet}, and you told us you eat ${diet}.`;
    case 'unknown_diet':
      return `The label of ${name} does not say whether it is ${diet}, and you told us you eat ${diet}.`;
    case 'dislike':
      return conflict.dislike === undefined
        ? `You told us you don't like ${name}.`
        : `${name} holds ${conflict.dislike}, which you told us to keep out.`;
    case 'constraints_unknown':
      return "Your allergies and diets can't be read at the moment.";
  }
}

/** A conflict as the end of "I did not add X: …". */
export function wordConflict(conflict: Conflict): string {
  const allergen = conflict.allergen === undefined ? 'an allergen' : allergenWords(conflict.allergen);
  const diet = conflict.diet === undefined ? 'what you eat' : dietWords(conflict.diet);
  const { need } = conflict;
  const allergic = need === undefined ? `you are allergic to ${allergen}` : ofNeed('allergy', need, allergen);
  const eats = need === undefined ? '' : `, and you told me ${ofNeed('diet', need, diet)}`;
  switch (conflict.kind) {
    case 'allergy':
      return `it contains ${allergen}, and you told me ${allergic}`;
    case 'possible_allergy':
      return `it may contain ${allergen}, and you told me ${allergic}`;
    case 'unknown_allergy':
      return `its label does not say whether it contains ${allergen}, and ${allergic}`;
    case 'diet':
      return `it is not ${diet}${eats}`;
    case 'unknown_diet':
      return `its label does not say whether it is ${diet}${eats}`;
    case 'dislike':
      if (need !== undefined && conflict.dislike !== undefined) {
        return `you told me ${ofNeed('dislike', need, conflict.dislike)}`;
      }
      return conflict.dislike === undefined
        ? "you told me you don't like it"
        : `you told me to keep ${conflict.dislike} out`;
    case 'constraints_unknown':
      return "I can't read your allergies and diets at the moment";
  }
}

function ofNeed(kind: WordedNeed['kind'], need: Pick<WordedNeed, 'who' | 'avoided'>, what: string): string {
  const sentence = needSentence({ kind, ...need }, what);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
