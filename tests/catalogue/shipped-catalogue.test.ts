import { describe, expect, it } from 'vitest';
import { catalogueProblems } from './catalogue-rules.ts';
import { rowProblems } from './row-rules.ts';
import {
  COLUMNS,
  headerOf,
  iconNames,
  list,
  productFiles,
  readDepartments,
  readProducts,
  type ShippedRow,
} from './shipped-files.ts';

/** Words that every grocer's shopper says bare; each needs one product that is meant. */
const STAPLES =
  'milk;eggs;butter;bread;bananas;apples;oranges;lemons;potatoes;onions;garlic;tomatoes;carrots;lettuce;cucumber;avocado;chicken breast;ground beef;bacon;salmon;shrimp;tofu;oat milk;almond milk;bagels;tortillas;hummus;kimchi;paneer';

/** Words that stand for very different things: none may be a default, so that the shopper is asked. */
const AMBIGUOUS = ['cheese', 'fruit', 'meat', 'snacks', 'juice', 'soda', 'cereal', 'yogurt'];

const sound: ShippedRow = {
  department: 'dairy-eggs',
  id: 'hill-farm-whole-milk-1gal',
  name: 'Hill Farm Whole Milk',
  brand: 'Hill Farm',
  category: 'Milk',
  size: '1 gal',
  unit: 'jug',
  price: '3.99',
  stock: '12',
  organic: 'no',
  diets: 'vegetarian;pescatarian;gluten_free',
  not_diets: 'vegan;dairy_free',
  contains: 'milk',
  may_contain: '',
  aliases: 'milk',
  cuisines: '',
  icon: 'glass-of-milk',
};

describe('the shipped catalogue', () => {
  const rows = readProducts();
  const departments = readDepartments();

  it('keeps every file in the columns of the format, under a known department', () => {
    const slugs = departments.map((department) => department.slug);
    for (const file of productFiles()) {
      expect(headerOf(file), file).toEqual([...COLUMNS]);
      expect(slugs).toContain(file.replace(/\.csv$/, ''));
    }
  });

  it('holds no line that contradicts itself', () => {
    expect(rows.flatMap(rowProblems)).toEqual([]);
  });

  it('gives every id, alias and product once', () => {
    expect(catalogueProblems(rows)).toEqual([]);
  });

  it('draws every product and department with an icon of the set', () => {
    const icons = iconNames();
    expect(rows.filter((row) => !icons.has(row.icon)).map((row) => row.id)).toEqual([]);
    expect(departments.filter(({ icon }) => !icons.has(icon))).toEqual([]);
  });

  it('has a default in stock for the staples shoppers name bare', () => {
    const defaults = new Map(
      rows.flatMap((row) =>
        [row.name.toLowerCase(), ...list(row.aliases)].map((word) => [word, row] as const),
      ),
    );
    const missing = STAPLES.split(';').filter((word) => Number(defaults.get(word)?.stock ?? 0) < 1);
    expect(missing).toEqual([]);
  });

  it('has no default for words that stand for very different things', () => {
    const defaults = rows.filter((row) =>
      list(row.aliases).some((alias) => AMBIGUOUS.includes(alias.toLowerCase())),
    );
    expect(defaults.map((row) => row.id)).toEqual([]);
  });

  it('leaves a small share without an allergen statement and a few out of stock', () => {
    const share = (count: number) => count / rows.length;
    const unstated = share(rows.filter((row) => row.contains === '').length);
    const soldOut = share(rows.filter((row) => row.stock === '0').length);
    expect(unstated).toBeGreaterThan(0.01);
    expect(unstated).toBeLessThan(0.3);
    expect(soldOut).toBeGreaterThan(0.005);
    expect(soldOut).toBeLessThan(0.05);
  });
});

