/** Emoji that name one food, by the food's name in the Unicode character list. */
const FOODS: ReadonlyMap<string, string> = new Map(
  (
    '🍇grapes 🍈melon 🍉watermelon 🍊tangerine 🍋lemon 🍌banana 🍍pineapple 🥭mango 🍎apple 🍏apple 🍐pear ' +
    '🍑peach 🍒cherries 🍓strawberries 🫐blueberries 🥝kiwi 🍅tomato 🫒olives 🥥coconut 🥑avocado 🍆eggplant ' +
    '🥔potato 🥕carrots 🌽corn 🥒cucumber 🥬lettuce 🥦broccoli 🧄garlic 🧅onion 🍄mushrooms 🥜peanuts 🌰chestnuts ' +
    '🍞bread 🥐croissant 🥖baguette 🥨pretzels 🥯bagels 🥞pancakes 🧇waffles 🧀cheese 🥓bacon 🍔burgers 🍟fries ' +
    '🍕pizza 🌭sausages 🌮tacos 🌯burritos 🥚eggs 🍿popcorn 🧈butter 🧂salt 🍚rice 🍝spaghetti 🍣sushi 🍤shrimp ' +
    '🥟dumplings 🍦gelato 🍩donuts 🍪cookies 🎂cake 🥧pie 🍫chocolate 🍬candy 🍯honey 🥛milk ☕coffee 🍵tea ' +
    '🍷wine 🍺beer 🧃juice 🦀crab 🦞lobster 🦐shrimp 🐟fish 🥩steak 🍗chicken 🫘beans 🫑peppers 🍠yams'
  )
    .split(' ')
    .map((entry) => {
      const sign = [...entry][0] ?? '';
      return [sign, entry.slice(sign.length)] as const;
    }),
);

/** The food that an emoji shows; null for any other emoji. */
export function foodOfEmoji(emoji: string): string | null {
  return FOODS.get([...emoji][0] ?? '') ?? null;
}
