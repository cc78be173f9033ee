import { tokenize } from '#agents/search/tokenize.ts';

const RESTRICTED = new Set(
  'alcohol alcoholic beer ale lager wine spirit liquor whiskey vodka rum gin tequila champagne tobacco cigarette vape'.split(
    ' ',
  ),
);
/** "Root Beer", "Wine Vinegar", "Non-Alcoholic Beer" and "Ginger Ale" are for all ages. */
const FOR_ALL = new Set('root ginger non free vinegar cooking marinade zero rubbing'.split(' '));

/** Whether a shelf is one of alcohol or tobacco, where the catalogue does not say it of the product itself. */
export function isAgeRestricted(department: string, category: string): boolean {
  const restricted = (name: string) => tokenize(name).some((token) => RESTRICTED.has(token));
  const forAll = (name: string) => tokenize(name).some((token) => FOR_ALL.has(token));
  if (forAll(category)) return false;
  return restricted(category) || (restricted(department) && !forAll(department));
}
