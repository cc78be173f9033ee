import { useRef, useState } from 'preact/hooks';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';

/** Longest message the API takes, in characters. */
const MAX_MESSAGE = 2_000;

/** Where the shopper writes or speaks. Enter sends, Shift+Enter starts a line. */
export function Composer() {
  const { say, voice, taste } = useShop();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const listening = voice.listening.value;
  const tooLong = [...text].length > MAX_MESSAGE;
  const submit = () => {
    const message = text.trim();
    if (message === '' || tooLong) return;
    setText('');
    field.current?.focus();
    void say(message);
  };
  return (
    <form
      class="composer"
      aria-label="Talk to LeafLoaf"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class={listening ? 'composer-box composer-listening' : 'composer-box'}>
        <label class="visually-hidden" for="message">
          What do you need?
        </label>
        <textarea
          id="message"
          ref={field}
          rows={1}
          placeholder={listening ? 'Listening…' : 'What do you need?'}
          value={listening ? voice.heard.value : text}
          readOnly={listening}
          enterkeyhint="send"
          autocomplete="off"
          aria-invalid={tooLong}
          aria-describedby={tooLong ? 'message-problem' : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <VoiceButton />
        <button type="submit" class="send" aria-label="Send" disabled={text.trim() === '' || tooLong}>
          <Glyph name="send" />
        </button>
      </div>
      {tooLong ? (
        <p class="field-problem" id="message-problem" role="alert">
          That is longer than {MAX_MESSAGE} characters. Please say it in two parts.
        </p>
      ) : null}
      <div class="composer-foot">
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={!taste.showAll.value}
          onClick={() => void taste.switchTo(!taste.showAll.value)}
        >
          <span class="switch-track" aria-hidden="true" />
          Sorted for me
        </button>
        <p>For allergies, read the label.</p>
      </div>
    </form>
  );
}

/** Only where the browser can listen. */
function VoiceButton() {
  const { voice, say, notices } = useShop();
  if (!voice.available) return null;
  const listening = voice.listening.value;
  const listen = () => {
    voice.hush();
    voice.listen(
      (transcript) => void say(transcript.alternatives[0]?.text ?? '', transcript),
      (problem) => notices.show(problem, { tone: 'problem' }),
    );
  };
  return (
    <button
      type="button"
      class="microphone"
      aria-label={listening ? 'Stop listening' : 'Speak instead of typing'}
      aria-pressed={listening}
      onClick={() => (listening ? voice.stop() : listen())}
    >
      <Glyph name={listening ? 'stop' : 'microphone'} />
    </button>
  );
}
