import type { VectorProgress } from '#infra/embedded/product-index/embed-products.ts';
import type { HealthReport } from '#infra/gateway/application.ts';
import type { SearchCounts } from '#infra/resilience/watch-searches.ts';

/** How searching goes since the start. An empty answer or a slow one is nothing to warn of by itself. */
export function searchHealth({
  searches,
  withoutResult,
  slow,
  failed,
  isDown,
}: SearchCounts): HealthReport['components'][number] {
  return {
    name: 'search',
    status: isDown ? 'warn' : 'pass',
    detail: `${searches} searches, ${withoutResult} without a result, ${slow} slow, ${failed} failed`,
  };
}

/** How far the products' vectors are. While some are missing, searches may go by the words alone. */
export function productVectorHealth({
  model,
  embedded,
  total,
}: VectorProgress): HealthReport['components'][number] {
  return {
    name: 'product vectors',
    status: embedded < total ? 'warn' : 'pass',
    detail: `${embedded} of ${total} products by ${model}`,
  };
}
