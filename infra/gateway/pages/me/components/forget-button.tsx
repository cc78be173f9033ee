import { useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import type { Fact } from '#infra/gateway/pages/shop/api/contract.ts';
import { Glyph } from '#infra/gateway/pages/shop/components/glyph.tsx';

/** Asks before the fact is forgotten. */
export function ForgetButton({ fact, about }: { readonly fact: Fact; readonly about: string }) {
  const { ask } = useMemory();
  return (
    <button
      type="button"
      class="icon-button"
      aria-haspopup="dialog"
      aria-label={`Forget: ${about}`}
      title="Forget"
      onClick={() => ask(fact)}
    >
      <Glyph name="bin" />
    </button>
  );
}
