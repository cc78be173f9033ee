/**
 * Whether a websocket may be opened from this page. Browsers send `Origin` and do not hold websockets to CORS, so a
 * foreign page is refused here. Programs that are no browser send none.
 */
export function isWebsocketOriginAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && originHost === host.toLowerCase();
}
