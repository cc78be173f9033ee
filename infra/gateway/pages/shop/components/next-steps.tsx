import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { useShop } from '../state/shop.ts';
import { Glyph } from './glyph.tsx';

/** Answers to the open question as buttons, else what could be said next. */
export function NextSteps({ reply }: { readonly reply: TurnReply }) {
  const { say, conversation } = useShop();
  const { question, suggestions } = reply;
  const busy = conversation.busy.value;
  if (question !== null && question.options.length > 0) {
    return (
      <fieldset class="chips" aria-label={question.text}>
        {question.options.map((option) => (
          <button
            key={option}
            type="button"
            class="chip chip-answer"
            disabled={busy}
            onClick={() => void say(option)}
          >
            {option}
          </button>
        ))}
      </fieldset>
    );
  }
  if (suggestions.length === 0) return null;
  return (
    <fieldset class="chips" aria-label="What you could say next">
      {suggestions.map((suggestion) => (
        <button
          key={suggestion}
          type="button"
          class={addsAll(suggestion) ? 'chip chip-lead' : 'chip'}
          disabled={busy}
          onClick={() => void say(suggestion)}
        >
          {addsAll(suggestion) ? <Glyph name="basket" /> : null}
          {suggestion}
        </button>
      ))}
    </fieldset>
  );
}

/** Putting a whole recipe into the cart is the one step that stands out. */
function addsAll(suggestion: string): boolean {
  return /^add (everything|all)\b/i.test(suggestion);
}
