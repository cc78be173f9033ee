import type { Citation, TurnReply } from '#agents/response-compiler/reply.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';

export const KIND_WORDS: Readonly<Record<Citation['kind'], string>> = {
  product: 'Product record',
  order: 'Your order',
  memory: 'What you said earlier',
  preference: 'What you told me about yourself',
  promotion: 'Store offer',
  knowledge: 'Kitchen knowledge',
};

/** Facts listed before the rest, which stand on the cards. */
const MAX_FACTS = 8;

/** Folded away below an answer: the facts it states and what was learned that shaped it. */
export function Basis({ reply }: { readonly reply: TurnReply }) {
  const { panels } = useShop();
  const applied = reply.personalization.features.filter(({ status }) => status === 'applied');
  const facts = reply.citations.slice(0, MAX_FACTS);
  const more = reply.citations.length - facts.length;
  if (facts.length === 0 && applied.length === 0) return null;
  return (
    <details class="basis">
      <summary>
        <Glyph name="source" />
        What this is based on
      </summary>
      <ul class="basis-facts">
        {applied.map(({ name, reason, observations }) => (
          <li key={name}>
            <span class="basis-kind">Learned</span>
            <span>
              {reason}
              {observations > 0 ? (
                <span class="basis-count"> {observations.toLocaleString()} observations</span>
              ) : null}
            </span>
          </li>
        ))}
        {facts.map(({ citationId, kind, claim }) => (
          <li key={citationId}>
            <span class="basis-kind">{KIND_WORDS[kind]}</span>
            <button
              type="button"
              class="text-button"
              onClick={() => {
                panels.citation.value = citationId;
              }}
            >
              {claim}
            </button>
          </li>
        ))}
        {more > 0 ? <li>{more} more product records, each under “Source” on its card.</li> : null}
      </ul>
    </details>
  );
}
