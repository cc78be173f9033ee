import type { ItemMention, RoutedIntent } from './intent.ts';
import { superlativeOf } from './reference-reading.ts';

/** "bigger" by itself names nothing that could be bought or looked for, "red" nothing that could be bought. */
export function namesNothing({ name, slots }: RoutedIntent): boolean {
  const { items = [] } = slots;
  const acts = name === 'add_to_cart' || name === 'search_products';
  return (
    acts &&
    items.length > 0 &&
    items.every(
      ({ query, reference }) =>
        reference === null &&
        query !== '' &&
        query
          .split(' ')
          .every((word) => superlativeOf(word) !== null || (name === 'add_to_cart' && DESCRIBING.has(word))),
    )
  );
}

/** Words that by themselves name nothing that could be put into a cart, whatever label ends in them. */
const DESCRIBING = new Set(
  'red white black green blue yellow brown pink purple big small large medium little mini frozen fresh spicy sweet salty'.split(
    ' ',
  ),
);

const GENERAL = new Set(
  'grocery groceries food foods shopping week weekly provisions supplies bits pieces essentials for the'.split(
    ' ',
  ),
);

/** "some groceries for the week: milk, bread" names milk and bread. */
export function withoutGeneral(intent: RoutedIntent): RoutedIntent {
  const items = intent.slots.items ?? [];
  const named = items.filter(
    ({ query }) => query === '' || !query.split(' ').every((word) => GENERAL.has(word)),
  );
  const lists = intent.name === 'add_to_cart' || intent.name === 'search_products';
  return lists && named.length > 0 && named.length < items.length
    ? { ...intent, slots: { ...intent.slots, items: named } }
    : intent;
}

/** "one white, one rye": what is only described is asked about, and the others go in. */
export function withoutDescriptions(intent: RoutedIntent): readonly RoutedIntent[] {
  const items = intent.slots.items ?? [];
  const only = ({ query, reference }: ItemMention) => reference === null && DESCRIBING.has(query);
  const described = items.filter(only);
  if (intent.name !== 'add_to_cart' || described.length === 0 || described.length === items.length)
    return [intent];
  const unclear = described.map(({ said }) => said).join(', ');
  return [
    { ...intent, slots: { ...intent.slots, items: items.filter((item) => !only(item)) } },
    { name: 'clarify', confidence: 0.8, slots: { unclear } },
  ];
}
