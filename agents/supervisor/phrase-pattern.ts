import { PATTERN_MACROS, wordClass } from './lexicon.ts';
import type { Token } from './token.ts';

/**
 * Patterns over tokens. Elements are separated by blanks:
 * `word`, `$class` and `@macro` (lexicon.ts), `a|b|$class`; `(several words|others)`, nested as needed; each with `?` when optional;
 * `*` any tokens, `+` at least one, `+x` and `*x` the same and captured under that name.
 * A pattern spans the whole clause; gaps take as little as they can.
 */
export interface PatternMatch {
  readonly captures: Readonly<Record<string, readonly Token[]>>;
  /** Words that the pattern named itself: more are more specific. */
  readonly literals: number;
}

type Element =
  | { readonly kind: 'word'; readonly words: ReadonlySet<string>; readonly optional: boolean }
  | { readonly kind: 'group'; readonly choices: readonly (readonly Element[])[]; readonly optional: boolean }
  | { readonly kind: 'gap'; readonly least: 0 | 1; readonly name: string | null };

export interface CompiledPattern {
  readonly elements: readonly Element[];
  /** One of these must be in the clause; null when the pattern has no fixed word. */
  readonly required: ReadonlySet<string> | null;
}

export function compilePattern(pattern: string): CompiledPattern {
  const written = pattern.replace(/@(\w+)/g, (_, name: string) => {
    const macro = PATTERN_MACROS[name];
    if (macro === undefined) throw new Error(`Pattern "${pattern}" names an unknown macro "${name}"`);
    return macro;
  });
  const parts = written.match(/\(|\)\??|\||[^\s()|]+/g) ?? [];
  const joined = joinAlternatives(parts);
  const { choices, next } = parseChoices(joined, 0, pattern);
  const [elements] = choices;
  if (next !== joined.length || choices.length !== 1 || !elements)
    throw new Error(`Pattern "${pattern}" has an unbalanced bracket or a bare "|"`);
  return { elements, required: requiredWords(elements) };
}

/** Outside of groups `a|b` is one element; inside, "|" parts the group's choices. */
function joinAlternatives(parts: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let depth = 0;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (part === '(') depth += 1;
    else if (part.startsWith(')')) depth -= 1;
    if (depth === 0 && part === '|') {
      at += 1;
      joined.push(`${joined.pop() ?? ''}|${parts[at] ?? ''}`);
    } else joined.push(part);
  }
  return joined;
}

function parseChoices(
  parts: readonly string[],
  from: number,
  pattern: string,
): { readonly choices: readonly (readonly Element[])[]; readonly next: number } {
  const choices: Element[][] = [[]];
  let at = from;
  for (; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const current = choices[choices.length - 1];
    if (part.startsWith(')')) break;
    if (part === '|') choices.push([]);
    else if (part === '(') {
      const inner = parseChoices(parts, at + 1, pattern);
      const close = parts[inner.next];
      if (close === undefined) throw new Error(`Pattern "${pattern}" opens a group that is never closed`);
      current?.push({ kind: 'group', choices: inner.choices, optional: close.endsWith('?') });
      at = inner.next;
    } else current?.push(wordOrGap(part));
  }
  return { choices, next: at };
}

function wordOrGap(part: string): Element {
  const gap = /^([*+])([a-z]*)$/.exec(part);
  if (gap) return { kind: 'gap', least: gap[1] === '+' ? 1 : 0, name: gap[2] ? gap[2] : null };
  const optional = part.endsWith('?');
  const choices = (optional ? part.slice(0, -1) : part).split('|');
  const words = choices.flatMap((choice) =>
    choice.startsWith('$') ? [...wordClass(choice.slice(1))] : [choice],
  );
  return { kind: 'word', words: new Set(words), optional };
}

function requiredWords(elements: readonly Element[]): ReadonlySet<string> | null {
  let least: ReadonlySet<string> | null = null;
  for (const element of elements) {
    if (element.kind === 'gap' || element.optional) continue;
    let words: ReadonlySet<string> | null = null;
    if (element.kind === 'word') words = element.words;
    else {
      const each = element.choices.map(requiredWords);
      if (each.every((set) => set !== null)) words = new Set(each.flatMap((set) => [...(set ?? [])]));
    }
    if (words && (least === null || words.size < least.size)) least = words;
  }
  return least;
}

/** Tries no more steps than this for one pattern, so that no wording makes matching slow. */
const MAX_STEPS = 4000;

/** Matches the whole of `tokens`; null when the pattern does not span them. */
export function matchPattern(pattern: CompiledPattern, tokens: readonly Token[]): PatternMatch | null {
  const captures: Record<string, readonly Token[]> = {};
  let steps = 0;
  const match = (
    elements: readonly Element[],
    index: number,
    at: number,
    rest: (at: number) => number,
  ): number => {
    steps += 1;
    if (steps > MAX_STEPS) return -1;
    const element = elements[index];
    if (!element) return rest(at);
    const after = (to: number): number => match(elements, index + 1, to, rest);
    if (element.kind === 'word') {
      const token = tokens[at];
      if (token && (element.words.has(token.text) || element.words.has(token.lemma))) {
        const found = after(at + 1);
        if (found >= 0) return found + 1;
      }
      return element.optional ? after(at) : -1;
    }
    if (element.kind === 'group') {
      for (const choice of element.choices) {
        const found = match(choice, 0, at, after);
        if (found >= 0) return found;
      }
      return element.optional ? after(at) : -1;
    }
    const { name } = element;
    const isLast = index === elements.length - 1 && elements === pattern.elements;
    for (let to = isLast ? tokens.length : at + element.least; to <= tokens.length; to += 1) {
      if (to - at < element.least) return -1;
      const found = after(to);
      if (found < 0) continue;
      if (name !== null) captures[name] = tokens.slice(at, to);
      return found;
    }
    return -1;
  };
  const literals = match(pattern.elements, 0, 0, (at) => (at === tokens.length ? 0 : -1));
  return literals < 0 ? null : { captures, literals };
}
