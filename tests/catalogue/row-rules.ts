import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import { list, type ShippedRow } from './shipped-files.ts';

const ANIMAL_ALLERGENS = ['milk', 'egg', 'fish', 'shellfish'];

/** Allergens that a diet rules out: a product that contains one cannot follow the diet. */
const RULED_OUT: Readonly<Record<string, readonly string[]>> = {
  vegan: ANIMAL_ALLERGENS,
  vegetarian: ['fish', 'shellfish'],
  gluten_free: ['wheat', 'gluten'],
  dairy_free: ['milk'],
  nut_free: ['tree_nut', 'peanut'],
};

/** A diet of the left implies those of the right. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  vegan: ['vegetarian', 'dairy_free'],
  vegetarian: ['pescatarian'],
  dairy_free: ['lactose_free'],
};

const ALCOHOL_CATEGORY =
  /\b(beers?|wines?|spirits?|liquors?|liqueurs?|ciders?|sake|soju|whiske?y|vodka|tequila|gin|rum|seltzers?)\b/i;
const NOT_ALCOHOL = /vinegar|cooking|non.?alcoholic|alcohol.?free|root beer|ginger beer|sparkling water/i;

type Rule = (row: ShippedRow) => readonly string[];

const id: Rule = (row) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(row.id) ? [] : ['the id is not a slug']);

const text: Rule = (row) =>
  (['name', 'category', 'size', 'unit'] as const).flatMap((column) =>
    row[column].trim() === '' || row[column] !== row[column].trim() ? [`${column} is empty or padded`] : [],
  );

const price: Rule = (row) => {
  if (!/^\d+\.\d\d$/.test(row.price)) return ['the price is not dollars with two decimals'];
  const dollars = Number(row.price);
  return dollars >= 0.1 && dollars <= 200 ? [] : ['the price is outside 0.10 to 200.00'];
};

const stock: Rule = (row) => (/^\d+$/.test(row.stock) ? [] : ['the stock is not a whole number']);

const organic: Rule = (row) => [
  ...(['yes', 'no', ''].includes(row.organic) ? [] : ['organic is neither yes, no nor blank']),
  ...(/\borganic\b/i.test(row.name) && row.organic !== 'yes'
    ? ['the name says organic, the column does not']
    : []),
];

const vocabulary: Rule = (row) => {
  const allergens: readonly string[] = ALLERGENS;
  const diets: readonly string[] = DIETS;
  return [
    ...[...list(row.diets), ...list(row.not_diets)]
      .filter((diet) => !diets.includes(diet))
      .map((diet) => `unknown diet ${diet}`),
    ...[...list(row.contains).filter((word) => word !== 'none'), ...list(row.may_contain)]
      .filter((allergen) => !allergens.includes(allergen))
      .map((allergen) => `unknown allergen ${allergen}`),
  ];
};

const statement: Rule = (row) => {
  const contains = list(row.contains);
  return [
    ...(contains.includes('none') && contains.length > 1 ? ['contains none and more'] : []),
    ...(contains.includes('wheat') && !contains.includes('gluten') ? ['wheat without gluten'] : []),
    ...list(row.may_contain)
      .filter((allergen) => contains.includes(allergen))
      .map((allergen) => `${allergen} is both contained and may be contained`),
  ];
};

const diets: Rule = (row) => {
  const follows = list(row.diets);
  const contains = list(row.contains);
  return [
    ...follows
      .filter((diet) => list(row.not_diets).includes(diet))
      .map((diet) => `${diet} both holds and does not`),
    ...follows.flatMap((diet) =>
      (RULED_OUT[diet] ?? [])
        .filter((allergen) => contains.includes(allergen))
        .map((allergen) => `${diet} but contains ${allergen}`),
    ),
    ...follows.flatMap((diet) =>
      (IMPLIED[diet] ?? [])
        .filter((implied) => list(row.not_diets).includes(implied))
        .map((implied) => `${diet} but not ${implied}`),
    ),
  ];
};

/** The department `alcohol` is what marks a product as age-restricted, so none may stand elsewhere. */
const alcohol: Rule = (row) => {
  const looksAlcoholic =
    ALCOHOL_CATEGORY.test(row.category) && !NOT_ALCOHOL.test(`${row.category} ${row.name}`);
  return looksAlcoholic && row.department !== 'alcohol'
    ? ['an alcoholic category outside the department alcohol']
    : [];
};

const aliases: Rule = (row) => {
  const names = list(row.aliases);
  return [
    ...(names.some((name) => name !== name.trim() || /^[a-z]$/i.test(name))
      ? ['an alias is padded or a single letter']
      : []),
    ...(new Set(names.map((name) => name.toLowerCase())).size < names.length
      ? ['an alias stands twice']
      : []),
  ];
};

export const ROW_RULES: Readonly<Record<string, Rule>> = {
  id,
  text,
  price,
  stock,
  organic,
  vocabulary,
  statement,
  diets,
  alcohol,
  aliases,
};

/** What is wrong with one line; empty when nothing is. */
export function rowProblems(row: ShippedRow): readonly string[] {
  return Object.values(ROW_RULES)
    .flatMap((rule) => rule(row))
    .map((problem) => `${row.department}/${row.id}: ${problem}`);
}
