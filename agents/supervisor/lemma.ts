/** Plurals that follow no rule, and words that look like plurals but are none. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    loaves: 'loaf',
    halves: 'half',
    knives: 'knife',
    wives: 'wife',
    shelves: 'shelf',
    calves: 'calf',
    leaves: 'leaf',
    children: 'child',
    kids: 'kid',
    people: 'person',
    men: 'man',
    women: 'woman',
    feet: 'foot',
    teeth: 'tooth',
    geese: 'goose',
    mice: 'mouse',
    tomatoes: 'tomato',
    potatoes: 'potato',
    mangoes: 'mango',
    avocadoes: 'avocado',
    cookies: 'cookie',
    brownies: 'brownie',
    smoothies: 'smoothie',
    pies: 'pie',
    calories: 'calorie',
    veggies: 'veggie',
    cacti: 'cactus',
    anchovies: 'anchovy',
    chilies: 'chili',
    chillies: 'chilli',
    quizzes: 'quiz',
    radii: 'radius',
    lbs: 'lb',
    axes: 'axe',
    olives: 'olive',
    chives: 'chive',
    endives: 'endive',
    cloves: 'clove',
    gloves: 'glove',
    cheeses: 'cheese',
    noses: 'nose',
    sauces: 'sauce',
    juices: 'juice',
    spices: 'spice',
    slices: 'slice',
    pieces: 'piece',
    ounces: 'ounce',
    wedges: 'wedge',
    oranges: 'orange',
    sausages: 'sausage',
    cabbages: 'cabbage',
    beverages: 'beverage',
    packages: 'package',
  }),
);

const UNCHANGED = new Set(
  (
    'hummus asparagus couscous molasses swiss bass cos citrus octopus cactus lens plus gas bus glass grass class ' +
    'less unless across always perhaps this thus is was has does its us yes as his gross press dress mess pass ' +
    'miss kiss boss loss moss schnapps haggis watercress cress swiss celsius series species news lactose ' +
    'tapas salas dulles oasis basis analysis status virus bonus campus focus census versus pus gus kansas christmas ' +
    'brussels ramens texas pampers huggies doritos cheetos fritos lays pringles oreos cheerios goldfish address ' +
    'process access success express discuss previous delicious serious various famous anonymous obvious nervous'
  ).split(' '),
);

/**
 * Singular of an English noun, or the word itself. It only unifies the two numbers of a noun ("berries", "berry");
 * verbs keep their forms, which the lexicon lists.
 */
export function lemmaOf(word: string): string {
  if (word.length < 4 || UNCHANGED.has(word)) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.endsWith("'s")) return word.slice(0, -2);
  if (!word.endsWith('s') || word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('oes')) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Whether a word stands in the plural. */
export function isPlural(word: string): boolean {
  return lemmaOf(word) !== word && !word.endsWith("'s");
}
