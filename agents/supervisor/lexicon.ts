/** Word classes that patterns name with `$`. Each lists the inflected forms that are really said. */
const CLASSES = {
  add: 'add adding put throw toss include stick pop slip',
  into: 'to into in on onto inside',
  cart: 'cart basket bag trolley list order carts',
  my: 'my the our this your',
  me: 'me us',
  i: 'i we',
  am: 'am are is was were be been',
  want: 'want need would wish',
  acquire: 'get have take grab buy order purchase do try',
  show: 'show display see view open check bring pull read review list give tell get',
  find: 'find search look browse locate hunt',
  remove: 'remove removing delete drop lose ditch scrap nix subtract eliminate scratch discard dump erase',
  change: 'change update set adjust edit modify switch alter bump turn',
  raise: 'increase raise up bump',
  lower: 'decrease reduce lower cut',
  empty: 'empty clear wipe reset dump erase delete remove trash',
  all: 'everything all anything',
  low: 'low short',
  make: 'make cook bake prepare fix whip making cooking baking preparing fry grill roast',
  ingredients:
    'ingredients ingredient stuff things items groceries products everything supplies fixings shopping',
  deals:
    'deal deals sale sales special specials discount discounts coupon coupons promotion promotions promo promos offer offers voucher vouchers bargain bargains',
  code: 'code coupon promo voucher promotion discount promocode',
  usual: 'usual usuals regular regulars staple staples normal standard',
  usually: 'usually normally always typically regularly often',
  person: 'i we she he they my our',
  relative:
    'kid grandson granddaughter grandma grandpa niece nephew fiance teenager son daughter wife husband partner kid kids child children baby toddler mom mum mother dad father boyfriend girlfriend family roommate brother sister guest guests household boy girl spouse parent parents roommates flatmate fiancee grandkids grandchildren grandmother grandfather grandparents friend friends visitor visitors colleague colleagues coworker coworkers boss neighbor neighbors neighbour neighbours cousin cousins aunt uncle buddy classmate classmates teammates inlaws in-laws company nanny mother-in-law father-in-law sister-in-law brother-in-law daughter-in-law son-in-law stepson stepdaughter stepmother stepfather stepmom stepdad stepbrother stepsister',
  hi: 'hi hello hey hiya howdy greetings namaste hola bonjour yo hallo aloha sup heya vanakkam salaam ciao',
  yes: 'yes yeah yep yup sure ok okay okey absolutely definitely certainly affirmative correct right y ya yea alright indeed totally confirmed confirm agreed perfect',
  no: 'no nope nah cancel stop wait negative n wrong',
  thank: 'thanks thank thankyou ta cheers appreciated appreciate thx',
  order: 'order orders purchase purchases delivery deliveries shipment package groceries',
  last: 'last previous prior recent latest past',
  which: 'which what',
  cheap:
    'cheaper cheapest better best healthier bigger larger smaller biggest largest smallest priciest pricier fresher tastier',
  aisle: 'aisle section department category shelf range aisles sections departments categories',
  price: 'price cost prices costs',
  memory:
    'preferences preference profile data information info history memory memories allergies allergy diet diets dislikes likes restrictions settings tastes',
  learn:
    'learning tracking remembering recording storing collecting personalizing personalising personalization watching',
  many: 'many much few',
  of: 'of for',
} as const;

/** Those of whom a need holds for the occasion only. */
export const GUESTS: ReadonlySet<string> = new Set(
  (
    'guest guests friend friends visitor visitors colleague colleagues coworker coworkers boss neighbor neighbors ' +
    'neighbour neighbours cousin cousins aunt uncle buddy classmate classmates teammates inlaws in-laws company'
  ).split(' '),
);

export type WordClass = keyof typeof CLASSES;

const SETS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(CLASSES).map(([name, words]) => [name, new Set(words.split(' '))]),
);

/** The words of a class; an unknown name is a mistake in a pattern. */
export function wordClass(name: string): ReadonlySet<string> {
  const words = SETS.get(name);
  if (!words)
    throw new Error(`Pattern names an unknown word class "${name}": add it to agents/supervisor/lexicon.ts`);
  return words;
}

