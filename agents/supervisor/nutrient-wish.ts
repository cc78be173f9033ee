import { kindName } from './complete-item.ts';
import type { ItemMention, RoutedIntent } from './intent.ts';
import type { ReadingContext } from './reading-context.ts';

/** What there may be more or less of in a thing. */
export const NUTRIENTS =
  'sugar|sugars|salt|sodium|fat|calories|calorie|protein|carbs|carbohydrates|fiber|fibre|caffeine|iron|calcium|potassium|cholesterol|vitamins|alcohol';
const WISH = new RegExp(
  `(?:^| )(?:(?:with|that has|that have|has|have|having|is|are) )*(less|least|lower|lowest|fewer|fewest|more|most|higher|highest) (?:in )?(${NUTRIENTS})$`,
);

/**
 * "something with less sugar", "cereal with less salt": no product record says how much, so the list is shown and that
 * is told; nothing is added. Left as it is where a label says so itself.
 */
export function readNutrientWish(intent: RoutedIntent, context: ReadingContext): RoutedIntent {
  const [item, ...others] = intent.slots.items ?? [];
  const listed = intent.name === 'search_products' || intent.name === 'add_to_cart';
  if (!listed || item === undefined || others.length > 0) return intent;
  const found = WISH.exec(item.query);
  const [, how = '', nutrient = ''] = found ?? [];
  if (found === null || context.vocabulary.pairCount(how, nutrient) > 0) return intent;
  const of = thingMeant({ ...item, query: item.query.slice(0, found.index).trim() }, context);
  if (of === null) return intent;
  return {
    name: 'search_products',
    confidence: Math.min(intent.confidence, 0.85),
    slots: { items: [{ ...of, amount: null }], nutrient },
  };
}

function thingMeant(item: ItemMention, { focus, vocabulary }: ReadingContext): ItemMention | null {
  if (item.query !== '' && !/^(?:something|anything|ones?|some)$/.test(item.query)) return item;
  const [sought, ...others] = focus.sought ?? [];
  if (sought !== undefined) return others.length === 0 ? sought : null;
  const [line] = focus.last?.kind === 'added' ? focus.last.lines : [];
  const query = line === undefined ? '' : kindName(line.name, vocabulary);
  return query === '' ? null : { ...item, query, reference: null };
}
