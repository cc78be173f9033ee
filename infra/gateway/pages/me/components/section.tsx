import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface SectionProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ComponentChildren;
}

export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section class="memory-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead === undefined ? null : <p class="memory-note">{lead}</p>}
      {children}
    </section>
  );
}
