import type { Fact } from '#infra/gateway/pages/shop/api/contract.ts';
import { ForgetButton } from './forget-button.tsx';
import { HouseholdSize } from './household-size.tsx';
import { Section } from './section.tsx';

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** Diets, allergies, household and budget: what the shopper said of themself. */
export function Told({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Section
      title="What you told me"
      lead="Allergies and diets always hold. Tell me more in the shop, like “I'm vegetarian” or “there are four of us”."
    >
      {facts.length === 0 ? <p class="memory-empty">Nothing yet.</p> : null}
      <ul class="memory-list">
        {facts.map((fact) => (
          <li key={fact.id} class="memory-row">
            <div class="memory-what">
              <p class="memory-name">{fact.text}</p>
              <p class="memory-evidence">Told on {DAY.format(new Date(fact.lastAt))}.</p>
            </div>
            {fact.kind === 'household' ? <HouseholdSize fact={fact} /> : null}
            <ForgetButton fact={fact} about={fact.text} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
