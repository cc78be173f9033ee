import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Glyph } from './glyph.tsx';

/** A promotion code; a code that cannot be used says why, beside the field. */
export function PromotionForm() {
  const { cart } = useShop();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), [open]);
  const apply = async (event: SubmitEvent) => {
    event.preventDefault();
    if (code.trim() === '') return;
    const result = await cart.applyPromotion(code.trim());
    setRefused(result.refused);
    if (result.refused !== null) return;
    setCode('');
    setOpen(false);
  };
  if (!open) {
    return (
      <button type="button" class="text-button promotion-open" onClick={() => setOpen(true)}>
        <Glyph name="tag" />
        Add a promotion code
      </button>
    );
  }
  return (
    <form class="promotion" onSubmit={(event) => void apply(event as unknown as SubmitEvent)}>
      <label for={fieldId}>Promotion code</label>
      <div class="promotion-row">
        <input
          id={fieldId}
          ref={field}
          value={code}
          maxLength={64}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-invalid={refused !== null}
          aria-describedby={refused === null ? undefined : `${fieldId}-refused`}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <button type="submit" class="button button-quiet">
          Apply
        </button>
      </div>
      {refused === null ? null : (
        <p class="field-problem" id={`${fieldId}-refused`} role="alert">
          {refused}
        </p>
      )}
    </form>
  );
}
