/** A product's picture on a tile. It repeats what the name beside it says, so screen readers skip it. */
export function Picture({
  name,
  size,
}: {
  readonly name: string;
  readonly size: 'small' | 'medium' | 'large';
}) {
  return (
    <span class={`picture picture-${size} tint-${tintOf(name)}`}>
      <img src={`/icons/${encodeURIComponent(name)}.svg`} alt="" loading="lazy" decoding="async" />
    </span>
  );
}

/** One of six quiet colours, the same for the same picture. */
function tintOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 6;
}
