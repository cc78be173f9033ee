/** Letters that fit a list of conversations on a phone. */
const MAX_TITLE_LENGTH = 60;

/** The title of a conversation: its first message on one line, cut at a word. */
export function conversationTitle(message: string): string {
  const line = message.replace(/\s+/gu, ' ').trim();
  const letters = [...line];
  if (letters.length <= MAX_TITLE_LENGTH) return line;
  const cut = letters.slice(0, MAX_TITLE_LENGTH - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > MAX_TITLE_LENGTH / 2 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}
