import type { SourceGroup } from './source.ts';

/** What animals give, and the names that only sound like it. Allergens as of 21 U.S.C. 321(qq) and EU 1169/2011, annex II. */
export const ANIMAL_SOURCES: readonly SourceGroup[] = [
  {
    origin: 'dairy',
    contains: ['milk'],
    names: `
      milk, milkfat, milk fat, butterfat, butter, buttermilk, buttercream, cream, creme, whey, ghee,
      lactose, lactalbumin, lactoglobulin, lactoferrin, casein, caseinate, curd, quark, skyr, kefir,
      yogurt, dairy, half and half, ricotta, mascarpone, cream cheese, cottage cheese, fromage frais,
      paneer, creme fraiche, sour cream, crema, dulce de leche, labneh, lassi, butteroil, butter oil, milk
      chocolate, ice cream, gelato, milk solid, sweetcream, milkshake, clotted cream`,
  },
  {
    // Rennet of unknown kind: the label need not say.
    origin: 'open',
    contains: ['milk'],
    names: `
      cheese, cheddar, mozzarella, provolone, colby, monterey jack, pepper jack, monterey, swiss, feta,
      gouda, edam, brie, camembert, havarti, muenster, asiago, romano, parmesan, gruyere, emmental,
      emmenthal, emmentaler, halloumi, stilton, queso, mimolette, cheshire, wensleydale, red leicester,
      double gloucester, taleggio, fontina, burrata, raclette, jarlsberg, blue cheese, goat cheese,
      cotija, oaxaca, limburger, neufchatel, bocconcini, hard cheese, manchego, leerdammer, cheddar cheese`,
  },
  {
    // Made with calf or lamb rennet by their protected specifications.
    origin: 'meat',
    contains: ['milk'],
    names: `
      parmigiano, parmigiano reggiano, grana padano, pecorino, pecorino romano, gorgonzola, roquefort,
      comte, idiazabal`,
  },
  {
    origin: 'plant',
    names: `
      cream of tartar, cream soda, milk thistle, butter bean, butter lettuce, butterhead, butterscotch
      flavor, butternut, butternut squash, lactic acid, lactate, lactylate, lactic acid bacteria,
      lactobacillus, lactobacilli, cocoa butter, cacao butter, shea butter, mango butter, apple butter,
      pumpkin butter, plum butter, creamed corn, cream corn, cream style corn, non dairy, dairy free,
      kokum butter, sal butter, illipe butter, creamed coconut, cream sherry, lactic, artificial butter
      flavor, lactic acid culture, lactase, creamy, buttercup squash, milkweed, glucono delta lactone,
      milk free`,
  },
  {
    origin: 'dairy',
    contains: ['milk'],
    open: ['egg'],
    counts: 'undivided',
    names: `custard, creme patissiere, milk powder`,
  },
  {
    origin: 'egg',
    contains: ['egg'],
    names: `
      egg, eggs, egg white, egg yolk, albumen, ovalbumin, ovomucoid, egg albumin, lysozyme, meringue
      powder, duck egg, chicken egg, hen egg, quail egg, turkey egg, goose egg, e1105`,
  },
  {
    origin: 'egg',
    contains: ['egg'],
    counts: 'undivided',
    names: `mayonnaise, mayo, aioli, hollandaise, meringue, eggnog, egg noodle`,
  },
  { origin: 'open', open: ['egg', 'milk'], names: `albumin` },
  {
    origin: 'plant',
    names: `eggplant, egg free, egg replacer, egg replacement, vegan mayonnaise, eggless`,
  },
  {
    origin: 'bee',
    names: `
      honey, beeswax, bees wax, royal jelly, propolis, e901, shellac, e904, lac resin, confectioner glaze,
      pharmaceutical glaze, confectioners glaze, lanolin, cholecalciferol, vitamin d3, e913, honeycomb`,
  },
  {
    origin: 'fish',
    contains: ['fish'],
    names: `
      sockeye, yellowfin, keta, fish, salmon, tuna, albacore, skipjack, cod, haddock, pollock, pollack,
      tilapia, anchovy, anchovies, sardine, pilchard, mackerel, herring, kipper, trout, halibut, sole,
      plaice, catfish, basa, pangasius, swai, hake, whiting, coley, sea bass, seabass, bass, bream, sea
      bream, snapper, grouper, mahi mahi, swordfish, monkfish, turbot, eel, carp, perch, sturgeon, caviar,
      roe, masago, tobiko, taramasalata, bonito, katsuobushi, dashi, surimi, isinglass, fish sauce, fish
      gelatin, fish oil, fish gelatine, cod liver oil, kamaboko, nam pla, whitefish, whitebait, sprat,
      orange roughy, rockfish, flounder, smelt, crab stick, imitation crab, garum, colatura, nuoc mam,
      lumpfish, bloater, barramundi, branzino, yellowtail, wahoo, bottarga, fish stock, cod roe`,
  },
  {
    origin: 'fish',
    contains: ['shellfish'],
    names: `
      crabmeat, shellfish, crustacean, shrimp, prawn, crab, lobster, crayfish, crawfish, langoustine,
      langostino, krill, scampi, mollusc, mollusk, clam, oyster, mussel, scallop, squid, calamari,
      octopus, cuttlefish, abalone, snail, escargot, cockle, whelk, winkle, conch, oyster sauce, oyster
      extract, shrimp paste, glucosamine, chitosan, squid ink, sea urchin, belacan, seafood`,
  },
  {
    origin: 'open',
    open: ['fish'],
    counts: 'undivided',
    names: `worcestershire, worcester, worcestershire sauce, worcester sauce`,
  },
  { origin: 'fish', contains: ['fish'], counts: 'undivided', names: `caesar dressing, gentleman relish` },
  { origin: 'open', open: ['fish', 'shellfish'], counts: 'undivided', names: `kimchi` },
  {
    origin: 'plant',
    names: `
      oyster mushroom, king oyster mushroom, lobster mushroom, crab apple, fish free, shellfish free,
      vegetarian oyster sauce, mushroom oyster sauce`,
  },
  {
    origin: 'meat',
    names: `
      ribeye, hog, bovine, porcine, sausagemeat, meat, beef, veal, pork, ham, gammon, bacon, pancetta,
      prosciutto, speck ham, lardon, lardons, guanciale, mortadella, bologna, bresaola, serrano ham,
      pastrami, salami, pepperoni, chorizo, sausage, bratwurst, frankfurter, hot dog, wiener, kielbasa,
      andouille, nduja, jerky, biltong, chicken, turkey, duck, goose, guinea fowl, quail, pheasant,
      partridge, pigeon, poultry, lamb, mutton, goat, venison, rabbit, boar, bison, buffalo, elk,
      kangaroo, ostrich, horse, horsemeat, liver, pate, foie gras, kidney, tripe, heart, giblet, gizzard,
      tongue, oxtail, tallow, lard, suet, dripping, gelatin, gelatine, collagen, bone, bonemeal, bone
      broth, blood, plasma, animal fat, animal rennet, calf rennet, goat rennet, lamb rennet, pepsin,
      trypsin, pancreatin, carmine, carminic acid, cochineal, e120, e441, e542, schmaltz, pork rind,
      chicharron, black pudding, haggis, meatball, meatloaf, steak, brisket, sirloin, mince, frog, blood
      sausage, rennet casein, mdm, chicken stock, beef stock, chicken broth, beef broth, veal stock, duck
      fat, goose fat, porchetta, capicola, soppressata, coppa, jamon, iberico, merguez, boerewurst,
      toulouse sausage, edible bone phosphate`,
  },
  {
    origin: 'dairy',
    contains: ['milk'],
    names: `
      goat milk, goats milk, goat cream, goat yogurt, buffalo milk, cow milk, cows milk, ewe milk, ewes
      milk, sheep milk, sheeps milk, ox milk, camel milk, goat butter, buffalo yogurt`,
  },
  {
    origin: 'open',
    contains: ['milk'],
    names: `
      goats cheese, goat cheese, sheep cheese, ewe cheese, sheeps cheese, ewes cheese, buffalo mozzarella,
      mozzarella di bufala, bufala, cows milk cheese, cow milk cheese, goat milk cheese, sheep milk cheese`,
  },
  {
    origin: 'plant',
    names: `
      meat free, meatless, vegan, veggie, plant based, meatfree, meat substitute, meat alternative,
      coconut meat, nut meat, walnut meat, sweetmeat, beefsteak tomato, beef tomato, beefsteak, kidney
      bean, horse gram, horse chestnut, artichoke heart, heart of palm, palm heart, romaine heart, celery
      heart, lettuce heart, heart of romaine, hearts of palm, chicken of the wood, lamb lettuce, lambs
      lettuce, hamburger bun, hot dog bun, hot dog roll, hamburger roll, burger bun, goose berry,
      gooseberry, turkey tail, vegetable suet, vegetable rennet, vegetarian rennet, microbial rennet,
      microbial enzyme, non animal rennet, non animal enzyme, vegetable lard, vegetable gelatin, vegetable
      gelatine, duck sauce, vegetarian sausage, vegan sausage, blood orange, hearts of romaine, little gem
      heart, steak seasoning, steak spice, beef free, chicken free, pork free, cruelty free, meat
      tenderizer, poultry seasoning, grapeseed, steakhouse seasoning, marrow, vegetable marrow, heart
      healthy, artichoke bottom, vegetarian, suitable for vegetarian`,
  },
  {
    origin: 'open',
    contains: [],
    names: `
      rennet, coagulant, cysteine, l cysteine, e920, inosinate, guanylate, ribonucleotide, e627, e631,
      e635, e630, e640, glycine, casing, bouillon, gravy, animal`,
  },
  {
    origin: 'open',
    counts: 'undivided',
    names: `
      marshmallow, mincemeat, jelly sweet, gummy, gummies, jelly, burger, patty, nugget, scotch egg,
      pudding filling`,
  },
];
