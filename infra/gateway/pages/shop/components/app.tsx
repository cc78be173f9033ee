import { useEffect, useRef } from 'preact/hooks';
import type { ReplyOrder } from '#agents/response-compiler/reply.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { CartPanel } from './cart-panel.tsx';
import { CheckoutDialog } from './checkout-dialog.tsx';
import { CitationDialog } from './citation-dialog.tsx';
import { Composer } from './composer.tsx';
import { DoubtDialog } from './doubt-dialog.tsx';
import { Modal } from './modal.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { ProductDialog } from './product-dialog.tsx';
import { Receipt } from './receipt.tsx';
import { ShopHeader } from './shop-header.tsx';
import { ShopperDialog } from './shopper-dialog.tsx';
import { TurnView } from './turn-view.tsx';
import { Welcome } from './welcome.tsx';

export function App() {
  const { open, notices } = useShop();
  useEffect(() => void open(), []);
  return (
    <>
      <a class="skip" href="#message">
        Skip to the message field
      </a>
      <ShopHeader />
      <div class="floor">
        <main class="talk" tabIndex={-1}>
          <Talk />
          <Composer />
        </main>
        <aside class="cart-column" aria-label="Cart">
          <h2>Your cart</h2>
          <CartPanel />
        </aside>
      </div>
      <CartSheet />
      <ProductDialog />
      <CitationDialog />
      <ShopperDialog />
      <CheckoutDialog />
      <DoubtDialog />
      <NoticeBar notices={notices} />
    </>
  );
}

function Talk() {
  const { conversation } = useShop();
  const entries = conversation.entries.value;
  if (entries.length === 0) return conversation.restoring.value ? <div class="conversation" /> : <Welcome />;
  return (
    <section class="conversation" aria-label="Conversation" aria-busy={conversation.busy.value}>
      <h1 class="visually-hidden">Your conversation with LeafLoaf</h1>
      {conversation.earlier.value === null ? null : (
        <button
          type="button"
          class="button button-quiet earlier"
          onClick={() => void keepPlace(conversation.loadEarlier)}
        >
          Earlier messages
        </button>
      )}
      <ol class="turns">
        {entries.map((entry, at) =>
          entry.kind === 'turn' ? (
            <TurnView key={entry.asked.turnId} entry={entry} latest={at === entries.length - 1} />
          ) : (
            <OrderView key={entry.order.orderId} order={entry.order} latest={at === entries.length - 1} />
          ),
        )}
      </ol>
    </section>
  );
}

/** What is read stays where it is while something is put above it. */
async function keepPlace(change: () => Promise<void>): Promise<void> {
  const page = document.documentElement;
  const below = page.scrollHeight - page.scrollTop;
  await change();
  await new Promise(requestAnimationFrame);
  page.scrollTo({ top: page.scrollHeight - below, behavior: 'instant' });
}

function OrderView({ order, latest }: { readonly order: ReplyOrder; readonly latest: boolean }) {
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (latest) own.current?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, []);
  return (
    <li class="turn" ref={own}>
      <Receipt order={order} />
    </li>
  );
}

/** The cart over the page, for screens without room for it. */
function CartSheet() {
  const { panels } = useShop();
  if (!panels.cart.value) return null;
  return (
    <Modal
      title="Your cart"
      shape="sheet"
      onClose={() => {
        panels.cart.value = false;
      }}
    >
      <CartPanel />
    </Modal>
  );
}
