import type { ShopperSettings, StatedNeed } from './settings.ts';

export interface NeedChange extends StatedNeed {
  readonly holds: boolean;
}

const LISTS = { allergy: 'allergies', diet: 'diets', dislike: 'dislikes' } as const;

/**
 * The lists and needs after a statement of whose need something is; null when nothing changes. An allergy is heeded
 * whoever has it, a diet or a dislike only when the shopper shares it. What one person no longer has stays for the others.
 */
export function changeNeeds(
  settings: ShopperSettings,
  change: NeedChange,
): Pick<ShopperSettings, 'needs'> | null {
  const { kind, value, who, avoided, heeded, holds } = change;
  const about = settings.needs.filter((need) => need.kind === kind && need.value === value);
  const others = settings.needs.filter((need) => !about.includes(need));
  const key = kind === 'like' ? null : LISTS[kind];
  const listed = key !== null && settings[key].includes(value);
  // An entry that nobody was named for is the shopper's own.
  const own: StatedNeed = { kind, value, who: 'you', avoided: false, heeded: true };
  const before = listed && about.length === 0 ? [own] : about;
  const gone = (need: StatedNeed) => need.who === who || (who === HOUSE && need.who === 'you');
  const after = holds
    ? [...before.filter((need) => need.who !== who), { kind, value, who, avoided, heeded }]
    : before.filter((need) => !gone(need));
  const isHeeded = after.some((need) => need.heeded);
  const plain = after.length === 1 && after[0]?.who === 'you' && after[0].avoided === false;
  const needs = plain ? others : [...others, ...after];
  const list = key === null ? [] : settings[key];
  const fields =
    key === null
      ? {}
      : { [key]: isHeeded ? [...new Set([...list, value])] : list.filter((item) => item !== value) };
  const same =
    JSON.stringify([needs, fields]) === JSON.stringify([settings.needs, key === null ? {} : { [key]: list }]);
  return same ? null : { needs, ...fields };
}

/** The shopper and all they live with. */
export const HOUSE = 'your household';
