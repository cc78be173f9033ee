import { nameKey } from '#agents/search/tokenize.ts';

/** Brands, categories or departments: each text has a number; texts that read alike share a key. */
export class Labels {
  readonly texts: string[] = [];
  readonly keys: string[] = [];
  #ids = new Map<string, number>();
  #byKey = new Map<string, number[]>();

  idFor(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.texts.length;
    const key = nameKey(text);
    this.texts.push(text);
    this.keys.push(key);
    this.#ids.set(text, id);
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), id]);
    return id;
  }

  /** The numbers of all texts that read like `text`, without regard to case, accents and plurals. */
  matching(text: string): readonly number[] {
    return this.#byKey.get(nameKey(text)) ?? [];
  }
}
