import type { ComponentChildren, RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Glyph } from './glyph.tsx';

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  /** `sheet` comes from the side, or from below on a phone. */
  readonly shape?: 'card' | 'sheet';
  /** `alertdialog` interrupts with a question; `describedBy` is the id of what it is about. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly describedBy?: string;
  /** What has the focus at first; by default the title. */
  readonly firstFocus?: RefObject<HTMLElement | null>;
  readonly children: ComponentChildren;
}

/** The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back, to the talk if need be. */
export function Modal({
  title,
  onClose,
  shape = 'card',
  role = 'dialog',
  describedBy,
  firstFocus,
  children,
}: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  // Not `useEffect`, which runs after the next frame: a key pressed before it would go nowhere.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const before = document.activeElement;
    element.showModal();
    (firstFocus?.current ?? heading.current)?.focus();
    return () => {
      element.close();
      const back =
        before instanceof HTMLElement && before.isConnected ? before : document.querySelector('main');
      back?.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it from the keyboard, by way of onCancel.
    <dialog
      ref={dialog}
      class={`modal modal-${shape}`}
      role={role}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="modal-body">
        <header class="modal-head">
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
            <Glyph name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
