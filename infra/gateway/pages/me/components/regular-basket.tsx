import { type BasketItem, otherPurchases, regularBasket } from '#infra/gateway/pages/me/state/basket.ts';
import { type Known, useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import { Glyph } from '#infra/gateway/pages/shop/components/glyph.tsx';
import { FactList } from './fact-list.tsx';
import { ForgetButton } from './forget-button.tsx';
import { Section } from './section.tsx';

const STATUS: Readonly<Record<string, string>> = {
  due: 'Probably out',
  soon: 'Soon out',
  not_yet: 'Not yet out',
};

/** What is bought again and again: its cycle, its amount, and when it is due. */
export function RegularBasket({ known }: { readonly known: Known }) {
  const basket = regularBasket(known.profile, known.purchases);
  const others = otherPurchases(basket, known.purchases);
  return (
    <Section title="Your regular basket" lead={reasonOf(known)}>
      {basket.length === 0 ? null : (
        <ul class="memory-list">
          {basket.map((item) => (
            <Item key={item.fact.id} item={item} />
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <details class="memory-more">
          <summary>{others.length} more that you bought</summary>
          <FactList facts={others} />
        </details>
      )}
    </Section>
  );
}

function Item({ item: { fact, name, evidence, quantity, due } }: { readonly item: BasketItem }) {
  const { correct } = useMemory();
  const packs = (count: number) => void correct(fact, { quantity: count }, `Usually ${count}: noted.`);
  return (
    <li class="memory-row">
      <div class="memory-what">
        <p class="memory-name">
          {name}
          {due === null ? null : (
            <span class={`badge memory-${due.status}`}>{STATUS[due.status] ?? due.status}</span>
          )}
        </p>
        <p class="memory-evidence">{evidence}</p>
        <button
          type="button"
          class="text-button"
          onClick={() => void correct(fact, { holds: false }, `${name} is no part of your basket any more.`)}
        >
          I don't buy this any more<span class="visually-hidden">: {name}</span>
        </button>
      </div>
      <fieldset class="stepper" aria-label={`Usual packs of ${name}`}>
        <button
          type="button"
          class="step"
          aria-label={`Usually one less ${name}`}
          disabled={quantity <= 1}
          onClick={() => packs(quantity - 1)}
        >
          <Glyph name="minus" />
        </button>
        <span class="step-count">{quantity}</span>
        <button
          type="button"
          class="step"
          aria-label={`Usually one more ${name}`}
          onClick={() => packs(quantity + 1)}
        >
          <Glyph name="plus" />
        </button>
      </fieldset>
      <ForgetButton fact={fact} about={name} />
    </li>
  );
}

function reasonOf({ profile }: Known): string {
  return profile.features.find(({ name }) => name === 'usual_orders')?.reason ?? '';
}
