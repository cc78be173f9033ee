import { formatMoney } from '#agents/response-compiler/money.ts';
import { allergenWords, dietWords } from '#agents/response-compiler/name-facts.ts';
import type { MemoryResult } from '#agents/response-compiler/turn-facts.ts';
import type { PersonalView } from './personal-view.ts';

/** What the shopper has told us of themself, each as a sentence with the preference that it is. */
export function factsOf({ settings, constraints }: PersonalView): MemoryResult['facts'] {
  const facts: MemoryResult['facts'][number][] = [];
  const preference = (ref: string, text: string) => facts.push({ kind: 'preference', ref, text });
  for (const allergen of constraints.allergies) {
    preference(`allergy:${allergen}`, `You are allergic to ${allergenWords(allergen)}.`);
  }
  for (const diet of constraints.diets)
    preference(`diet:${diet}`, `You want food that is ${dietWords(diet)}.`);
  for (const dislike of constraints.dislikes) preference(`dislike:${dislike}`, `You don't like ${dislike}.`);
  if (settings?.householdSize != null) {
    preference(
      `household:${settings.householdSize}`,
      `You shop for a household of ${settings.householdSize}.`,
    );
  }
  if (settings?.budgetCents != null) {
    preference(
      `budget:${settings.budgetCents}`,
      `Your budget is ${formatMoney(settings.budgetCents, 'USD')}.`,
    );
  }
  return facts;
}
