import { type ReadonlySignal, signal } from '@preact/signals';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'problem';
  /** Something to do about it, such as undo. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Short messages: shown for a while, and said to screen readers. */
export interface Notices {
  readonly shown: ReadonlySignal<Notice | null>;
  /** What a screen reader says next; nothing is shown. */
  readonly announced: ReadonlySignal<string>;
  show(text: string, options?: Partial<Pick<Notice, 'tone' | 'action'>>): void;
  announce(text: string): void;
  dismiss(): void;
}

/** Milliseconds a notice stays. */
const SHOWN_MS = 7_000;

export function createNotices(later: (run: () => void, ms: number) => void): Notices {
  const shown = signal<Notice | null>(null);
  const announced = signal('');
  let lastId = 0;
  return {
    shown,
    announced,
    show(text, { tone = 'plain', action = null } = {}) {
      lastId += 1;
      const id = lastId;
      shown.value = { id, text, tone, action };
      announced.value = text;
      later(() => {
        if (shown.peek()?.id === id) shown.value = null;
      }, SHOWN_MS);
    },
    announce(text) {
      // The same words twice would not be read out again.
      announced.value = announced.peek() === text ? `${text}\u00a0` : text;
    },
    dismiss() {
      shown.value = null;
    },
  };
}
