import { quoteData } from './quote-data.ts';

/** What must never be forgotten while answering. */
export interface ContextAnchors {
  readonly allergies: readonly string[];
  readonly diets: readonly string[];
  readonly dislikes: readonly string[];
  readonly householdSize: number | null;
  /** What a basket may cost, in minor units. */
  readonly budgetCents: number | null;
  /** What the conversation is about, such as "a birthday party for ten"; null when nothing was said. */
  readonly goal: string | null;
  /** False when allergies and diets could not be loaded: silence must not read as "none". */
  readonly known: boolean;
}

/** Letters of one anchor; longer ones are no allergy but a story. */
const MAX_LETTERS = 120;

/** One line for each anchor that is set. */
export function anchorLines(anchors: ContextAnchors): readonly string[] {
  const list = (name: string, values: readonly string[]) =>
    values.length === 0
      ? []
      : [`${name}: ${values.map((value) => quoteData(value, MAX_LETTERS)).join(', ')}`];
  return [
    ...(anchors.known ? [] : ['allergies and diets: could not be loaded, ask before anything is added']),
    ...list('allergies', anchors.allergies),
    ...list('diets', anchors.diets),
    ...list('dislikes', anchors.dislikes),
    ...(anchors.householdSize === null ? [] : [`household: ${anchors.householdSize}`]),
    ...(anchors.budgetCents === null ? [] : [`budget: ${(anchors.budgetCents / 100).toFixed(2)}`]),
    ...(anchors.goal === null ? [] : list('goal', [anchors.goal])),
  ];
}
