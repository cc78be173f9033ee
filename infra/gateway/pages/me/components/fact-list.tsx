import type { Fact } from '#infra/gateway/pages/shop/api/contract.ts';
import { ForgetButton } from './forget-button.tsx';

export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <ul class="memory-list">
      {facts.map((fact) => (
        <li key={fact.id} class="memory-row">
          <p class="memory-what">{fact.text}</p>
          <ForgetButton fact={fact} about={fact.text} />
        </li>
      ))}
    </ul>
  );
}
