import type { ReplyCart } from '#agents/response-compiler/reply.ts';
import { formatMoney } from '#infra/gateway/pages/shop/state/money.ts';

type Totalled = Pick<ReplyCart, 'subtotalCents' | 'discounts' | 'totalCents' | 'currency'> & {
  readonly unpricedLines?: number;
};

/** Subtotal, each discount by its name, and what is to be paid. */
export function Totals({ of }: { readonly of: Totalled }) {
  const { subtotalCents, discounts, totalCents, currency, unpricedLines = 0 } = of;
  return (
    <div class="totals">
      <dl>
        {discounts.length > 0 ? (
          <div>
            <dt>Subtotal</dt>
            <dd>{formatMoney(subtotalCents, currency)}</dd>
          </div>
        ) : null}
        {discounts.map(({ code, label, cents }) => (
          <div key={`${code ?? ''} ${label}`} class="discount">
            <dt>{label}</dt>
            <dd>−{formatMoney(Math.abs(cents), currency)}</dd>
          </div>
        ))}
        <div class="total">
          <dt>{unpricedLines > 0 ? 'Known so far' : 'Total'}</dt>
          <dd>{formatMoney(totalCents, currency)}</dd>
        </div>
      </dl>
      {unpricedLines > 0 ? (
        <p class="totals-note">
          Without {unpricedLines} {unpricedLines === 1 ? 'item' : 'items'} whose price is not known.
        </p>
      ) : null}
    </div>
  );
}
