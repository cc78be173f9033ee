const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Verbs that ask for what follows. */
export const ORDERING = words(
  `want need wish like love get have take try order buy give bring make grab send do place begin start put add
  include prefer request deliver fix see use using having getting ordering taking adding placed ordered`,
);

/** Words at which the name of a thing ends, and which are no part of one. */
export const ENDINGS = words(
  `x i we you me us it they he she is are was be am would will can could may might shall should let please thanks thank
  hi hello hey yes yeah ok okay also too then now that this these those there here so well just only really today
  tonight who which what when where how finally next actually um uh along together times both each every some any
  all toppings fillings instead but if because`,
);

/** Join things, or a thing to what is on it. */
export const LINKS = words('and or plus then of');

/** What follows says how a thing is made or what is on it. */
export const MODIFYING = words('with topped including containing featuring smothered covered loaded');

/** What follows is refused. */
export const NEGATIONS = words(
  'no not without hold avoid except minus never skip omit exclude excluding hate leave nix lose',
);

/** What follows tells where, when or as what, and is not itself wanted. */
export const BY_WAY = words('in on at by from to into onto per under over');

/** Nouns that hold no thing: "a lot of cheese", "place an order", "for four people", "two shots of espresso". */
export const EMPTY_HEADS = words(
  `lot bit little touch ton amount kind order favor favour minute moment second time day night hour week while
  chance question change delivery pickup way total combination combo mix mixture choice dash drizzle sprinkle splash
  hint pinch dollop shot pump squirt layer size sized people person friend guest kid child party family dollar buck
  topping ingredient half side-by-side`,
);

/** After "for", "as" or "to" these say what a thing is for: "for a drink", "as my side". */
export const PURPOSES = words(
  'drink beverage side dessert appetizer starter main topping dinner lunch breakfast meal',
);

/** Parts that a dish has anyway; a thing of their own only when they are asked for first. */
export const FORMS = words('crust sauce base dressing cut edge roast syrup style twist foam cream');

/** Stand for a thing that was named before. */
export const POINTED_AT = words('them these those it which');

/** Say how big; a number after them still describes the same thing ("a large two topping pizza"). */
export const SIZES = words(
  'small medium large big huge regular personal mini giant jumbo tall grande venti short extra family single double little',
);

/** Beside the units of weight and volume: what a number before them describes rather than counts. */
export const MEASURES = words(
  'inch inches foot feet cm centimeter centimeters pack piece topping ingredient person percent up layer proof',
);

/** Sizes in which things are sold; before a name they begin a thing of its own ("… and mustard large garlic fries"). */
export const PLAIN_SIZES = words('small medium large personal tall grande venti jumbo');

export const DETERMINERS = words('a an the my your our his her their its');

/** What may follow the whole name of a thing, beside what is joined to it or put on it. */
export const CLOSINGS = words('please thanks thank on in');

export const GREETINGS = words(
  'hi hello hey yes yeah ok okay please so well good morning afternoon evening and also uh um',
);

/** "make it a large": what is said of them is no further thing. */
export const PREDICATED = words('it that this them those these');
