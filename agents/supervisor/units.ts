/** Names of measures in `SaidAmount.measure`; a container counts things and has no measure of its own. */
const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    lb: 'lb lbs pound pounds',
    oz: 'oz ounce ounces',
    g: 'g gr gram grams gramme grammes gm gms',
    kg: 'kg kgs kilo kilos kilogram kilograms',
    ml: 'ml mls milliliter milliliters millilitre millilitres',
    l: 'l liter liters litre litres ltr ltrs',
    gallon: 'gallon gallons gal gals',
    quart: 'quart quarts qt qts',
    pint: 'pint pints pt pts',
    dozen: 'dozen dozens doz',
    pair: 'pair pairs',
    pack: 'pack packs pk pks packet packets pkt pkts multipack package packages',
  }).flatMap(([unit, forms]) => forms.split(' ').map((form) => [form, unit] as const)),
);

const CONTAINERS = new Set(
  (
    'bag bags bottle bottles can cans tin tins box boxes jar jars carton cartons loaf loaves bunch bunches case ' +
    'cases tub tubs head heads stick sticks roll rolls bar bars jug jugs container containers piece pieces sack ' +
    'sacks tray trays cup cups punnet punnets pot pots tube tubes block blocks wheel wheels wedge wedges slab slabs sheet ' +
    'sheets stalk stalks ear ears crate crates keg kegs pouch pouches canister canisters item items unit units ' +
    'serving servings slice slices fillet fillets filet filets rack racks bulb bulbs knob knobs handful handfuls pinch bouquet sleeve sleeves brick bricks'
  ).split(' '),
);

/** The measure that a word names; null when it names none. "g" and "l" count only after a number. */
export function unitOf(word: string): string | null {
  return UNITS.get(word) ?? null;
}

/** "bottle", "bag", "loaf": what things come in; counts of them are plain counts. */
export function isContainer(word: string): boolean {
  return CONTAINERS.has(word);
}

const SIZE_UNITS = new Set(['oz', 'g', 'ml', 'l', 'fl_oz']);
/** Units that packs are labelled with: "16 oz yogurt" names a size, "2 lb chicken" an amount. */
export function isPackSizeUnit(unit: string): boolean {
  return SIZE_UNITS.has(unit);
}

/** Plural spellings ask for an amount ("2 liters"), singular ones name a size ("2 liter coke"). */
export function isPluralUnit(word: string): boolean {
  return word.length > 2 && word.endsWith('s') && UNITS.has(word);
}
