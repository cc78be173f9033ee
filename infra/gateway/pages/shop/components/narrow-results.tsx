import type { TurnEntry } from '#infra/gateway/pages/shop/state/entry.ts';
import {
  activeFilters,
  canNarrow,
  choose,
  currencyOf,
  MOST_PRODUCTS,
  narrowingsOf,
  type TurnFilters,
} from '#infra/gateway/pages/shop/state/narrowing.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';

/** Products more for one press of "Show more". */
const PAGE = 24;

/** Choices that narrow the latest list down, and the ones that are on, to take off. */
export function NarrowResults({ entry }: { readonly entry: TurnEntry }) {
  const { conversation, askAgain } = useShop();
  const reply = entry.reply.value;
  if (reply === null || !canNarrow(entry)) return null;
  const filters: TurnFilters = entry.asked.filters ?? {};
  const active = activeFilters(filters, currencyOf(reply));
  const narrowings = narrowingsOf(reply, filters);
  if (active.length === 0 && narrowings.length === 0) return null;
  const disabled = conversation.busy.value;
  return (
    <fieldset class="narrow">
      <legend class="visually-hidden">Narrow the list down</legend>
      {narrowings.map(({ field, label, choices, chosen }) => (
        <label key={field} class="narrow-field">
          <span>{label}</span>
          <select
            name={field}
            aria-label={label}
            disabled={disabled}
            value={chosen ?? ''}
            onChange={({ currentTarget }) =>
              void askAgain(entry, { filters: choose(filters, field, currentTarget.value) }).then(() =>
                focus(`select[name=${field}]`),
              )
            }
          >
            <option value="">Any</option>
            {choices.map(({ value, label: words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      ))}
      {active.map(({ label, rest }) => (
        <button
          key={label}
          type="button"
          class="chip narrow-on"
          disabled={disabled}
          onClick={() => void askAgain(entry, { filters: rest }).then(() => focus('.narrow select'))}
        >
          {label}
          <Glyph name="close" />
          <span class="visually-hidden">: take this filter off</span>
        </button>
      ))}
    </fieldset>
  );
}

/** Asks for a longer list where there is more than is shown. */
export function ShowMore({ entry }: { readonly entry: TurnEntry }) {
  const { conversation, askAgain } = useShop();
  const reply = entry.reply.value;
  if (reply === null || !canNarrow(entry)) return null;
  const shown = reply.products.length;
  if (shown === 0 || shown >= reply.totalProducts || shown >= MOST_PRODUCTS) return null;
  return (
    <button
      type="button"
      class="button button-quiet more"
      disabled={conversation.busy.value}
      onClick={() =>
        void askAgain(entry, { limit: Math.min(MOST_PRODUCTS, shown + PAGE) }).then(() =>
          focus(`.cards > li:nth-child(${shown + 1}) button`),
        )
      }
    >
      <Glyph name="chevron" />
      Show more
    </button>
  );
}

/** The control that was used is gone with the turn before: go on from its like in the latest. */
function focus(selector: string): void {
  document.querySelector<HTMLElement>(`.turn-latest ${selector}`)?.focus();
}
