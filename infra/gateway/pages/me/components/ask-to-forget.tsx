import { useRef } from 'preact/hooks';
import { useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import { Modal } from '#infra/gateway/pages/shop/components/modal.tsx';

/** Forgetting cannot be undone, so it is asked about. */
export function AskToForget() {
  const { asking, ask, forget } = useMemory();
  const keep = useRef<HTMLButtonElement>(null);
  const fact = asking.value;
  if (fact === null) return null;
  // A diet that was denied has no value to correct.
  const isHeeded = (fact.kind === 'allergy' || fact.kind === 'diet') && fact.corrections.includes('value');
  return (
    <Modal
      title="Forget this for good?"
      role="alertdialog"
      describedBy="forgotten-fact"
      firstFocus={keep}
      onClose={() => ask(null)}
    >
      <p id="forgotten-fact">{fact.text}</p>
      <p class="memory-note">
        It is deleted, and not learned again from what happened until now.
        {isHeeded ? ' Searches will no longer leave out what goes against it.' : ''}
      </p>
      <div class="modal-actions">
        <button type="button" class="button button-quiet" ref={keep} onClick={() => ask(null)}>
          Keep it
        </button>
        <button
          type="button"
          class="button button-primary"
          onClick={() => {
            ask(null);
            void forget(fact);
          }}
        >
          Forget it
        </button>
      </div>
    </Modal>
  );
}
