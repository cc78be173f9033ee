import type { Product } from '#agents/search/product.ts';
import type { Citation } from './reply.ts';

export type CitationKind = Citation['kind'];

/** A citation's id names what it cites, so that it resolves at any later time: `product.<id>`, `order.<id>` … */
export function cite(kind: CitationKind, ref: string, claim: string): Citation {
  return { citationId: `${kind}.${ref}`, kind, ref, claim };
}

const KINDS: readonly CitationKind[] = ['product', 'order', 'memory', 'preference', 'promotion', 'knowledge'];

/** What a citation id points at; null when it is none of ours. */
export function readCitationId(
  citationId: string,
): { readonly kind: CitationKind; readonly ref: string } | null {
  const dot = citationId.indexOf('.');
  const kind = KINDS.find((known) => known === citationId.slice(0, dot));
  const ref = citationId.slice(dot + 1);
  return dot > 0 && kind !== undefined && ref !== '' ? { kind, ref } : null;
}

export function citeProduct(product: Pick<Product, 'id' | 'name'>, claim = product.name): Citation {
  return cite('product', product.id, claim);
}
