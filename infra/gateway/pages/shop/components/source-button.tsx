import type { ReplyProduct } from '#agents/response-compiler/reply.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';

/** Opens the citation behind what is said about a product. */
export function SourceButton({ product }: { readonly product: Pick<ReplyProduct, 'name' | 'citationId'> }) {
  const { panels } = useShop();
  return (
    <button
      type="button"
      class="source"
      aria-label={`Source of what is said about ${product.name}`}
      onClick={() => {
        panels.citation.value = product.citationId;
      }}
    >
      Source
    </button>
  );
}
