import type { Known } from '#infra/gateway/pages/me/state/memory.ts';
import { ForgetButton } from './forget-button.tsx';
import { HouseholdSize } from './household-size.tsx';
import { Section } from './section.tsx';

const NAMES: Readonly<Record<string, string>> = {
  price_level: 'Price level',
  household_estimate: 'Household',
};

/** The price level and the household that orders speak of, each to be set right or forgotten. */
export function Estimates({ known: { estimates } }: { readonly known: Known }) {
  return (
    <Section
      title="What your orders seem to say"
      lead="My estimates. Forgotten, I make none of what you ordered before."
    >
      {estimates.length === 0 ? <p class="memory-empty">Nothing clear yet.</p> : null}
      <ul class="memory-list">
        {estimates.map((fact) => (
          <li key={fact.id} class="memory-row">
            <div class="memory-what">
              <p class="memory-name">{NAMES[fact.kind] ?? fact.kind}</p>
              <p class="memory-evidence">{fact.text}</p>
            </div>
            {fact.kind === 'household_estimate' ? <HouseholdSize fact={fact} /> : null}
            <ForgetButton fact={fact} about={NAMES[fact.kind] ?? fact.text} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
