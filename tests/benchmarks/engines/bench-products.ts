import type { Product } from '#agents/search/product.ts';

interface CatalogueRow {
  readonly id: number | string;
  readonly name: string;
  readonly aisle: string;
  readonly department: string;
}

/** What replicas are called, so that their words spread over the vocabulary as new products' words do. */
const LINES =
  'Meadow Harbor Summit Orchard Prairie Lakeside Canyon Willow Copper Juniper Sunrise Valley Pioneer Cedar'.split(
    ' ',
  );

/** `size` products from the rows of a catalogue, over and over with other names where it has fewer. */
export function benchProducts(rows: readonly CatalogueRow[], size: number): readonly Product[] {
  return Array.from({ length: size }, (_, at) => {
    const row = rows[at % rows.length] as CatalogueRow;
    const round = Math.floor(at / rows.length);
    const line = round === 0 ? '' : `${LINES[(at + round) % LINES.length] ?? ''} ${round + 1} `;
    return {
      id: `${row.id}-${round}`,
      name: `${line}${row.name}`,
      brand: null,
      department: row.department,
      category: row.aisle,
      size: null,
      unit: 'each',
      priceCents: 99 + ((at * 7_919) % 2_400),
      currency: 'USD',
      stock: at % 17 === 0 ? 0 : 20,
      organic: 'unknown',
      diets: {},
      allergens: { contains: [], mayContain: [], declared: false },
      aliases: [],
      cuisines: [],
      ingredients: null,
      description: null,
      ageRestricted: false,
      icon: null,
    };
  });
}

/** Queries as shoppers type them: one to three words of names all over the catalogue, every fifth with a slip. */
export function benchQueries(products: readonly Product[], count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const { name } = products[Math.floor((at * products.length) / count)] as Product;
    const words = name.toLowerCase().match(/[a-z]{3,}/g) ?? ['milk'];
    const first = (at * 7) % words.length;
    const query = words.slice(first, first + 1 + (at % 3)).join(' ');
    return at % 5 === 4 && query.length > 5 ? `${query.slice(0, 3)}${query.slice(4)}` : query;
  });
}
