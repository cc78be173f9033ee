import type { SourceGroup } from './source.ts';

/** Foods made of several things: what they usually are counts only where the label does not list their parts. */
export const PREPARED_FOODS: readonly SourceGroup[] = [
  {
    origin: 'open',
    contains: ['wheat', 'gluten'],
    counts: 'undivided',
    names: `
      bread, bun, roll, bagel, baguette, ciabatta, focaccia, brioche, sourdough, sourdough bread,
      croissant, pastry, puff pastry, shortcrust pastry, filo, phyllo, biscuit, cookie, cracker, pretzel,
      wafer, cone, waffle, pancake, muffin, cake, cupcake, sponge, brownie, doughnut, donut, scone,
      crumpet, pita, pitta, naan, chapati, roti, flatbread, lavash, pizza base, pizza crust, pizza dough,
      dough, breading, breader, batter, crouton, stuffing, dumpling, gyoza, wonton, ramen, udon, lasagne,
      lasagna, noodle, digestive, shortbread, gingerbread, ladyfinger, wrapper, yorkshire pudding, melba
      toast, rusk, tortellini, ravioli, cheesecake, pie crust, graham cracker, cookie dough`,
  },
  {
    origin: 'plant',
    contains: ['wheat', 'gluten'],
    counts: 'undivided',
    names: `
      pasta, spaghetti, macaroni, penne, fusilli, linguine, fettuccine, rigatoni, vermicelli, orzo,
      tagliatelle, rotini, farfalle, flour tortilla`,
  },
  {
    origin: 'plant',
    names: `
      rice pasta, rice noodle, corn tortilla, rice paper, glass noodle, mung bean noodle, rice vermicelli,
      corn pasta, lentil pasta, chickpea pasta, rice cracker, corn chip, rice cake, tortilla chip,
      popcorn, rice flour, corn flour, oat flour, bean flour, rice crumb, rice crisp`,
  },
  {
    origin: 'open',
    open: ['wheat', 'gluten'],
    counts: 'undivided',
    names: `
      tortilla, wrap, rye bread, gluten free bread, crispbread, granola, muesli, falafel, seasoning mix,
      crisp, chip`,
  },
  {
    origin: 'open',
    contains: ['milk'],
    open: ['soy'],
    counts: 'undivided',
    names: `
      white chocolate, toffee, fudge, caramel sauce, butterscotch, ganache, bechamel, alfredo, ranch
      dressing, ranch, ice cream mix, tiramisu, panna cotta, condensed milk, evaporated milk, milk
      chocolate chip`,
  },
  {
    origin: 'plant',
    open: ['milk', 'soy'],
    counts: 'undivided',
    names: `
      chocolate, dark chocolate, chocolate chip, chocolate chunk, couverture, compound chocolate,
      semisweet chocolate, bittersweet chocolate, plain chocolate, chocolate flake`,
  },
  {
    origin: 'dairy',
    open: ['milk'],
    counts: 'undivided',
    names: `non dairy creamer, creamer, coffee whitener, whitener`,
  },
  { origin: 'open', contains: [], open: ['milk', 'tree_nut'], counts: 'undivided', names: `pesto` },
  {
    origin: 'open',
    open: ['egg', 'mustard'],
    counts: 'undivided',
    names: `tartar sauce, tartare sauce, remoulade, burger sauce, thousand island`,
  },
  {
    origin: 'plant',
    counts: 'undivided',
    open: ['celery'],
    names: `
      ketchup, salsa, relish, chutney, jam, marmalade, fruit spread, marinade, tomato sauce, hot sauce,
      sriracha, harissa, bbq sauce, barbecue sauce, preserve, compote, sorbet, fondant, sprinkles, candy,
      kombucha, lemonade, guacamole, tapenade, vegetable bouillon, mushroom stock, vegetable gravy, smoke,
      liquid smoke, sauerkraut, tonic water, cordial, squash drink`,
  },
];
