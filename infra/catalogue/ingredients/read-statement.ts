/** One ingredient as listed, with the ingredients it is made of where the label lists them. */
export interface Ingredient {
  readonly name: string;
  readonly parts: readonly Ingredient[];
  /** True when the name stands before a colon: it says what the next ones are for, or are parts of. */
  readonly heading: boolean;
}

/** What a label's ingredient text says, in its own words. */
export interface IngredientStatement {
  readonly ingredients: readonly Ingredient[];
  /** What "Contains …" sentences name. */
  readonly contains: readonly string[];
  /** What sentences on traces and shared equipment name. */
  readonly mayContain: readonly string[];
  /** What "free from …" sentences name. */
  readonly freeFrom: readonly string[];
  readonly claims: { readonly vegetarian: boolean; readonly vegan: boolean };
  /** False when the text breaks off: a bracket stays open, the last ingredient is missing, the rest is elsewhere. */
  readonly complete: boolean;
}

/** Stands for a letter in brackets; labels do not have it. */
const BLANK = '\u0000';
const OPENING = '([{';
const CLOSING = ')]}';
/** Depth beyond which brackets are read flat: labels nest five deep, hostile text any number. */
const MAX_DEPTH = 12;
const MAX_LETTERS = 20_000;

const HEADINGS =
  /(?:allerg(?:en|y) (?:information|advice|info|warning)s?|dietary information|dietary advice|allergens?(?= *:)|for allergens\b)/gi;
const SHARES =
  /\b(?:less than|up to|contains?(?: less than)?)?\s*(?:\d+(?:\.\d+)?|two|one|five)\s*(?:%|percent)\s*or\s*less\s*(?:of)?(?:\s*(?:each|the following|any))*(?:\s*of)?(?:\s*the following)?\s*:?|\b(?:contains?\s*)?(?:less than|<)\s*(?:\d+(?:\.\d+)?|two)\s*(?:%|percent)?\s*(?:of\s*)?(?:each\s*)?(?:of\s*)?(?:the following\s*)?:?|\b(?:may )?contains? (?:one or more|any|some) of(?: the following)?\s*:?|\bcontains? the following\s*:?/gi;
const SHARED_PLACE =
  '(?:made|produced|manufactured|packed|packaged|processed|prepared|handled|bottled|roasted)\\b[^.:]{0,60}?\\b(?:facility|factory|line|equipment|kitchen|site|environment|environ?ment|plant|bakery|area|machinery|premises)\\b[^.:]{0,40}?\\b(?:handles?|handled|process(?:es|ed)?|uses?|used|contains?|makes?|produces?|packs?|with|for|stores?|are)\\b';
