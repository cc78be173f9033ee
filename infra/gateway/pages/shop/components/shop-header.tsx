import { formatMoney } from '#infra/gateway/pages/shop/state/money.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph, Leaf } from './glyph.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

export function ShopHeader() {
  const { panels, shopper, conversation } = useShop();
  const name = firstName(shopper.sample.value?.label ?? 'You');
  const talking = conversation.entries.value.length > 0;
  return (
    <header class={talking ? 'shop-header shop-header-talking' : 'shop-header'}>
      <div class="shop-header-inner">
        <p class="wordmark">
          <Leaf />
          <span class="wordmark-name">LeafLoaf</span>
        </p>
        <div class="header-tools">
          {talking ? (
            <button
              type="button"
              class="icon-button"
              aria-label="Start a new chat"
              title="New chat"
              onClick={conversation.startNew}
            >
              <Glyph name="newChat" />
            </button>
          ) : null}
          <button
            type="button"
            class="shopper-button"
            aria-haspopup="dialog"
            aria-label={`Shopping as ${name}. Choose another shopper`}
            onClick={() => {
              panels.shoppers.value = true;
            }}
          >
            <Glyph name="person" />
            <span class="shopper-button-name">{name}</span>
            <Glyph name="chevron" />
          </button>
          <a
            class="icon-button known-link"
            href="/me"
            aria-label="What LeafLoaf knows about you"
            title="What LeafLoaf knows about you"
          >
            <Glyph name="spark" />
          </a>
          <ThemeToggle />
          <CartButton />
        </div>
      </div>
    </header>
  );
}

/** Opens the cart where it has no column of its own. */
function CartButton() {
  const { panels, cart } = useShop();
  const count = cart.itemCount.value;
  const shown = cart.cart.value;
  const total = shown === null ? '' : formatMoney(shown.totalCents, shown.currency);
  return (
    <button
      type="button"
      class="cart-button"
      aria-haspopup="dialog"
      aria-label={`Cart, ${count} ${count === 1 ? 'item' : 'items'}${count === 0 ? '' : `, ${total}`}`}
      onClick={() => {
        panels.cart.value = true;
      }}
    >
      <Glyph name="basket" />
      {count === 0 ? null : (
        <span class="cart-count" key={count}>
          {count}
        </span>
      )}
    </button>
  );
}

/** "Maya, vegan, shops for one" → Maya. */
function firstName(label: string): string {
  return label.split(',', 1)[0] ?? label;
}