describe('the rules for a line', () => {
  it('find nothing wrong with a sound line', () => {
    expect(rowProblems(sound)).toEqual([]);
  });

  it.each<[Partial<ShippedRow>, string]>([
    [{ id: 'Hill Farm' }, 'the id is not a slug'],
    [{ size: '' }, 'size is empty or padded'],
    [{ unit: ' jug' }, 'unit is empty or padded'],
    [{ price: '3.9' }, 'the price is not dollars with two decimals'],
    [{ price: '0.05' }, 'the price is outside 0.10 to 200.00'],
    [{ price: '200.01' }, 'the price is outside 0.10 to 200.00'],
    [{ stock: '-1' }, 'the stock is not a whole number'],
    [{ organic: 'maybe' }, 'organic is neither yes, no nor blank'],
    [{ name: 'Hill Farm Organic Whole Milk' }, 'the name says organic, the column does not'],
    [{ diets: 'paleo' }, 'unknown diet paleo'],
    [{ may_contain: 'nuts' }, 'unknown allergen nuts'],
    [{ contains: 'none;milk' }, 'contains none and more'],
    [{ diets: '', contains: 'wheat' }, 'wheat without gluten'],
    [{ may_contain: 'milk' }, 'milk is both contained and may be contained'],
    [{ diets: 'dairy_free', contains: 'none' }, 'dairy_free both holds and does not'],
    [{ not_diets: '', diets: 'vegan' }, 'vegan but contains milk'],
    [{ not_diets: '', diets: 'vegan', contains: 'egg' }, 'vegan but contains egg'],
    [{ contains: 'fish' }, 'vegetarian but contains fish'],
    [{ contains: 'shellfish' }, 'vegetarian but contains shellfish'],
    [{ contains: 'wheat;gluten' }, 'gluten_free but contains wheat'],
    [{ contains: 'gluten' }, 'gluten_free but contains gluten'],
    [{ not_diets: '', diets: 'dairy_free' }, 'dairy_free but contains milk'],
    [{ diets: 'nut_free', contains: 'tree_nut' }, 'nut_free but contains tree_nut'],
    [{ diets: 'nut_free', contains: 'peanut' }, 'nut_free but contains peanut'],
    [{ not_diets: 'vegetarian', diets: 'vegan', contains: 'none' }, 'vegan but not vegetarian'],
    [{ category: 'Red Wine' }, 'an alcoholic category outside the department alcohol'],
    [{ aliases: 'milk;Milk' }, 'an alias stands twice'],
    [{ aliases: 'milk; dairy' }, 'an alias is padded or a single letter'],
  ])('refuse %o', (change, problem) => {
    expect(rowProblems({ ...sound, ...change })).toContain(
      `${sound.department}/${change.id ?? sound.id}: ${problem}`,
    );
  });

  it('let wine stand in the department alcohol, and vinegar of wine anywhere', () => {
    expect(rowProblems({ ...sound, category: 'Red Wine', department: 'alcohol' })).toEqual([]);
    expect(rowProblems({ ...sound, category: 'Wine Vinegar' })).toEqual([]);
  });
});

describe('the rules between lines', () => {
  const other: ShippedRow = {
    ...sound,
    id: 'hill-farm-goat-milk-1qt',
    name: 'Hill Farm Goat Milk',
    aliases: 'goat milk',
  };

  it('find nothing wrong with two products', () => {
    expect(catalogueProblems([sound, other])).toEqual([]);
  });

  it('let one product come in three sizes and refuse a fourth', () => {
    const sizes = ['1 gal', '64 fl oz', '32 fl oz', '8 fl oz'].map((size, at) => ({
      ...sound,
      id: `size-${at}`,
      aliases: '',
      size,
    }));
    expect(catalogueProblems(sizes.slice(0, 3))).toEqual([]);
    expect(catalogueProblems(sizes)).toHaveLength(1);
  });

  it.each<[Partial<ShippedRow>, RegExp]>([
    [{ id: sound.id }, /used 2 times/],
    [{ aliases: 'Milk' }, /alias "milk" is shared/],
    [{ aliases: 'hill farm whole milk' }, /is the name of another product/],
    [{ name: 'Whole Milks of Hill Farm' }, /the same product twice/],
  ])('refuse a second product with %o', (change, problem) => {
    expect(catalogueProblems([sound, { ...other, ...change }]).join('\n')).toMatch(problem);
  });
});
