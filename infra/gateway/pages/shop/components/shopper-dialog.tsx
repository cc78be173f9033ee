import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';
import { Modal } from './modal.tsx';

/** Who shops: this browser's own shopper, somebody new, or a sample shopper with a made-up history. */
export function ShopperDialog() {
  const { panels, shopper, become } = useShop();
  if (!panels.shoppers.value) return null;
  const close = () => {
    panels.shoppers.value = false;
  };
  const choose = (whom: string) => {
    close();
    void become(whom);
  };
  const sample = shopper.sample.value;
  const samples = shopper.samples.value;
  return (
    <Modal title="Who is shopping?" onClose={close}>
      <ul class="shoppers">
        <Choice
          name="You"
          description="Your own cart and conversation, kept for this browser."
          chosen={sample === null}
          onChoose={() => choose('self')}
        />
        {samples.map(({ shopperId, label, description }) => (
          <Choice
            key={shopperId}
            name={label}
            tag="sample"
            description={description}
            chosen={sample?.shopperId === shopperId}
            onChoose={() => choose(shopperId)}
          />
        ))}
        <Choice
          name="Somebody new"
          description="Starts empty: nothing known, nothing in the cart."
          chosen={false}
          onChoose={() => choose('new')}
        />
      </ul>
      {samples.length === 0 ? null : (
        <p class="totals-note">
          Sample shoppers have made-up histories, so you can see what LeafLoaf learns.
        </p>
      )}
      <a class="button button-quiet" href="/me">
        <Glyph name="spark" /> What LeafLoaf knows about you
      </a>
    </Modal>
  );
}

function Choice(props: {
  readonly name: string;
  readonly description: string;
  readonly tag?: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { name, description, tag, chosen, onChoose } = props;
  return (
    <li>
      <button type="button" class="shopper" aria-pressed={chosen} onClick={onChoose}>
        <span class="shopper-face" aria-hidden="true">
          {chosen ? <Glyph name="check" /> : name.charAt(0)}
        </span>
        <span>
          <span class="shopper-name">
            {name}
            {tag === undefined ? null : <span class="badge">{tag}</span>}
          </span>
          <span class="shopper-about">{description}</span>
        </span>
      </button>
    </li>
  );
}
