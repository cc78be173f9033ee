import { describe, expect, it } from 'vitest';
import { deriveFacts } from '#infra/catalogue/ingredients/derive-facts.ts';

const facts = (ingredients: string, name = '') => deriveFacts({ name, ingredients });

describe('allergens of an ingredient list', () => {
  it.each([
    ['sugar, cocoa butter, shea butter', []],
    ['coconut milk, water', ['tree_nut']],
    ['oat milk, rice milk, salt', []],
    ['almond butter, salt', ['tree_nut']],
    ['almonds, milk chocolate', ['milk', 'tree_nut']],
    ['buckwheat, nutmeg, butternut squash, eggplant, cream of tartar, lactic acid, butter beans', []],
    ['water chestnuts, oyster mushrooms, doughnut flavor', []],
    ['corn flour, rice flour, chickpea flour', []],
    ['enriched flour (niacin, iron), water', ['wheat', 'gluten']],
    ['flour (rice, tapioca)', []],
    ['bread (rice flour, water, yeast)', []],
    ['bread, water', ['wheat', 'gluten']],
    ['gluten free flour, water', []],
    ['soy lecithin, sugar', ['soy']],
    ['soybean oil, sugar', []],
    ['worcestershire sauce (vinegar, molasses, anchovies)', ['fish']],
    ['barley malt extract', ['gluten']],
    [
      'gelatine, sodium metabisulphite, celeriac, mustard seeds, lupin flour',
      ['mustard', 'celery', 'sulphites', 'lupin'],
    ],
    ['tahini, prawns, peanuts, sodium caseinate', ['milk', 'shellfish', 'peanut', 'sesame']],
    ['vegan cheese (coconut oil, starch)', []],
    ['soylecithin, crabmeat', ['shellfish', 'soy']],
    ['milk-free spread, egg free mayonnaise', []],
    ['E322 (soya), E1105', ['egg', 'soy']],
  ])('%s', (ingredients, contains) => {
    expect(new Set(facts(ingredients).contains)).toEqual(new Set(contains));
  });
  it('keeps traces apart from what is contained', () => {
    const { contains, mayContain } = facts('Sugar, milk. May contain nuts, milk and peanuts.');
    expect(contains).toEqual(['milk']);
    expect(mayContain).toEqual(['tree_nut', 'peanut']);
  });
  it('knows an absence only when the list is clear and the label speaks of allergens', () => {
    expect(facts('Rice, salt. Contains: no allergens').absenceKnown).toBe(true);
    expect(facts('Rice, milk, salt. Contains milk.').absenceKnown).toBe(true);
    expect(facts('Rice, salt').absenceKnown).toBe(false);
    expect(facts('Rice, natural flavouring. Contains milk.').absenceKnown).toBe(false);
    expect(facts('Rice, zorbuline. Contains milk.').absenceKnown).toBe(false);
    expect(facts('Rice (salt. Contains milk.').absenceKnown).toBe(false);
  });
});

describe('vegetarian and vegan', () => {
  it.each([
    ['apples, sugar, water', '', 'yes', 'yes'],
    ['milk, sugar, vanilla', '', 'yes', 'no'],
    ['egg, honey, flour', '', 'yes', 'no'],
    ['sugar, gelatine', '', 'no', 'no'],
    ['sugar, beef gelatin', '', 'no', 'no'],
    ['cheddar cheese (milk, salt, rennet)', '', 'unknown', 'no'],
    ['mozzarella (milk, vegetarian rennet), parmigiano reggiano', '', 'no', 'no'],
    ['flour, vegetable suet', '', 'yes', 'yes'],
    ['palm oil, E471', '', 'unknown', 'unknown'],
    ['soya protein, flavouring', '', 'unknown', 'unknown'],
    ['soya protein, water', 'Meat Free Mince', 'yes', 'yes'],
    ['soya protein, water', 'Chicken Nuggets', 'unknown', 'unknown'],
    ['artichoke hearts, kidney beans, oyster mushrooms, beefsteak tomatoes', '', 'yes', 'yes'],
    ['duck eggs', 'Duck Eggs', 'yes', 'no'],
    ['sugar, colour: carmine', '', 'no', 'no'],
    ['potato, chicken flavour', '', 'unknown', 'unknown'],
    ['wheat, natural flavouring. Suitable for vegetarians', '', 'yes', 'unknown'],
    ['pork, salt. Suitable for vegetarians', '', 'no', 'no'],
    ['water, zorbuline', '', 'unknown', 'unknown'],
  ])('%s (%s)', (ingredients, name, vegetarian, vegan) => {
    expect(facts(ingredients, name)).toMatchObject({ vegetarian, vegan });
  });
});
