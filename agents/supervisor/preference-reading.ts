import { allergensOf, dietAt, dietWithout } from './food-facts.ts';
import type { PreferenceStatement } from './intent.ts';
import { readNumber } from './number-reading.ts';
import { moneyAt } from './price-reading.ts';
import { type Token, wordsAsSaid } from './token.ts';

const SKIPPED = new Set(
  'the a an any some eating food foods to very really severely all kind kinds of also my deadly super anything everything with in it that contains have has having contain products product stuff drinking'.split(
    ' ',
  ),
);
const ENDS = new Set('so but because since which please thanks at around here however unless'.split(' '));
const TRAILING = new Set(
  'any more anymore now at all though so please much either too ok okay actually lately these days because since anything for me and'.split(
    ' ',
  ),
);

/** Splits "peanuts, tree nuts and shellfish" into its things, without articles and trailing adverbs. */
export function thingsOf(said: readonly Token[]): readonly (readonly Token[])[] {
  const things: Token[][] = [[]];
  // "soy so no tofu", "shellfish in this house": the thing ends where a reason or a place begins
  const end = said.findIndex((token, at) => at > 0 && (ENDS.has(token.text) || opensPlace(said, at)));
  const tokens = end < 0 ? said : said.slice(0, end);
  for (const token of tokens) {
    if (['and', 'or', 'nor', 'also'].includes(token.text) || token.kind === 'punct') things.push([]);
    else if (!SKIPPED.has(token.text)) things[things.length - 1]?.push(token);
  }
  return things
    .map((thing) => {
      let end = thing.length;
      while (end > 0 && TRAILING.has(thing[end - 1]?.text ?? '')) end -= 1;
      return thing.slice(0, end);
    })
    .filter((thing) => thing.length > 0);
}

/** "in this house", "in our family" */
function opensPlace(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.text === 'in' && ['this', 'my', 'our', 'the', 'general'].includes(tokens[at + 1]?.text ?? '')
  );
}

/** "not … any more", "no longer": the statement ends a fact. */
export function endsFact(tokens: readonly Token[]): boolean {
  const words = tokens.map((token) => token.text).join(' ');
  return /\b(?:not|no longer|never was|used to|stopped|quit)\b/.test(words);
}

export function allergyStatements(
  source: string,
  tokens: readonly Token[],
  holds: boolean,
): readonly PreferenceStatement[] {
  return thingsOf(tokens).flatMap((thing): readonly PreferenceStatement[] => {
    const said = wordsAsSaid(source, thing);
    const allergens = allergensOf(thing.map((token) => token.lemma));
    if (allergens.length === 0) return [{ kind: 'allergy', allergen: null, said, holds }];
    return allergens.map((allergen) => ({ kind: 'allergy', allergen, said, holds }));
  });
}

/** "vegan", "on a keto diet", "strictly vegetarian"; null when no diet is among the words. */
export function dietStatements(
  source: string,
  tokens: readonly Token[],
  holds: boolean,
): readonly PreferenceStatement[] {
  const lemmas = tokens.map((token) => token.lemma);
  const found: PreferenceStatement[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const diet = dietAt(
      lemmas.map((lemma) => (lemma === 'veggie' ? 'vegetarian' : lemma)),
      at,
    );
    if (!diet) continue;
    found.push({
      kind: 'diet',
      diet: diet.diet,
      said: wordsAsSaid(source, tokens.slice(at, at + diet.length)),
      holds,
    });
    at += diet.length - 1;
  }
  return found;
}

/** "I don't eat pork", "can't have gluten": an allergen is avoided as an allergy when it must be, else it is a dislike. */
export function avoidStatements(
  source: string,
  tokens: readonly Token[],
  must: boolean,
  holds: boolean,
): readonly PreferenceStatement[] {
  return thingsOf(tokens).flatMap((thing): readonly PreferenceStatement[] => {
    const said = wordsAsSaid(source, thing);
    const lemmas = thing.map((token) => token.lemma);
    if (lemmas.length === 1 && ['meat', 'animal'].includes(lemmas[0] ?? ''))
      return [{ kind: 'diet', diet: lemmas[0] === 'meat' ? 'vegetarian' : 'vegan', said, holds }];
    const diet = lemmas.length === 1 ? dietWithout(lemmas[0] ?? '') : null;
    if (diet !== null && (!must || diet === 'sugar_free' || diet === 'lactose_free'))
      return [{ kind: 'diet', diet, said, holds }];
    return must && allergensOf(lemmas).length > 0
      ? allergyStatements(source, thing, holds)
      : [{ kind: 'dislike', said, holds, avoided: true, ...(must ? { heeded: true } : {}) }];
  });
}

export function tasteStatements(
  source: string,
  tokens: readonly Token[],
  kind: 'like' | 'dislike',
  holds: boolean,
): readonly PreferenceStatement[] {
  return thingsOf(tokens).map((thing) => ({ kind, said: wordsAsSaid(source, thing), holds }));
}

/** The first number of people among the words; more than 30 is no household. */
export function householdSize(tokens: readonly Token[]): number | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const number = readNumber(tokens, at);
    if (!number) continue;
    return Number.isInteger(number.value) && number.value >= 1 && number.value <= 30 ? number.value : null;
  }
  return null;
}

/** The first sum of money among the words, in cents. */
export function budgetCents(tokens: readonly Token[]): number | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const money = moneyAt(tokens, at);
    if (money) return money.cents > 0 ? money.cents : null;
  }
  return null;
}