const CUE = new RegExp(
  `\\b(?:(?<traces>may(?: also)?(?: be)? contain(?:s|ing)?(?: (?:small )?traces of)?|(?:may (?:also )?be )?(?:not suitable|unsuitable) for|traces? of|${SHARED_PLACE})|(?<free>free[- ]from|contains no|does not contain)|(?<contains>contains?))(?!\\p{L})`,
  'giu',
);
const ABBREVIATION = /(?:^|[\s(,])(?:\p{L}|no|vit|approx|max|min|inc|st|spp?|var)$/iu;

/** Reads the ingredient text of a label. Never throws: what cannot be read makes the statement incomplete. */
export function readStatement(text: string): IngredientStatement {
  const plain = text
    .slice(0, MAX_LETTERS)
    .replace(/[™®©]/g, '')
    .normalize('NFKC')
    .replace(/<[^>]{0,40}>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^\s*ingredients?\s*:?\s*/i, '')
    .trim();
  const headings = [...plain.matchAll(HEADINGS)].map((it) => it.index);
  const list = plain.slice(0, headings[0] ?? plain.length).replace(SHARES, ', ');
  const sections = headings.map((from, at) =>
    plain.slice(from, headings[at + 1] ?? plain.length).replace(HEADINGS, ' '),
  );
  const own = declarationsOf(list);
  const said = [...own.declarations, ...sections.flatMap((section) => declarationsIn(section))];
  const { ingredients, balanced } = readList(own.rest);
  const named = (kind: Declaration['kind']) => said.filter((it) => it.kind === kind).map((it) => it.text);
  return {
    ingredients,
    contains: named('contains'),
    mayContain: named('mayContain'),
    freeFrom: named('freeFrom'),
    claims: claimsOf(plain),
    complete:
      balanced &&
      ingredients.length > 0 &&
      text.length <= MAX_LETTERS &&
      !/[,(:]\s*$/.test(own.rest) &&
      !/\b(?:see (?:pack|label|individual|packaging)|varies|refer to)\b/i.test(own.rest),
  };
}

function claimsOf(text: string): IngredientStatement['claims'] {
  const claimed = (word: string) =>
    new RegExp(
      `(?<!not |un)suitable for[^.;]{0,40}\\b${word}s?\\b|\\b(?:certified|100%|is|dietary information) ?${word}\\b`,
      'i',
    ).test(text) &&
    !new RegExp(`\\b(?:not|un) ?suitable for[^.;]{0,40}\\b${word}|\\bnon[- ]${word}\\b`, 'i').test(text);
  const vegan = claimed('vegan');
  return { vegan, vegetarian: vegan || claimed('vegetarian') };
}

interface Declaration {
  readonly kind: 'contains' | 'mayContain' | 'freeFrom';
  readonly text: string;
}

/** Every sentence of a section on allergens that names some. */
function declarationsIn(section: string): readonly Declaration[] {
  const cues = [...section.matchAll(CUE)];
  return cues.map((cue, at) => {
    const from = cue.index + cue[0].length;
    const until = Math.min(cues[at + 1]?.index ?? section.length, sentenceEnd(section, from));
    return { kind: kindOf(cue), text: section.slice(from, until) };
  });
}

function kindOf(cue: RegExpMatchArray): Declaration['kind'] {
  if (cue.groups?.traces !== undefined) return 'mayContain';
  return cue.groups?.free === undefined ? 'contains' : 'freeFrom';
}

/** Takes the sentences on allergens out of a list; what stands in brackets belongs to an ingredient and stays. */
function declarationsOf(list: string): { declarations: readonly Declaration[]; rest: string } {
  const outside = withoutBrackets(list);
  const declarations: Declaration[] = [];
  let rest = '';
  let done = 0;
  for (const cue of outside.matchAll(CUE)) {
    if (cue.index < done) continue;
    const before = outside.slice(0, cue.index).trimEnd();
    const opens =
      before === '' || /[.;*)]$/.test(before) || before.endsWith(BLANK) || cue[0] === cue[0].toUpperCase();
    const kind = kindOf(cue);
    if (kind === 'contains' && !opens && !/,$/.test(before)) continue;
    const from = cue.index + cue[0].length;
    const until = sentenceEnd(outside, from);
    const text = list.slice(from, until);
    if (kind === 'contains' && /[(:]/.test(text.replace(/^\s*:/, ''))) continue;
    declarations.push({ kind, text });
    rest += `${list.slice(done, cue.index)}. `;
    done = until;
  }
  return { declarations, rest: rest + list.slice(done) };
}

/** The same length, with everything in brackets blanked. */
function withoutBrackets(text: string): string {
  let depth = 0;
  return [...text]
    .map((letter) => {
      if (OPENING.includes(letter)) depth += 1;
      const shown = depth === 0 ? letter : BLANK;
      if (CLOSING.includes(letter)) depth = Math.max(0, depth - 1);
      return letter.length === shown.length ? shown : shown.repeat(letter.length);
    })
    .join('');
}

function sentenceEnd(text: string, from: number): number {
  for (let at = text.indexOf('.', from); at !== -1; at = text.indexOf('.', at + 1)) {
    if (endsSentence(text, at)) return at;
  }
  return text.length;
}

/** A dot ends a sentence unless it stands in a number or behind an initial: "0.5%", "L. acidophilus". */
function endsSentence(text: string, at: number): boolean {
  if (/\d/.test(text[at + 1] ?? '') && /\d/.test(text[at - 1] ?? '')) return false;
  return !ABBREVIATION.test(text.slice(Math.max(0, at - 8), at));
}

interface Building {
  name: string;
  parts: Building[];
  heading: boolean;
}

function readList(text: string): { ingredients: readonly Ingredient[]; balanced: boolean } {
  const root: Building = { name: '', parts: [], heading: false };
  const open: Building[] = [root];
  let name = '';
  let last: Building | null = null;
  let balanced = true;
  const close = (heading: boolean) => {
    const clean = cleanName(name);
    name = '';
    if (clean === '') return;
    last = { name: clean, parts: [], heading };
    (open.at(-1) ?? root).parts.push(last);
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (OPENING.includes(letter)) {
      close(false);
      // "(8%)" behind a bracket, or a bracket behind nothing, belongs to what came last.
      const holder: Building = last ?? { name: '', parts: [], heading: false };
      if (last === null) (open.at(-1) ?? root).parts.push(holder);
      open.push(open.length <= MAX_DEPTH ? holder : (open.at(-1) ?? root));
    } else if (CLOSING.includes(letter)) {
      close(false);
      if (open.length > 1) last = open.pop() ?? null;
      else balanced = false;
    } else if (',;•·|*†‡'.includes(letter) || (letter === '.' && endsSentence(text, at))) {
      close(false);
      if (!'*†‡'.includes(letter)) last = null;
    } else if (letter === ':') {
      close(true);
      last = null;
    } else {
      if (last !== null && letter.trim() !== '' && name === '') name = '';
      name += letter;
    }
  }
  close(false);
  return { ingredients: root.parts, balanced: balanced && open.length === 1 };
}

/** Without shares, joining words and marks: "and Oat Flour 2.5%" is "Oat Flour". */
function cleanName(name: string): string {
  return name
    .replace(/<?\s*\d+(?:[.,]\d+)?\s*%(?:\s*(?:min(?:imum)?|max(?:imum)?))?/g, ' ')
    .replace(/\band\s*\/\s*or\b/gi, ' ')
    .replace(/^[\s\-–—&/]+(?=\S)|[\s\-–—&/]+$/g, '')
    .replace(/^(?:and|or|with)\s+/i, '')
    .trim();
}
