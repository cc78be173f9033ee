import { useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import type { Preferences } from '#infra/gateway/pages/shop/api/contract.ts';
import { Section } from './section.tsx';
import { Switch } from './switch.tsx';

const CHOICES = [
  {
    key: 'learning',
    title: 'Learn from what I do',
    about: 'Off: nothing new is learned. What is known stays until you have it forgotten.',
  },
  {
    key: 'sharing',
    title: 'Count me in for everybody',
    about:
      'What I buy and click counts, without my name, in what is learned over all shoppers. Off: it counts for nobody but me.',
  },
  {
    key: 'emotionMemory',
    title: 'Remember how I felt',
    about: 'Off: the mood of a message counts for its answer alone.',
  },
] as const;

/** Whether anything is learned at all, and the other choices of privacy. */
export function Learning({ preferences: { privacy } }: { readonly preferences: Preferences }) {
  const { change } = useMemory();
  return (
    <Section title="Learning and privacy">
      <ul class="memory-list">
        {CHOICES.map(({ key, title, about }) => (
          <li key={key} class="memory-row">
            <div class="memory-what">
              <p class="memory-name">{title}</p>
              <p class="memory-evidence">{about}</p>
            </div>
            <Switch
              label={title}
              on={privacy[key]}
              onSwitch={(on) => void change({ privacy: { [key]: on } }, `${title}: ${on ? 'on' : 'off'}.`)}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
