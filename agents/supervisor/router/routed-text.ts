import type { RouteName } from './route.ts';
import { hashText, normaliseText } from './route-features.ts';

/** A text whose route is known. */
export interface RoutedText {
  readonly text: string;
  readonly route: RouteName;
  /** The finer label that its corpus gives it. */
  readonly label: string;
  readonly corpus: string;
  /** The conversation that it is from, where the corpus tells. */
  readonly conversation: string | null;
}

/**
 * Sets a share of texts aside. What belongs together stays together: the turns of a conversation, and otherwise texts
 * that differ in case, spaces or punctuation only. By hash, so the same text falls on the same side in every run.
 */
export function setAside(
  texts: readonly RoutedText[],
  share: number,
  salt: string,
): { readonly kept: readonly RoutedText[]; readonly aside: readonly RoutedText[] } {
  const kept: RoutedText[] = [];
  const aside: RoutedText[] = [];
  for (const text of texts) {
    const unit = text.conversation ?? normaliseText(text.text);
    (hashText(`${salt} ${unit}`) / 2 ** 32 < share ? aside : kept).push(text);
  }
  return { kept, aside };
}
