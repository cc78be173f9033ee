import { readItems } from '#agents/supervisor/item-reading.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { type Token, wordsAsSaid } from '#agents/supervisor/token.ts';

/** Between "are" and what is asked of the thing. */
const BESIDE_FACT = new Set(
  'safe ok okay fine suitable good certified also actually both all really for a an people those someone somebody diet diets'.split(
    ' ',
  ),
);

const SELVES = new Set('me us my our i we to eat'.split(' '));

/** More words than these are told behind the thing. */
const MOST_BEFORE = 4;

/** "which cereals are gluten free": cereals that are, as if "gluten free cereals" had been said. */
function readDescribed(lacks: boolean) {
  return (match: PatternMatch, context: RuleContext): RuleReading => {
    const thing = match.captures.x ?? [];
    // what is safe for the shopper is what is looked for in any case
    const forMe = (match.captures.y ?? []).every(({ text }) => BESIDE_FACT.has(text) || SELVES.has(text));
    if (forMe) {
      const found = readItems(thing, context);
      return found.length === 1 && found[0]?.query !== '' ? slots({ items: found }) : null;
    }
    const fact = (match.captures.y ?? []).filter(({ text }) => !BESIDE_FACT.has(text));
    const items = readItems([...thing, ...(lacks ? without(fact) : fact)], context);
    const [plain] = readItems(thing, context);
    const isDescribed = items.every(
      ({ query, reference, filters, excludeTerms }) =>
        query !== '' && reference === null && (Object.keys(filters).length > 0 || excludeTerms.length > 0),
    );
    // what only adds words to the search says nothing of the thing
    const [first] = items;
    if (!isDescribed || items.length !== 1 || first === undefined || first.query !== plain?.query)
      return null;
    const raw = match.captures.y ?? [];
    const [words, said] = [wordsAsSaid(context.source, thing), wordsAsSaid(context.source, raw)];
    const before = !lacks && raw.length === fact.length && fact.length <= MOST_BEFORE;
    const named = before ? `${said} ${words}` : `${words} ${lacks ? 'without' : 'that are'} ${said}`;
    return slots({ items: [{ ...first, said: named }] });
  };
}

function without(fact: readonly Token[]): readonly Token[] {
  const [first] = fact;
  return first === undefined ? [] : [{ ...first, kind: 'word', text: 'without', lemma: 'without' }, ...fact];
}

/** Things asked for by what holds of them. */
export const DESCRIBED_RULES: readonly Rule[] = [
  {
    name: 'search_products',
    confidence: 0.958,
    patterns: [
      '(what|which) (of your|kind of|kinds of|type of|types of|brand of|brands of)? +x (is|are) +y',
      '(are there|is there|do you have|have you got|got) (any)? +x (that|which|who) (is|are) +y',
    ],
    read: readDescribed(false),
  },
  {
    name: 'search_products',
    confidence: 0.959,
    patterns: [
      '(what|which) (of your|kind of|kinds of|type of|types of|brand of|brands of)? +x (do|does) not (have|contain|include|use) (any)? +y',
      '(what|which) (of your|kind of|kinds of|type of|types of|brand of|brands of)? +x (has|have|contain|contains|come|comes) no|without +y',
      '(are there|is there|do you have|have you got|got) (any)? +x (that|which) (do|does) not (have|contain|include|use) (any)? +y',
    ],
    read: readDescribed(true),
  },
];
