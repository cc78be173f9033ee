import { type Known, useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import { Section } from './section.tsx';
import { Switch } from './switch.tsx';

const TITLES = {
  response_compiler: 'Personal part of answers',
  preference_schema: 'Your preferences',
  smart_ranking: 'Order of results',
  usual_orders: 'Usual orders',
  reorder_intelligence: 'What runs out when',
  dietary_cultural: 'Diet and kitchen',
  complementary: 'What goes together',
  quantity_memory: 'Usual amounts',
  budget_awareness: 'Price level',
  household: 'Household',
} as const satisfies Record<keyof Known['preferences']['features'], string>;

/** What each part of the assistant makes of it, with its switch. */
export function Features({ known: { profile, preferences } }: { readonly known: Known }) {
  const { change } = useMemory();
  return (
    <Section
      title="What I make of it"
      lead="Ten things that I do with what I know. Switch off what you do not want."
    >
      <ul class="memory-list">
        {profile.features.map(({ name, status, confidence, observations, reason }) => {
          const key = name as keyof typeof TITLES;
          const title = TITLES[key] ?? name;
          return (
            <li key={name} class="memory-row">
              <div class="memory-what">
                <p class="memory-name">{title}</p>
                <p class="memory-evidence">
                  {reason}
                  {status === 'applied'
                    ? ` ${Math.round(confidence * 100)}% sure, from ${observations} ${observations === 1 ? 'observation' : 'observations'}.`
                    : ''}
                </p>
              </div>
              <Switch
                label={title}
                on={preferences.features[key]}
                onSwitch={(on) =>
                  void change({ features: { [key]: on } }, `${title} switched ${on ? 'on' : 'off'}.`)
                }
              />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
