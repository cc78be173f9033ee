import type { SourceGroup } from './source.ts';

/**
 * Salts, acids, sugars, vitamins, additives. Which additives may be made of animal fat follows the E-number groups of
 * Regulation (EC) 1333/2008: E470-E483, E491-E495 and E422 are fatty acids and glycerol of any origin.
 */
export const ADDITIVE_SOURCES: readonly SourceGroup[] = [
  {
    origin: 'plant',
    names: `
      rosin, wood rosin, glycerol ester of wood rosin, brominated vegetable oil, mica, isobutyrate,
      carbohydrate, bromate, succinic, glucuronolactone, xanthum, xantham, carnuba, annato, olein, cmc,
      ascorbyl, monohydrochloride, bisulfate, aluminate, phytase, glucanase, pectinase, hemicellulase,
      paraben, rebaudiana, dietary fibre, dietary fiber, water, aqua, salt, seasalt, sea salt, himalayan,
      brine, sugar, sucrose, dextrose, glucose, fructose, maltose, trehalose, isomaltulose, isomalt,
      xylitol, sorbitol, maltitol, mannitol, erythritol, allulose, sucralose, aspartame, acesulfame,
      saccharin, syrup, molass, molasses, treacle, caramel, caramelised, caramelized, invert, demerara,
      muscovado, turbinado, panela, jaggery, piloncillo, panocha, golden syrup, dextrin, maltodextrin,
      polydextrose, oligofructose, fructooligosaccharide, oligosaccharide, rebaudioside, reb a, reb,
      neotame, cyclamate, thaumatin, advantame, icing, beet sugar, glucose fructose, isoglucose, nectar,
      vinegar, acid, citric, malic, tartaric, ascorbic, acetic, phosphoric, fumaric, sorbic, adipic,
      benzoic, folic, pantothenic, lactic, erythorbic, propionic, hydrochloric, gluconic, folate, acetate,
      diacetate, citrate, phosphate, diphosphate, pyrophosphate, polyphosphate, triphosphate,
      tripolyphosphate, hexametaphosphate, orthophosphate, monophosphate, sulfate, sulphate, carbonate,
      bicarbonate, chloride, hydroxide, oxide, dioxide, nitrate, nitrite, benzoate, sorbate, propionate,
      erythorbate, isoascorbate, ascorbate, gluconate, fumarate, tartrate, bitartrate, malate, alginate,
      algin, silicate, iodide, iodate, molybdate, selenate, selenite, ferrocyanide, aluminosilicate,
      silicoaluminate, lactobionate, adipate, sodium, potassium, calcium, magnesium, ammonium, ferrous,
      ferric, iron, zinc, copper, manganese, chromium, selenium, iodine, aluminium, aluminum, titanium,
      silicon, silica, hydrogen, monocalcium, dicalcium, tricalcium, monopotassium, dipotassium,
      tripotassium, disodium, trisodium, tetrasodium, monosodium, dihydrogen, monohydrate, anhydrous,
      alum, lime water, chlorine, nitrogen, oxygen, gas, carbon, nitrous, cupric, molybdenum, potash,
      alkali, soda, mineral, electrolyte, pyridoxine, hydrochloride, vitamin, thiamin, thiamine, thiamine
      mononitrate, mononitrate, riboflavin, niacin, niacinamide, nicotinamide, pyridoxine hydrochloride,
      cyanocobalamin, cobalamin, biotin, pantothenate, palmitate, retinyl palmitate, retinol, beta
      carotene, carotene, carotenes, carotin, carotine, tocopherol, tocopheryl, tocopheryl acetate,
      ergocalciferol, vitamin d2, phytonadione, phylloquinone, menaquinone, choline, inositol, lutein,
      lycopene, carotenal, apocarotenal, apo carotenal, caffeine, taurine, carnitine, aminoacid, amino
      acid, thiamin mononitrate, vitamin b12, vitamin k, zeaxanthin, fortified, nutrient, dl alpha,
      creatine, leucine, isoleucine, valine, glutamine, arginine, lysine, methionine, theanine, yeast,
      nutritional yeast, yeast extract, torula, baker, brewer, culture, starter, starter culture,
      bacteria, probiotic, streptococcus, thermophilus, bulgaricus, acidophilus, bifidus, bifidobacterium,
      bifidum, casei, paracasei, rhamnosus, lactis, plantarum, coagulans, bacillus, penicillium, ferment,
      koji, aspergillus, aspergillus oryzae, b lactis, l acidophilus, l casei, l bulgaricus, s
      thermophilus, animalis, reuteri, longum, kombucha, scoby, mycelium, mother, xanthan, guar, gum,
      locust, locust bean, acacia, arabic, gellan, tara, tragacanth, karaya, pectin, agar, agar agar,
      carrageenan, cellulose, methylcellulose, carboxymethylcellulose, hydroxypropyl, hydroxypropyl
      methylcellulose, carboxy methyl cellulose, methyl, carboxy, propyl, ethyl, microcrystalline, starch,
      amylopectin, hydroxypropylated, phosphated, distarch, acetylated, oxidised, octenyl, succinate,
      propylene, alginic, psyllium husk, glucan, fibersol, natamycin, nisin, edta,
      ethylenediaminetetraacetate, tbhq, bht, bha, gallate, butylated, hydroxytoluene, hydroxyanisole,
      azodicarbonamide, peroxide, benzoyl, vanillin, ethyl vanillin, maltol, menthol, quinine, glutamate,
      msg, monosodium glutamate, invertase, amylase, glucoamylase, xylanase, transglutaminase, cellulase,
      protease, papain, bromelain, glucose oxidase, polydimethylsiloxane, dimethylpolysiloxane, antifoam,
      paraffin, carnauba, candelilla, mineral oil, e903, talc, charcoal, vegetable carbon, bisphosphate,
      hydroxytyrosol, dimethyl, polyvinyl, polyvinylpyrrolidone, polyethylene, glycol, propylene glycol,
      lime extract, cyclodextrin, calcium lactate, sodium lactate, calcium chloride, acesulfame k, k,
      glucono, delta, lactone, glucono delta lactone, hexyl, hydrolyzed starch, red 40, yellow 5, yellow
      6, blue 1, blue 2, red 3, green 3, fd c, fdandc, lake, tartrazine, allura, sunset, brilliant,
      anthocyanin, chlorophyll, chlorophyllin, chlorophylls, betanin, annatto norbixin, norbixin, bixin,
      lutein ester, curcumin colour, indigo, indigotine, copper chlorophyllin, copper complexes of
      chlorophylls, safflower concentrate, spirulina concentrate, gardenia, paprika extract, oleoresin,
      extractive, carmoisine, ponceau, azorubine, quinoline, erythrosine, caramel color, caramel colour,
      plain caramel, sulphite ammonia caramel, ammonia, complex, red, yellow, blue, green, white, black,
      orange colour, cured, pure`,
  },
  {
    origin: 'plant',
    contains: ['sulphites'],
    names: `
      sulphite, sulfite, bisulfite, bisulphite, metabisulfite, metabisulphite, sulphur dioxide, sulfur
      dioxide, sulfiting, sulphiting, e220, e221, e222, e223, e224, e225, e226, e227, e228, sulphur`,
  },
  {
    origin: 'plant',
    open: ['sulphites'],
    names: `
      wine, red wine, white wine, sherry, port, marsala, cider, champagne, prosecco, vermouth, madeira,
      burgundy, sauvignon, mirin, sake`,
  },
  {
    origin: 'plant',
    names: `
      rum, vodka, gin, brandy, whisky, whiskey, bourbon, cognac, tequila, liqueur, spirit, alcohol,
      ethanol, wine vinegar, red wine vinegar, white wine vinegar, cider vinegar, apple cider vinegar,
      spirit vinegar, sherry vinegar, balsamic, balsamic vinegar, amaretto, kirsch, schnapps`,
  },
  { origin: 'plant', open: ['soy', 'egg'], names: `lecithin, e322` },
  {
    origin: 'plant',
    open: ['soy'],
    names: `
      vegetable oil, vegetable fat, vegetable shortening, vegetable protein, vegetable broth, vegetable
      stock, textured vegetable protein, plant protein`,
  },
  {
    origin: 'plant',
    open: ['soy', 'wheat', 'gluten'],
    names: `
      hydrolyzed vegetable protein, hydrolysed vegetable protein, hydrolyzed plant protein, hydrolyzed
      protein, tvp, hvp`,
  },
  {
    origin: 'plant',
    open: ['wheat', 'gluten'],
    counts: 'alone',
    names: `starch, modified food starch, modified starch, food starch, dextrin`,
  },
  {
    origin: 'plant',
    open: ['celery', 'mustard'],
    counts: 'alone',
    names: `
      spice, seasoning, spice extract, spice extractive, mixed spice, mixed herb, curry powder, curry,
      spice mix, rub, aromatic`,
  },
  {
    origin: 'plant',
    names: `
      e100, e101, e102, e104, e110, e122, e124, e127, e129, e131, e132, e133, e140, e141, e142, e150,
      e150a, e150b, e150c, e150d, e151, e153, e155, e160, e160a, e160b, e160c, e160d, e160e, e161b, e162,
      e163, e170, e171, e172, e200, e202, e203, e210, e211, e212, e234, e235, e250, e251, e252, e260,
      e261, e262, e263, e270, e280, e281, e282, e290, e296, e297, e300, e301, e302, e304, e306, e307,
      e310, e315, e316, e319, e320, e321, e325, e326, e327, e330, e331, e332, e333, e334, e335, e336,
      e337, e338, e339, e340, e341, e343, e350, e351, e352, e353, e354, e355, e363, e385, e392, e400,
      e401, e402, e404, e405, e406, e407, e407a, e410, e412, e413, e414, e415, e416, e417, e418, e420,
      e421, e425, e440, e440a, e440b, e442, e444, e445, e450, e451, e452, e459, e460, e461, e463, e464,
      e465, e466, e468, e500, e501, e503, e504, e507, e508, e509, e511, e516, e524, e525, e526, e527,
      e528, e529, e530, e535, e536, e538, e541, e551, e552, e553, e553b, e554, e575, e576, e577, e579,
      e585, e620, e621, e622, e900, e902, e903, e905, e938, e941, e942, e948, e950, e951, e952, e953,
      e954, e955, e957, e959, e960, e960a, e961, e965, e967, e968, e969, e999, e1103, e1200, e1400, e1401,
      e1402, e1403, e1404, e1410, e1412, e1413, e1414, e1420, e1422, e1440, e1442, e1450, e1451, e1505,
      e1510, e1520, e160ai, e160aii, e160bi, e160bii, e500ii, e450i, e341i`,
  },
  { origin: 'dairy', contains: ['milk'], names: `e966, lactitol, tagatose` },
  {
    origin: 'open',
    names: `
      lipase, chymosin, stearin, caprylic, peptide, oleate, ethoxylated, monodiglyceride, dyglyceride,
      steoroyl, lauryl, glycerol, glycerin, glycerine, glyceride, monoglyceride, diglyceride, mono and
      diglyceride, mono, di, monostearate, stearate, stearic, stearoyl, stearoyl lactylate, palmitic,
      oleic, fatty acid, ester, diester, monoester, triglyceride, tristearate, polysorbate, polyglycerol,
      polyricinoleate, pgpr, sorbitan, datem, monooleate, glyceryl, triacetin, diacetyl, interesterified,
      medium chain triglyceride, mct, e422, e430, e431, e432, e433, e434, e435, e436, e470, e470a, e470b,
      e471, e472, e472a, e472b, e472c, e472d, e472e, e472f, e473, e474, e475, e476, e477, e479b, e481,
      e482, e483, e491, e492, e493, e494, e495, e570, e572, e1518, e1517, squalene, keratin, chondroitin,
      hyaluronic, vitamin d, omega 3, dha, epa, retinol palmitate, polyglyceryl`,
  },
  {
    origin: 'plant',
    names: `
      vegetable glycerol, vegetable glycerin, vegetable glycerine, vegetable monoglyceride, vegetable
      magnesium stearate, vegetable glyceride, vegetable mono and diglyceride, vegetable mono, plant based
      omega 3, high oleic, oleic sunflower`,
  },
  { origin: 'open', names: `enzyme, natural enzyme, digestive enzyme`, counts: 'always' },
  {
    // Class names that say what an additive does, and nothing of what it is.
    origin: 'open',
    counts: 'alone',
    names: `
      emulsifier, stabiliser, stabilizer, thickener, colour, color, coloring, colouring, natural colour,
      natural color, food colour, artificial color, artificial colour, flavour, flavor, flavouring,
      flavoring, natural flavour, natural flavor, natural flavouring, natural flavoring, artificial
      flavor, artificial flavour, aroma, natural aroma, smoke flavouring, gelling agent, glazing agent,
      raising agent, anti caking agent, anticaking agent, acidity regulator, preservative, antioxidant,
      humectant, sweetener, flavour enhancer, flavor enhancer, firming agent, bulking agent, emulsifying
      salt, modified, leavening, leavening agent, dough conditioner, conditioner, improver, flour
      treatment agent, treatment agent, propellant, carrier, sequestrant, release agent, processing aid,
      preserving agent, wax, oil, fat, shortening, margarine, protein, fibre, fiber, extract, powder,
      concentrate, stock, broth, filling, coating, glaze, topping, frosting, crust, sauce, dressing, dip,
      soup, cracklin, spread, essence, agent, base, mix, blend, isolate, binder, batter mix, ingredient,
      oil blend, crumb, oleomargarine, plasma protein`,
  },
];
