import { contentTokens, tokenize } from './tokenize.ts';

/** A query in two parts: what is looked for, and what it shall be without. */
export interface NegationReading {
  readonly wanted: string;
  /** What is not wanted, each as words in a row: "nuts", "dairy milk". */
  readonly unwanted: readonly string[];
}

const DENIALS = new Set(['without', 'not', 'isnt', 'arent', 'no', 'non', 'except', 'excluding', 'minus']);
/** Words that end what is denied and go on with what is wanted: "bags without handles for gifts". */
const RESUMES = new Set(['with', 'but', 'for', 'in', 'from', 'only', 'please']);
const JOINS = new Set(['and', 'or', 'nor']);
const RELATIVES = new Set(['that', 'which']);
/** "no added sugar", "without any nuts": the denied thing comes after. */
const PASSED_OVER = new Set(['any', 'added', 'extra', 'a', 'an', 'the', 'much', 'too', 'of']);

/**
 * Parts "cookies without nuts or raisins" into "cookies" and ["nuts", "raisins"]. A denial that opens the query takes one
 * word only: "no pulp orange juice" looks for orange juice. A query that denies everything it says is left whole.
 */
export function readNegation(text: string): NegationReading {
  const whole = { wanted: text, unwanted: [] };
  const words = text.replace(/\bnon-/gi, 'non ').split(/(?=[,;])|\s+/u);
  if (!words.some((word) => DENIALS.has(bare(word)))) return whole;
  const wanted: string[] = [];
  const unwanted: string[][] = [];
  let denied: string[] | null = null;
  for (const word of words) {
    const plain = bare(word);
    if (DENIALS.has(plain)) {
      denied = startDenial(unwanted);
      // "bread that isn't white"
      if (RELATIVES.has(bare(wanted.at(-1) ?? ''))) wanted.pop();
      continue;
    }
    if (denied !== null && (RESUMES.has(plain) || word.startsWith(','))) denied = null;
    else if (denied !== null && JOINS.has(plain)) {
      denied = startDenial(unwanted);
      continue;
    }
    if (denied === null) wanted.push(word);
    else if (!PASSED_OVER.has(plain)) {
      denied.push(word);
      if (wanted.length === 0) denied = null;
    }
  }
  const terms = unwanted.map((it) => it.join(' ')).filter((it) => contentTokens(it).length > 0);
  if (tokenize(wanted.join(' ')).length === 0 || terms.length === 0) return whole;
  return { wanted: wanted.join(' ').trim(), unwanted: terms };
}

function startDenial(unwanted: string[][]): string[] {
  const denied: string[] = [];
  unwanted.push(denied);
  return denied;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
