import type { ConstraintNeed } from '#agents/order/order-outcome.ts';
import type { PreferenceStatement } from '#agents/supervisor/intent.ts';
import type { PersonalView } from './personal-view.ts';

/** What is said of guests: heeded while the conversation lasts, and never stored as the shopper's own. */
export function isOfGuests(statement: PreferenceStatement): boolean {
  return 'whom' in statement && statement.whom?.kind === 'guest';
}

/** The needs of guests after further statements; one that no longer holds is gone. */
export function guestNeeds(
  before: readonly PreferenceStatement[],
  said: readonly PreferenceStatement[],
): readonly PreferenceStatement[] {
  return said.filter(isOfGuests).reduce<readonly PreferenceStatement[]>((needs, statement) => {
    const rest = needs.filter((need) => keyOf(need) !== keyOf(statement));
    return 'holds' in statement && statement.holds ? [...rest, statement] : rest;
  }, before);
}

function keyOf(statement: PreferenceStatement): string {
  const { kind, said } = statement;
  const value = kind === 'allergy' ? statement.allergen : kind === 'diet' ? statement.diet : null;
  return `${kind} ${value ?? said.toLowerCase()}`;
}

/** What is known of the shopper, with what the guests of this conversation need heeded as well. */
export function heedGuests(view: PersonalView, guests: readonly PreferenceStatement[]): PersonalView {
  if (guests.length === 0) return view;
  const { constraints, standing } = view;
  const allergies = guests.flatMap((need) => (need.kind === 'allergy' ? (need.allergen ?? []) : []));
  const diets = guests.flatMap((need) => (need.kind === 'diet' ? (need.diet ?? []) : []));
  const dislikes = guests.flatMap((need) =>
    need.kind === 'dislike' || (need.kind === 'allergy' && need.allergen === null) ? need.said : [],
  );
  const both = <T>(left: readonly T[] = [], right: readonly T[]): readonly T[] => [
    ...new Set([...left, ...right]),
  ];
  const allDiets = both(standing.diets, diets);
  const allAllergens = both(standing.excludeAllergens, allergies);
  return {
    ...view,
    constraints: {
      ...constraints,
      allergies: both(constraints.allergies, allergies),
      diets: both(constraints.diets, diets),
      dislikes: both(constraints.dislikes, dislikes),
      needs: [...(constraints.needs ?? []), ...guests.flatMap((need) => needOf(need, constraints))],
    },
    standing: {
      ...standing,
      ...(allDiets.length > 0 ? { diets: allDiets } : {}),
      ...(allAllergens.length > 0 ? { excludeAllergens: allAllergens } : {}),
    },
  };
}

/** Whose it is, unless it is the shopper's own as well. */
function needOf(statement: PreferenceStatement, own: PersonalView['constraints']): readonly ConstraintNeed[] {
  if (!('whom' in statement) || statement.whom === undefined) return [];
  const { kind, said, whom } = statement;
  const value = (kind === 'allergy' ? statement.allergen : kind === 'diet' ? statement.diet : null) ?? said;
  const lists: readonly (readonly string[])[] = [own.allergies, own.diets, own.dislikes];
  if (lists.some((list) => list.includes(value))) return [];
  const listed = kind === 'allergy' && statement.allergen === null ? 'dislike' : kind;
  return [
    { kind: listed, value, who: whom.said, avoided: 'avoided' in statement && statement.avoided === true },
  ];
}
