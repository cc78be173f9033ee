import type { SourceGroup } from './source.ts';

/** Plants and fungi. Coconut counts as a tree nut, as US labels have it (FDA's list until January 2025): the safe side. */
export const PLANT_SOURCES: readonly SourceGroup[] = [
  {
    origin: 'plant',
    contains: ['wheat', 'gluten'],
    names: `
      wheat, wheatflour, durum, semolina, bulgur, bulghur, bulgar, farina, spelt, kamut, khorasan,
      einkorn, emmer, farro, freekeh, couscous, graham flour, seitan, vital gluten, wheatgerm, wheat germ,
      atta, maida, seminola, matzo, matzah, triticale, panko, semolina flour, cracked wheat`,
  },
  { origin: 'plant', contains: ['gluten'], open: ['wheat'], names: `gluten, cereals containing gluten` },
  { origin: 'plant', open: ['wheat', 'gluten'], names: `wheatgrass, wheat grass, cereal` },
  {
    origin: 'plant',
    contains: ['gluten'],
    names: `barley, rye, malt, malted barley, malt extract, barley malt, malt vinegar, beer, ale, lager, stout`,
  },
  { origin: 'plant', open: ['gluten'], names: `malted, oat, oatmeal, oatflake, oat flake` },
  {
    origin: 'plant',
    contains: ['wheat', 'gluten'],
    counts: 'alone',
    names: `
      flour, enriched flour, bleached flour, all purpose flour, self raising flour, white flour, plain
      flour, strong flour, breadcrumb, bread crumb, wholemeal`,
  },
  {
    origin: 'plant',
    contains: ['soy'],
    names: `
      soy, soya, soybean, soyabean, soja, edamame, tofu, tempeh, miso, natto, shoyu, tamari, okara, yuba,
      soy lecithin, soya lecithin, soybean lecithin, soymilk, soy flour, doenjang, gochujang`,
  },
  { origin: 'plant', open: ['soy'], names: `soybean oil, soya oil, soy oil, soyabean oil, soya bean oil` },
  {
    origin: 'plant',
    contains: ['soy'],
    open: ['wheat', 'gluten'],
    counts: 'undivided',
    names: `soy sauce, soya sauce, teriyaki, teriyaki sauce, hoisin, hoisin sauce`,
  },
  {
    origin: 'plant',
    contains: ['peanut'],
    names: `peanut, groundnut, arachis, monkey nut, peanut butter, satay`,
  },
  { origin: 'plant', open: ['peanut'], names: `refined peanut oil, arachis oil, groundnut oil` },
  {
    origin: 'plant',
    contains: ['tree_nut'],
    names: `
      almond, cashew, walnut, pecan, pistachio, hazelnut, filbert, macadamia, brazil nut, brazil, pine
      nut, pinenut, pignoli, chestnut, hickory nut, praline, marzipan, gianduja, frangipane, nougatine,
      nut, nutella, coconut, coconut milk, coconut cream, coconut flour, coconut water, creamed coconut,
      cobnut, prunus amygdalus dulcis, almondmilk, cashewmilk, coconutmilk, tree nut, mixed nut,
      queensland nut, desiccated coconut, pilinut, ginkgo nut, nangai, almond bark`,
  },
  {
    origin: 'plant',
    open: ['tree_nut'],
    names: `
      coconut oil, coconut fat, coconut sugar, coconut palm sugar, coconut nectar, coconut amino, shea,
      shea butter, shea nut, coconut vinegar, coconut charcoal, nut oil, argan, nougat`,
  },
  {
    origin: 'plant',
    names: `
      water chestnut, goat rue, goats rue, goatsbeard, horse chestnut, tiger nut, nut free, nutmeg, hickory smoke, hickory, doughnut, soy
      free, gluten free, wheat free, peanut free, donut, nutrient, nutritional, tree nut free, beech nut
      wood, palm nut`,
  },
  {
    origin: 'plant',
    contains: ['sesame'],
    names: `sesame, sesame seed, tahini, tahina, benne, gingelly, halva, halvah, zaatar, za atar, sesame oil`,
  },
  {
    origin: 'plant',
    contains: ['sesame'],
    counts: 'undivided',
    names: `hummus, houmous, humous, hommus, everything bagel seasoning, dukkah`,
  },
  { origin: 'plant', contains: ['mustard'], names: `mustard, mustard seed, dijon` },
  { origin: 'plant', contains: ['celery'], names: `celery, celeriac, celery salt, celery seed` },
  { origin: 'plant', contains: ['lupin'], names: `lupin, lupine, lupini` },
  {
    origin: 'plant',
    names: `
      tomatillo, concord, hatch, espresso, panax, sacha inchi, portabella, reishi, chaga, cordycep, yerba,
      pekoe, tumeric, marigold, cep, girolle, trompette, camomile, redbush, cardamon, turtle, poi, bengal,
      eyed pea, eyed, camu, angostura, kalonji, tuber aestivum, mangosteen, maqui, guanabana, huckleberry,
      marionberry, lingonberry, broccolini, jerusalem, dillweed, gentian, snap pea, blossom, sap, iceberg,
      hass, jalapeo, crimini, anaheim, russet, montmorency, clover, napa, vidalia, thompson, popping corn,
      corn, maize, sweetcorn, masa, hominy, rice, basmati, jasmine, arborio, quinoa, buckwheat, millet,
      sorghum, amaranth, teff, tapioca, cassava, manioc, yuca, arrowroot, sago, konjac, konjac flour,
      polenta, cornmeal, cornstarch, cornflour, grit, fonio, potato, yam, taro, sweet potato, jicama,
      kudzu, bean, lentil, pea, chickpea, garbanzo, pinto, navy, cannellini, haricot, borlotti, lima,
      mung, urad, adzuki, aduki, fava, broad, dal, dahl, moong, chana, toor, gram, besan, pulse, legume,
      split pea, tomato, onion, shallot, garlic, leek, chive, scallion, spring onion, pepper, chili,
      chile, chilli, jalapeno, chipotle, habanero, cayenne, paprika, pimento, pimiento, ancho, poblano,
      serrano, guajillo, pasilla, arbol, capsicum, piquillo, pepperoncini, cubanelle, birdseye, scotch
      bonnet, carrot, beet, beetroot, parsnip, turnip, swede, rutabaga, radish, daikon, horseradish,
      wasabi, broccoli, cauliflower, cabbage, kale, spinach, chard, collard, lettuce, romaine, arugula,
      rocket, watercress, cress, endive, radicchio, escarole, bok choy, pak choi, mizuna, mesclun, frisee,
      tatsoi, sprout, brussels, kohlrabi, fennel, asparagus, cucumber, gherkin, cornichon, pickle, squash,
      zucchini, courgette, pumpkin, okra, aubergine, artichoke, olive, caper, mushroom, shiitake,
      portobello, portobellini, porcini, chanterelle, cremini, enoki, maitake, morel, truffle, agaricus
      bisporus, boletus edulis, boletus, champignon, fungi, fungus, mycoprotein, avocado, guacamole,
      bamboo, lotus, nopal, seaweed, nori, kelp, kombu, wakame, dulse, hijiki, spirulina, chlorella,
      algae, algal, microalgae, apple, pear, quince, peach, nectarine, apricot, plum, prune, cherry,
      grape, raisin, sultana, currant, blackcurrant, redcurrant, strawberry, raspberry, blackberry,
      blueberry, bilberry, cranberry, elderberry, elderflower, gooseberry, mulberry, boysenberry,
      loganberry, goji, acai, acerola, aronia, chokeberry, berry, fruit, citrus, berries, orange,
      tangerine, mandarin, clementine, satsuma, lemon, lime, grapefruit, yuzu, bergamot, kumquat,
      calamansi, pomelo, banana, plantain, pineapple, mango, papaya, guava, passionfruit, passion fruit,
      passion, kiwi, kiwifruit, lychee, litchi, pomegranate, fig, date, medjool, persimmon, melon,
      watermelon, cantaloupe, honeydew, dragon fruit, dragonfruit, jackfruit, rhubarb, tamarind, baobab,
      monk, monkfruit, soursop, rosehip, rose hip, sea buckthorn, physalis, basil, parsley, cilantro,
      coriander, oregano, thyme, rosemary, sage, marjoram, tarragon, dill, mint, spearmint, peppermint,
      bay, bay leaf, cumin, cinnamon, cassia, clove, allspice, cardamom, star anise, anise, aniseed,
      fenugreek, turmeric, curcumin, ginger, galangal, lemongrass, lemon grass, kaffir, makrut, saffron,
      mace, caraway, juniper, nigella, sumac, curry leaf, peppercorn, vanilla, licorice, liquorice,
      epazote, annatto, achiote, herb, chervil, savory, sorrel, lovage, asafoetida, ajwain, amchur,
      allium, szechuan, sichuan, herbs de provence, herbes de provence, garam masala, ras el hanout, black
      onion seed, wild garlic, tea, coffee, rooibos, mate, matcha, chamomile, hibiscus, lavender, jasmine
      flower, lotus flower, lemon balm, verbena, nettle, dandelion, echinacea, ginseng, guarana, maca,
      ginkgo, valerian, lime flower, linden, ashwagandha, moringa, aloe, aloe vera, cocoa, cacao, cocoa
      mass, cocoa powder, cocoa liquor, chocolate liquor, carob, chicory, guayusa, robusta, arabica,
      camellia sinensis, rose, violet, hop, catnip, yarrow, burdock, cola nut, kola nut, kola, cola,
      honeybush, blackberry leaf, raspberry leaf, oolong, sencha, assam, darjeeling, ceylon, earl grey,
      tulsi, sunflower, safflower, canola, rapeseed, cottonseed, palm, palm oil, palm kernel, corn oil,
      grapeseed, flax, flaxseed, linseed, chia, hemp, poppy, poppy seed, pepita, cactus, agave, sugarcane,
      sugar cane, cane, maple, stevia, steviol glycoside, birch, sago palm, psyllium, inulin, vegetable,
      plant, seed, fruit juice, veg, bran, wheat free, germ, tree, pine, wood, hickory wood, mesquite,
      applewood, beechwood, oak, beech, cherrywood, alder, bark, root, greens, leaf, flower, petal, bud,
      kernel, husk, peel, rind, zest, shoot, grass, alfalfa, quillaia, quillaja, yucca, camelina, amla,
      noni, lucuma, mesquite powder, rapini, rice bran, butternut, pearl onion, silverskin onion, salad,
      coleslaw, prebiotic, banana leaf, edible flower, lettuce heart, mooli, cavolo nero, cabernet, puy,
      beluga, tenderstem, king edward, maris piper, charlotte, pomodoro, roma, san marzano, passata,
      jalapeno pepper, edible seed, pumpkin seed, sunflower seed, lentil flour, pea protein, pea fibre,
      chicory root, fava bean protein, faba, pomace, must, grape must, tropical, granny smith, pink lady,
      gala, bramley, braeburn, valencia, seville, kalamata, nocellara, halkidiki, manzanilla, hojiblanca,
      castelvetrano, cashew apple, rapadura`,
  },
  {
    origin: 'plant',
    names: `aloe barbadensis, theobroma cacao, butyrospermum parkii, helianthus annuus, olea europaea, aqua`,
  },
];
