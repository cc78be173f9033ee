import { describe, expect, it } from 'vitest';
import type { Conflict } from '#agents/order/receipt.ts';
import { conflictSentence } from '#agents/response-compiler/word-conflict.ts';

describe('a conflict in a sentence of its own', () => {
  it.each<[Conflict, string]>([
    [{ kind: 'allergy', allergen: 'tree_nut' }, 'X contains tree nuts, and you told us you are allergic to'],
    [{ kind: 'possible_allergy', allergen: 'soy' }, 'X may contain soy, and you told us you are allergic to'],
    [{ kind: 'unknown_allergy', allergen: 'egg' }, 'The label of X does not say whether it contains egg'],
    [{ kind: 'diet', diet: 'gluten_free' }, 'X is not gluten free, and you told us you eat gluten free'],
    [{ kind: 'unknown_diet', diet: 'halal' }, 'The label of X does not say whether it is halal'],
    [{ kind: 'dislike', dislike: 'olives' }, 'X holds olives, which you told us to keep out'],
    [{ kind: 'constraints_unknown' }, "Your allergies and diets can't be read"],
  ])('names the product and what speaks against it: %j', (conflict, words) => {
    const sentence = conflictSentence('X', conflict);
    expect(sentence).toContain(words);
    expect(sentence).toMatch(/[^.]\.$/);
  });
});
