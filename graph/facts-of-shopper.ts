import { formatMoney } from '#agents/response-compiler/money.ts';
import { allergenWords, dietWords } from '#agents/response-compiler/name-facts.ts';
import type { MemoryResult } from '#agents/response-compiler/turn-facts.ts';
import { needSentence } from '#agents/response-compiler/word-need.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { ShopperSettings, StatedNeed } from '#personalization/settings/settings.ts';
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
  needs,
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
  const of = (kind: string, value: string) =>
    needs.filter((need) => need.kind === kind && need.value === value && need.heeded);
  return [
    ...allergies.map((name) =>
      fact(
        'allergy',
        name,
        factOfNeeds(of('allergy', name), allergen(name)) ?? `You are allergic to ${allergen(name)}.`,
      ),
    ),
    ...diets.map((name) =>
      fact('diet', name, factOfNeeds(of('diet', name), diet(name)) ?? `You want food that is ${diet(name)}.`),
    ),
    ...dislikes.map((name) =>
      fact('dislike', name, factOfNeeds(of('dislike', name), name) ?? `You don't want ${name}.`),
    ),
    ...needs
      .filter(({ heeded }) => !heeded)
      .map((need) => {
        const what = need.kind === 'diet' ? diet(need.value) : need.value;
        return fact('need', `${need.who}:${need.kind}:${need.value}`, `${needSentence(need, what)}.`);
      }),
    ...(householdSize === null
      ? []
      : [fact('household', householdSize, `You shop for a household of ${householdSize}.`)]),
    ...(budgetCents === null
      ? []
      : [fact('budget', budgetCents, `Your budget is ${formatMoney(budgetCents, BUDGET_CURRENCY)}.`)]),
  ];
}

/** One sentence of all whose need it is; null when it is the shopper's own and nothing more is known. */
function factOfNeeds(needs: readonly StatedNeed[], what: string): string | null {
  return needs.length === 0 ? null : `${needs.map((need) => needSentence(need, what)).join('; ')}.`;
}
