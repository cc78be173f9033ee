import type { ReplyProduct, TurnReply } from '#agents/response-compiler/reply.ts';
import type { Question } from '#infra/gateway/pages/shop/api/contract.ts';
import { formatMoney } from '#infra/gateway/pages/shop/state/money.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';

/** The answers to an open question, to press instead of typing them. */
export function AnswerOptions({ question }: { readonly question: Question }) {
  const { say, conversation } = useShop();
  if (question.options.length === 0) return null;
  return (
    <fieldset class="chips" aria-label={question.text}>
      {question.options.map((option) => (
        <button
          key={option}
          type="button"
          class="chip chip-answer"
          disabled={conversation.busy.value}
          onClick={() => void say(option)}
        >
          {option}
        </button>
      ))}
    </fieldset>
  );
}

/** Puts a whole recipe into the cart, with what that comes to. */
export function AddEverything({ reply }: { readonly reply: TurnReply }) {
  const { say, conversation } = useShop();
  const words = reply.suggestions.find(addsAll);
  if (words === undefined) return null;
  const picks = firstOfEach(reply.products);
  const cents = picks.reduce((sum, { priceCents }) => sum + (priceCents ?? 0), 0);
  const [first] = picks;
  return (
    <div class="add-everything">
      <button
        type="button"
        class="button button-primary"
        disabled={conversation.busy.value}
        onClick={() => void say(words)}
      >
        <Glyph name="basket" />
        {words}
      </button>
      {first === undefined || cents === 0 ? null : (
        <span>
          {picks.length} products, about {formatMoney(cents, first.currency)}
        </span>
      )}
    </div>
  );
}

/** What could be said next. */
export function Suggestions({ reply }: { readonly reply: TurnReply }) {
  const { say, conversation } = useShop();
  const suggestions = reply.suggestions.filter((words) => !addsAll(words));
  if (suggestions.length === 0) return null;
  return (
    <fieldset class="chips" aria-label="What you could say next">
      {suggestions.map((suggestion) => (
        <button
          key={suggestion}
          type="button"
          class="chip"
          disabled={conversation.busy.value}
          onClick={() => void say(suggestion)}
        >
          {suggestion}
        </button>
      ))}
    </fieldset>
  );
}

/** The suggestion that stands out, because it fills the cart in one step. */
function addsAll(suggestion: string): boolean {
  return /^add (everything|all)\b/i.test(suggestion);
}

function firstOfEach(products: readonly ReplyProduct[]): readonly ReplyProduct[] {
  const picks = new Map<string | null, ReplyProduct>();
  for (const product of products) if (!picks.has(product.group)) picks.set(product.group, product);
  return [...picks.values()];
}
