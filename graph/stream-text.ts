/** Cuts a text for streaming, word by word; the pieces put together are the text. */
export function splitForStream(text: string): readonly string[] {
  return text.match(/\S+\s*|\s+/gu) ?? [];
}
