import { countTokens } from '#memory/tokens/count-tokens.ts';
import type { ContextMode } from '#memory/tokens/token-ledger.ts';
import { anchorLines, type ContextAnchors } from './anchor-lines.ts';
import type { AssembledContext, ContextPart } from './assembled-context.ts';
import {
  ANSWER_LETTERS,
  CONTEXT_BUDGETS,
  CONTEXT_PLANS,
  type ContextTask,
  type FilledComponent,
} from './context-plan.ts';
import { quoteData } from './quote-data.ts';

export interface ContextInput {
  readonly mode: ContextMode;
  readonly task: ContextTask;
  /** Tokens; default by mode. */
  readonly budget?: number;
  readonly anchors: ContextAnchors;
  /** Earlier turns of this conversation, oldest first. */
  readonly window: readonly { readonly turnId: string; readonly message: string; readonly text: string }[];
  /** Turns brought back, the most fitting first. */
  readonly recollections: readonly { readonly turnId: string; readonly text: string }[];
  /** One fact a line, the most important first. */
  readonly profile: readonly string[];
  readonly results: readonly string[];
  readonly cart: readonly string[];
  readonly knowledge: readonly string[];
}

/** One line of a part; what it says is quoted already. */
interface Item {
  readonly line: string;
  readonly tokens: number;
}

interface Filling {
  readonly component: FilledComponent;
  /** The most important first. */
  readonly items: readonly Item[];
  readonly chosen: Set<number>;
}

/**
 * The context of a turn within its budget. Anchors (allergies, diets, dislikes, household, budget, goal) are always
 * in, whatever they cost. Then each component takes up to its share, in the order of the task's priorities, and what is
 * left is shared out in the same order. Every text is quoted: it is data for whoever words the answer, no instruction.
 */
export function assembleContext(input: ContextInput): AssembledContext {
  const { mode, task, budget = CONTEXT_BUDGETS[mode] } = input;
  const anchors = anchorLines(input.anchors).map(itemOf);
  const room = Math.max(0, budget - tokensOf(anchors));
  const plan = CONTEXT_PLANS[task];
  const windowTurnIds = new Set(input.window.map((turn) => turn.turnId));
  const recalled = input.recollections.filter((one) => !windowTurnIds.has(one.turnId));
  const items: Readonly<Record<FilledComponent, readonly Item[]>> = {
    window: windowItems(input),
    recollections: distinct(recalled.map((one) => one.text)),
    profile: distinct(input.profile),
    results: distinct(input.results),
    cart: distinct(input.cart),
    knowledge: distinct(input.knowledge),
  };
  const fillings = plan.map(({ component, share }) => ({
    filling: { component, items: items[component], chosen: new Set<number>() },
    share,
  }));
  let left = room;
  for (const { filling, share } of fillings) left -= fill(filling, Math.min(left, Math.floor(room * share)));
  for (const { filling } of fillings) left -= fill(filling, left);

  const parts = [
    partOf('anchors', anchors),
    ...fillings.map(({ filling }) => partOf(filling.component, chosenOf(filling))),
  ].filter((part) => part.text !== '');
  const repeated = input.recollections.length - recalled.length;
  return {
    mode,
    budget,
    tokens: parts.reduce((sum, part) => sum + part.tokens, 0),
    parts,
    dropped: [
      ...fillings.flatMap(({ filling }) => droppedOf(filling, budget)),
      ...(repeated === 0
        ? []
        : [{ component: 'recollections' as const, tokens: 0, reason: `${repeated} already in the window` }]),
    ],
  };
}

/** Takes items while they fit; answers the tokens used. A window has no holes, so it ends at the first that does not. */
function fill({ component, items, chosen }: Filling, room: number): number {
  let used = 0;
  for (const [position, item] of items.entries()) {
    if (chosen.has(position)) continue;
    if (used + item.tokens <= room) {
      chosen.add(position);
      used += item.tokens;
    } else if (component === 'window') break;
  }
  return used;
}

/** Newest first, since that is what matters most; one item a turn, so that no answer stands without its question. */
function windowItems({ window, mode }: ContextInput): readonly Item[] {
  return window
    .map(({ message, text }) =>
      itemOf(`shopper: ${quoteData(message)}\nassistant: ${quoteData(text, ANSWER_LETTERS[mode])}`),
    )
    .reverse();
}

function distinct(texts: readonly string[]): readonly Item[] {
  return [...new Set(texts.filter((text) => text.trim() !== ''))].map((text) =>
    itemOf(`- ${quoteData(text)}`),
  );
}

function itemOf(line: string): Item {
  // One more for the line end that joins it to the next.
  return { line, tokens: countTokens(line) + 1 };
}

function tokensOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.tokens, 0);
}

/** In the order to be read: a window oldest first. */
function chosenOf({ component, items, chosen }: Filling): readonly Item[] {
  const kept = items.filter((_, position) => chosen.has(position));
  return component === 'window' ? kept.toReversed() : kept;
}

function partOf(component: ContextPart['component'], items: readonly Item[]): ContextPart {
  return { component, text: items.map((item) => item.line).join('\n'), tokens: tokensOf(items) };
}

function droppedOf({ component, items, chosen }: Filling, budget: number): AssembledContext['dropped'] {
  const lost = items.filter((_, position) => !chosen.has(position));
  if (lost.length === 0) return [];
  const which = component === 'window' ? ', the oldest first' : '';
  return [
    {
      component,
      tokens: tokensOf(lost),
      reason: `${lost.length} of ${items.length} left out${which}: no room within ${budget} tokens`,
    },
  ];
}
