import type { IntentName, IntentSlots, RoutedIntent } from './intent.ts';
import { type CompiledPattern, compilePattern, matchPattern, type PatternMatch } from './phrase-pattern.ts';
import type { ReadingContext } from './reading-context.ts';
import type { Token } from './token.ts';

/** How a clause was introduced: "can you …" asks for a deed, "i want to …" and "can i …" wish for one. */
export type Opening = 'none' | 'ask' | 'wish' | 'may';

export interface Clause {
  /** Without politeness and openers. */
  readonly tokens: readonly Token[];
  readonly opening: Opening;
  /** Ends in "?" or starts like a question. */
  readonly question: boolean;
}

export interface RuleContext extends ReadingContext {
  readonly clause: Clause;
}

/** What a rule makes of its match: slots, other intents than its own, or null when it does not apply after all. */
export type RuleReading =
  | { readonly kind: 'slots'; readonly slots: IntentSlots; readonly confidence?: number }
  | { readonly kind: 'intents'; readonly intents: readonly RoutedIntent[] }
  | null;

export interface Rule {
  readonly name: IntentName;
  /** Of the words alone; what the slots hold may lower it. */
  readonly confidence: number;
  readonly patterns: readonly string[];
  readonly read?: (match: PatternMatch, context: RuleContext) => RuleReading;
}

export interface RuleHit {
  readonly rule: Rule;
  readonly match: PatternMatch;
}

export interface RuleBook {
  /** Every rule that spans the clause, the most certain and most specific first. */
  hits(tokens: readonly Token[]): readonly RuleHit[];
}

/** A clause longer than this is a text, not a request; only its list of things is read. */
const MAX_RULE_TOKENS = 80;

/** Compiles rules once; a clause then tries only patterns of which it holds the rarest word class. */
export function buildRuleBook(rules: readonly Rule[]): RuleBook {
  const byWord = new Map<
    string,
    { readonly rule: Rule; readonly pattern: CompiledPattern; readonly id: number }[]
  >();
  let count = 0;
  for (const rule of rules)
    for (const source of rule.patterns) {
      const pattern = compilePattern(source);
      if (pattern.required === null) throw new Error(`Pattern "${source}" needs at least one fixed word`);
      count += 1;
      for (const word of pattern.required) {
        const known = byWord.get(word);
        const entry = { rule, pattern, id: count };
        if (known) known.push(entry);
        else byWord.set(word, [entry]);
      }
    }
  return {
    hits(tokens) {
      if (tokens.length === 0 || tokens.length > MAX_RULE_TOKENS) return [];
      const tried = new Set<number>();
      const best = new Map<Rule, PatternMatch>();
      for (const token of tokens)
        for (const word of token.text === token.lemma ? [token.text] : [token.text, token.lemma])
          for (const { rule, pattern, id } of byWord.get(word) ?? []) {
            if (tried.has(id)) continue;
            tried.add(id);
            const match = matchPattern(pattern, tokens);
            if (match && match.literals > (best.get(rule)?.literals ?? -1)) best.set(rule, match);
          }
      return [...best]
        .map(([rule, match]) => ({ rule, match }))
        .sort(
          (left, right) =>
            right.rule.confidence - left.rule.confidence || right.match.literals - left.match.literals,
        );
    },
  };
}

/** Slots as a reading. */
export function slots(values: IntentSlots, confidence?: number): RuleReading {
  return { kind: 'slots', slots: values, ...(confidence === undefined ? {} : { confidence }) };
}
