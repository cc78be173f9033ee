import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { SHIPPED_CATALOGUE } from '#infra/gateway/pages/page-files.ts';
import { readShelfPictures, shelfWords } from '#infra/gateway/pages/shelf-pictures.ts';

const icons = (
  createRequire(import.meta.url)('@iconify-json/fluent-emoji-flat/icons.json') as {
    icons: Record<string, unknown>;
  }
).icons;

describe('pictures of shelves', () => {
  it('names only icons that the set has, for departments and for category words', async () => {
    const { departments, categories } = await readShelfPictures(SHIPPED_CATALOGUE);
    const named = [...Object.values(departments), ...Object.values(categories)];
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => icons[name] === undefined)).toEqual([]);
  });

  it('learns what a category’s word looks like, and nothing from words that stand over everything', async () => {
    const { categories } = await readShelfPictures(SHIPPED_CATALOGUE);
    expect(categories.egg).toBe('egg');
    expect(categories.fresh).toBeUndefined();
  });

  it('reads the words of a shelf without plurals and connectives', () => {
    expect(shelfWords('Nuts & Trail Mix')).toEqual(['nut', 'trail', 'mix']);
    expect(shelfWords('bread and pastries')).toEqual(['bread', 'pastrie']);
  });
});
