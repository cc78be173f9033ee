import { applyTheme, readTheme } from './state/theme.ts';

// Runs before the page is drawn, so that a chosen theme does not flash.
applyTheme(readTheme());
