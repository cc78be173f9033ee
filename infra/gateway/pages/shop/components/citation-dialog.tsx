import { useEffect, useState } from 'preact/hooks';
import type { Citation } from '#agents/response-compiler/reply.ts';
import { wordFailure } from '#infra/gateway/pages/shop/api/problem.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { KIND_WORDS } from './basis.tsx';
import { Modal } from './modal.tsx';

/** Looks up what a stated fact rests on. */
export function CitationDialog() {
  const { panels } = useShop();
  const citationId = panels.citation.value;
  return citationId === null ? null : <Source key={citationId} citationId={citationId} />;
}

function Source({ citationId }: { readonly citationId: string }) {
  const { panels, call } = useShop();
  const [citation, setCitation] = useState<Citation | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    call<Citation>('GET', `/v1/citations/${encodeURIComponent(citationId)}`).then(setCitation, (failure) =>
      setProblem(wordFailure(failure)),
    );
  }, []);
  return (
    <Modal
      title="Source"
      onClose={() => {
        panels.citation.value = null;
      }}
    >
      <div aria-live="polite">
        {problem === null ? null : <p class="field-problem">{problem}</p>}
        {citation === null ? (
          problem === null ? (
            <p class="progress">Looking it up…</p>
          ) : null
        ) : (
          <dl class="citation">
            <dt>Where it comes from</dt>
            <dd>{KIND_WORDS[citation.kind]}</dd>
            <dt>What it says</dt>
            <dd>{citation.claim}</dd>
            <dt>Record</dt>
            <dd class="citation-ref">{citation.ref}</dd>
          </dl>
        )}
      </div>
    </Modal>
  );
}
