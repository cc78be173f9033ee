import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ingredient, readStatement } from '#infra/catalogue/ingredients/read-statement.ts';

const names = (text: string) => readStatement(text).ingredients.map(({ name }) => name);
const outline = ({ name, parts }: Ingredient): unknown =>
  parts.length === 0 ? name : [name, parts.map(outline)];

describe('an ingredient statement', () => {
  it('nests brackets of every kind', () => {
    const { ingredients, complete } = readStatement('FILLING (CREAM [MILK], SAUCE {WATER, SALT}), OIL.');
    expect(ingredients.map(outline)).toEqual([
      [
        'FILLING',
        [
          ['CREAM', ['MILK']],
          ['SAUCE', ['WATER', 'SALT']],
        ],
      ],
      'OIL',
    ]);
    expect(complete).toBe(true);
  });
  it('drops shares and phrases on small amounts', () => {
    expect(names('Oats 61.5%, contains 2% or less of: salt, less than 1% of yeast, <0.5% lime oil')).toEqual([
      'Oats',
      'salt',
      'yeast',
      'lime oil',
    ]);
  });
  it('keeps a dot in a number or behind an initial', () => {
    expect(names('Milk, L. acidophilus, B. lactis. Sugar')).toEqual([
      'Milk',
      'L. acidophilus',
      'B. lactis',
      'Sugar',
    ]);
  });
  it('marks headings before a colon', () => {
    expect(
      readStatement('Emulsifier: Lecithin, Sauce: Water').ingredients.map(({ heading }) => heading),
    ).toEqual([true, false, true, false]);
  });
  it('takes what is contained and what may be there out of the list', () => {
    const statement = readStatement(
      'Rice, salt. CONTAINS: WHEAT, SOY. May also contain traces of nuts and sesame. Made in a factory that also handles egg.',
    );
    expect(statement.ingredients.map(({ name }) => name)).toEqual(['Rice', 'salt']);
    expect(statement.contains.join()).toContain('WHEAT, SOY');
    expect(statement.mayContain.join()).toMatch(/nuts and sesame.*egg/);
  });
  it('reads sections that follow without a gap', () => {
    const statement = readStatement(
      'Water, SaltAllergen InformationContains Milk, May Contain Nuts, Free From GlutenDietary InformationSuitable for Vegetarians',
    );
    expect(statement.ingredients.map(({ name }) => name)).toEqual(['Water', 'Salt']);
    expect(statement.contains.join()).toContain('Milk');
    expect(statement.mayContain.join()).toContain('Nuts');
    expect(statement.freeFrom.join()).toContain('Gluten');
    expect(statement.claims).toEqual({ vegetarian: true, vegan: false });
  });
  it('takes cereals containing gluten in a sentence on traces for traces', () => {
    const { contains, mayContain } = readStatement(
      'Sugar. Made in a kitchen that handles: Cereals containing Gluten, Fish.',
    );
    expect(contains).toEqual([]);
    expect(mayContain.join()).toContain('Fish');
  });
  it('does not take "not suitable for vegetarians" for a claim', () => {
    expect(readStatement('Water. Not suitable for vegans or vegetarians.').claims).toEqual({
      vegetarian: false,
      vegan: false,
    });
  });
  it.each(['Water, cream (milk', 'Water, salt,', '', 'Milk) salt', 'see pack for ingredients'])(
    'is not complete: %s',
    (text) => {
      expect(readStatement(text).complete).toBe(false);
    },
  );
  it('reads any text without failing, and as fast as it is long', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 400 }), fc.stringMatching(/^[a-z ()[\]{},.:;%*0-9]{0,400}$/)),
        (text) => {
          const { ingredients } = readStatement(text);
          const visit = ({ name, parts }: Ingredient): number =>
            name.length + parts.reduce((sum, it) => sum + visit(it), 0);
          expect(ingredients.reduce((sum, it) => sum + visit(it), 0)).toBeLessThanOrEqual(
            text.normalize('NFKC').length,
          );
        },
      ),
    );
  });
  it('bears ten thousand open brackets', () => {
    expect(readStatement('(a'.repeat(10_000)).complete).toBe(false);
  });
});
