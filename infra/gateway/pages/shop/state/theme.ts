export type Theme = 'light' | 'dark';

const KEY = 'leafloaf.theme';

/** What the shopper chose; null follows the system. */
export function readTheme(): Theme | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    // Storage is switched off in this browser: the system decides.
    return null;
  }
}

export function applyTheme(theme: Theme | null): void {
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The theme that is seen now. */
export function shownTheme(): Theme {
  return readTheme() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Not kept over a reload; it still applies now.
  }
  applyTheme(theme);
}
