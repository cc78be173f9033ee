import type { Notices } from '#infra/gateway/pages/shop/state/notices.ts';
import { Glyph } from './glyph.tsx';

/** The one short message that is shown, and what screen readers are told. */
export function NoticeBar({ notices }: { readonly notices: Notices }) {
  const notice = notices.shown.value;
  return (
    <>
      <p class="visually-hidden" role="status" aria-live="polite">
        {notices.announced.value}
      </p>
      {notice === null ? null : (
        <div key={notice.id} class={`notice notice-${notice.tone}`}>
          <span>{notice.text}</span>
          {notice.action === null ? null : (
            <button
              type="button"
              class="text-button"
              onClick={() => {
                notices.dismiss();
                notice.action?.run();
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={notices.dismiss}>
            <Glyph name="close" />
          </button>
        </div>
      )}
    </>
  );
}
