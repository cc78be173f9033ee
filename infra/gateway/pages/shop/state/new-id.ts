/** 128 random bits as letters that every id of the API takes. `crypto.randomUUID` needs https, this does not. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