/** Phrases that patterns name with `@`. */
export const PATTERN_MACROS: Readonly<Record<string, string>> = {
  cart: '((my|the|our|this|your|a|that) (shopping|grocery|groceries|current|entire|whole|virtual|online|weekly|actual)? (shopping|grocery)? (cart|basket|bag|trolley|list|order|carts|bags)|(shopping|grocery) (shopping)? (cart|basket|bag|trolley|list)|cart|basket|trolley|bag|list)',
};

/** Verbs that open a clause after "and", "then" or a comma. */
export const CLAUSE_VERBS: ReadonlySet<string> = new Set(
  (
    'add put throw toss include remove delete drop take get give grab find show search look browse change update set ' +
    'make clear empty undo check apply use redeem order buy purchase place confirm compare tell forget remember stop ' +
    'repeat reorder cancel swap replace increase decrease reduce double triple halve list recommend suggest ditch ' +
    'lose keep start send track fetch bring display see ignore pretend scratch restock track help want need skip'
  ).split(' '),
);

/** Words that open a question. */
export const QUESTION_WORDS: ReadonlySet<string> = new Set(
  'what which how where when who why is are am does did should has was were any anything'.split(' '),
);

/** Auxiliaries that open a question only before a pronoun ("can of beans" is none). */
export const AUXILIARIES: ReadonlySet<string> = new Set(
  'can could would will do have shall may might must'.split(' '),
);
export const PRONOUNS: ReadonlySet<string> = new Set(
  'i you we it they he she there this that these those us'.split(' '),
);

/** Words that carry no meaning for a search. */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    'a an the some any please my our your of me us kind kinds type types sort sorts kindly maybe perhaps just really ' +
    'very also too else other more option options product products item items something anything stuff thing things ' +
    'ones one available there i you we do have got like want need good great nice decent get to that is are which ' +
    'would few several bit little lot lots loads load tons ton plenty bunches whatever um uh er hmm oh well right now today tonight again instead ' +
    'few select selection various different ok okay so am will'
  ).split(' '),
);

/** Words of commands that a slip may hit: "remvoe", "chekout". Other words of the grammar are never guessed. */
export const MENDABLE_CUES: readonly string[] = (
  'add remove delete basket trolley order checkout ingredients recipe organic vegan vegetarian gluten dairy cheapest ' +
  'expensive allergic allergy without second first third dozen couple please thanks cart double change update replace ' +
  'empty clear usual regular previous quantity promotion discount coupon compare recommend suggest available below ' +
  'under between budget halal kosher kilograms grams pounds ounces gallon hello display search looking finished instead'
).split(' ');

/** Every word that patterns know: never read as a misspelt product, and offered for misspelt commands. */
export const CUE_WORDS: ReadonlySet<string> = new Set([
  ...Object.values(CLASSES).flatMap((words) => words.split(' ')),
  ...CLAUSE_VERBS,
  ...QUESTION_WORDS,
  ...AUXILIARIES,
  ...PRONOUNS,
  ...(
    'ingredients recipe checkout quantity dozen couple organic vegan vegetarian gluten dairy allergic without under ' +
    'below between cheapest expensive second third fourth fifth another both those these first last running recipes ' +
    'available contain contains budget household people instead total less fewer more than exactly only please thank ' +
    'cheap inexpensive affordable economical lowest priced pricey priciest pricier dearest expensive beneath above over ' +
    'maximum minimum max min tops roughly approximately around dollars dollar bucks buck cents cent euros euro rupees ' +
    'costing costs apiece each sixth seventh eighth ninth tenth final top bottom jumbo giant family mini value deal ' +
    'smoked fresh frozen ripe spicy sweet salty crunchy soft thick thin raw cooked dried canned homemade healthy tasty ' +
    'delicious yummy simple sliced whole ground lean extra percent pct fluid ounce ounces gallon quart pint ' +
    'excluding except minus otherwise alternatively lactose sodium sugarless plant based intolerance sensitivity ' +
    'at least most yesterday today weekly monthly previous christmas thanksgiving easter diwali barbecue birthday weekend ' +
    'halal kosher keto pescatarian number promotion promotions favorite favourite prefer avoid intolerant celiac'
  ).split(' '),
]);
