import { type ReadonlySignal, signal } from '@preact/signals';
import type { TurnQuestion } from '#infra/gateway/pages/shop/api/contract.ts';

// The browser's speech recognition as far as the page uses it; TypeScript's DOM library does not carry it.
interface Recognition {
  lang: string;
  interimResults: boolean;
  maxAlternatives: number;
  onresult: ((event: RecognitionEvent) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}
interface RecognitionEvent {
  readonly results: ArrayLike<
    ArrayLike<{ readonly transcript: string; readonly confidence: number }> & { readonly isFinal: boolean }
  >;
}
export interface SpeechWindow {
  readonly SpeechRecognition?: new () => Recognition;
  readonly webkitSpeechRecognition?: new () => Recognition;
  readonly speechSynthesis?: SpeechSynthesis;
  readonly SpeechSynthesisUtterance?: typeof SpeechSynthesisUtterance;
  readonly navigator: { readonly language: string };
}

export type Transcript = NonNullable<TurnQuestion['transcript']>;

/** Talking and listening through the browser's own speech API. */
export interface Voice {
  /** False where the browser cannot listen: nothing of voice is shown then. */
  readonly available: boolean;
  readonly listening: ReadonlySignal<boolean>;
  /** What was understood so far. */
  readonly heard: ReadonlySignal<string>;
  /** Listens for one utterance; only what is final is handed over. */
  listen(onFinal: (transcript: Transcript) => void, onProblem: (text: string) => void): void;
  stop(): void;
  speak(text: string): void;
  hush(): void;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'not-allowed': 'The browser may not use the microphone. Allow it in the address bar and try again.',
  'audio-capture': 'I can’t find a microphone.',
  'no-speech': 'I heard nothing. Try again a little louder.',
  network: 'Listening needs the network, which did not answer.',
};

export function createVoice(browser: SpeechWindow): Voice {
  const Listener = browser.SpeechRecognition ?? browser.webkitSpeechRecognition;
  const listening = signal(false);
  const heard = signal('');
  let current: Recognition | null = null;

  return {
    available: Listener !== undefined,
    listening,
    heard,
    listen(onFinal, onProblem) {
      if (Listener === undefined || listening.peek()) return;
      const recognition = new Listener();
      recognition.lang = browser.navigator.language;
      recognition.interimResults = true;
      recognition.maxAlternatives = 4;
      recognition.onresult = ({ results }) => {
        const all = Array.from(results);
        heard.value = all.map((result) => result[0]?.transcript ?? '').join('');
        const last = all.at(-1);
        if (last?.isFinal !== true) return;
        recognition.stop();
        const alternatives = Array.from(last)
          .filter(({ transcript }) => transcript.trim() !== '')
          .map(({ transcript, confidence }) => ({
            text: transcript.trim(),
            confidence: Math.min(1, Math.max(0, confidence)),
          }));
        if (alternatives.length > 0) {
          onFinal({ alternatives, isFinal: true, language: recognition.lang });
        }
      };
      recognition.onerror = ({ error }) => {
        if (error !== 'aborted')
          onProblem(PROBLEMS[error] ?? 'Listening did not work. You can type instead.');
      };
      recognition.onend = () => {
        listening.value = false;
        heard.value = '';
        current = null;
      };
      current = recognition;
      listening.value = true;
      recognition.start();
    },
    stop() {
      current?.stop();
    },
    speak(text) {
      const { speechSynthesis, SpeechSynthesisUtterance: Utterance } = browser;
      if (speechSynthesis === undefined || Utterance === undefined || text === '') return;
      speechSynthesis.cancel();
      const utterance = new Utterance(text);
      utterance.lang = 'en-US';
      speechSynthesis.speak(utterance);
    },
    hush() {
      browser.speechSynthesis?.cancel();
    },
  };
}
