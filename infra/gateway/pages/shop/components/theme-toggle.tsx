import { useState } from 'preact/hooks';
import { chooseTheme, shownTheme } from '#infra/gateway/pages/shop/state/theme.ts';
import { Glyph } from './glyph.tsx';

/** Switches between light and dark colours. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(shownTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Switch to ${other} colours`}
      onClick={() => {
        chooseTheme(other);
        setTheme(other);
      }}
    >
      <Glyph name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
