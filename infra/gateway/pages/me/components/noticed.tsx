import { type Known, useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import { FactList } from './fact-list.tsx';
import { Section } from './section.tsx';

/** Searches, views and the like, the latest first. */
export function Noticed({ known: { noticed, moreNoticed } }: { readonly known: Known }) {
  const { loadMoreNoticed } = useMemory();
  return (
    <Section
      title="What else I noticed"
      lead="What you searched for, looked at, put in your cart or turned down."
    >
      {noticed.length === 0 ? <p class="memory-empty">Nothing yet.</p> : <FactList facts={noticed} />}
      {moreNoticed === null ? null : (
        <button type="button" class="button button-quiet" onClick={() => void loadMoreNoticed()}>
          Show more
        </button>
      )}
    </Section>
  );
}
