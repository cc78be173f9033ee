/** What the page keeps in the browser over a reload. */
export interface Kept {
  read<T>(key: string): T | null;
  write(key: string, value: unknown): void;
}

/** Over `localStorage`; where the browser refuses it, things are kept until the page is closed. */
export function createKept(storage: () => Storage): Kept {
  const memory = new Map<string, string>();
  return {
    read<T>(key: string) {
      const text = memory.get(key) ?? readStored(storage, key);
      return text === null ? null : parseKept<T>(text);
    },
    write(key, value) {
      const text = JSON.stringify(value);
      try {
        storage().setItem(nameOf(key), text);
      } catch {
        // Private windows and full storage refuse.
        memory.set(key, text);
      }
    },
  };
}

function nameOf(key: string): string {
  return `leafloaf.${key}`;
}

function readStored(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(nameOf(key));
  } catch {
    // The browser refuses storage to this page.
    return null;
  }
}

function parseKept<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    // Written by something else: start afresh.
    return null;
  }
}
