import { formatMoney } from '#agents/response-compiler/money.ts';
import { allergenWords, dietWords } from '#agents/response-compiler/name-facts.ts';
import type { MemoryResult } from '#agents/response-compiler/turn-facts.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import type { PersonalView } from './personal-view.ts';

/** The currency that spoken budgets are in. */
const BUDGET_CURRENCY = 'USD';

/** What the shopper has told us of themself; empty when it could not be read. */
export function factsOf({ settings }: Pick<PersonalView, 'settings'>): MemoryResult['facts'] {
  return settings === null ? [] : factsOfSettings(settings);
}

/** Each stored fact as a sentence with the preference that it is. */
export function factsOfSettings({
  allergies,
  diets,
  dislikes,
  householdSize,
  budgetCents,
}: ShopperSettings): MemoryResult['facts'] {
  const fact = (kind: string, value: string | number, text: string) => ({
    kind: 'preference' as const,
    ref: `${kind}:${value}`,
    text,
  });
  // Names that no label knows any more are told as they were stored.
  const allergen = (name: string) => {
    const known = ALLERGENS.find((one) => one === name);
    return known === undefined ? name : allergenWords(known);
  };
  const diet = (name: string) => {
    const known = DIETS.find((one) => one === name);
    return known === undefined ? name : dietWords(known);
  };
  return [
    ...allergies.map((name) => fact('allergy', name, `You are allergic to ${allergen(name)}.`)),
    ...diets.map((name) => fact('diet', name, `You want food that is ${diet(name)}.`)),
    ...dislikes.map((name) => fact('dislike', name, `You don't want ${name}.`)),
    ...(householdSize === null
      ? []
      : [fact('household', householdSize, `You shop for a household of ${householdSize}.`)]),
    ...(budgetCents === null
      ? []
      : [fact('budget', budgetCents, `Your budget is ${formatMoney(budgetCents, BUDGET_CURRENCY)}.`)]),
  ];
}
