import { categories, departments } from 'leafloaf:shelf-pictures';
import { signal } from '@preact/signals';
import type { Call } from '#infra/gateway/pages/shop/api/call.ts';
import type { ProductDetail } from '#infra/gateway/pages/shop/api/contract.ts';

/** What decides a product's picture. */
export interface Pictured {
  readonly icon: string | null;
  readonly category: string;
  readonly department: string;
}

/** Stands for what no shelf explains. */
const ANYTHING = 'shopping-bags';

/** The picture of a product: its own icon, else its category's, else its department's. */
export function pictureOf({ icon, category, department }: Pictured): string {
  return icon ?? firstKnown(categories, category) ?? firstKnown(departments, department) ?? ANYTHING;
}

/** The last word of a shelf's name says most: "Plant Milk" is milk. */
function firstKnown(icons: Readonly<Record<string, string>>, shelf: string): string | null {
  const words = shelf.toLowerCase().match(/\p{L}+/gu) ?? [];
  for (const word of words.reverse()) {
    const icon = icons[word] ?? icons[word.replace(/(?<=..)s$/u, '')];
    if (icon !== undefined) return icon;
  }
  return null;
}

/** Remembers the pictures of products that were seen, for places that know only their ids. */
export interface Pictures {
  see(products: readonly (Pictured & { readonly productId: string })[]): void;
  /** Null while it is unknown; `seek` asks for it. */
  of(productId: string): string | null;
  seek(productIds: readonly string[]): void;
}

export function createPictures(call: Call): Pictures {
  const known = signal<ReadonlyMap<string, string>>(new Map());
  const sought = new Set<string>();
  const add = (entries: readonly (readonly [string, string])[]) => {
    if (entries.some(([productId, name]) => known.peek().get(productId) !== name)) {
      known.value = new Map([...known.peek(), ...entries]);
    }
  };
  return {
    see: (products) => add(products.map((product) => [product.productId, pictureOf(product)])),
    of: (productId) => known.value.get(productId) ?? null,
    seek(productIds) {
      for (const productId of productIds) {
        if (known.peek().has(productId) || sought.has(productId)) continue;
        sought.add(productId);
        call<ProductDetail>('GET', `/v1/products/${encodeURIComponent(productId)}`).then(
          (product) => add([[productId, pictureOf(product)]]),
          // A product that is gone, or a lost connection: a picture is not worth a message.
          () => add([[productId, ANYTHING]]),
        );
      }
    },
  };
}
