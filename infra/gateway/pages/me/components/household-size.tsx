import { useState } from 'preact/hooks';
import { useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import type { Fact } from '#infra/gateway/pages/shop/api/contract.ts';

/** Sets the size of a household right, told or estimated. */
export function HouseholdSize({ fact }: { readonly fact: Fact }) {
  const { correct } = useMemory();
  const [size, setSize] = useState(String(fact.value ?? 1));
  return (
    <form
      class="memory-correct"
      onSubmit={(event) => {
        event.preventDefault();
        void correct(fact, { value: Number(size) }, 'Household set right.');
      }}
    >
      <label>
        <span class="visually-hidden">People in your household</span>
        <input
          class="memory-number"
          type="number"
          inputMode="numeric"
          min={1}
          max={30}
          required
          value={size}
          onInput={(event) => setSize(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button button-quiet" disabled={size === String(fact.value)}>
        Correct
      </button>
    </form>
  );
}
