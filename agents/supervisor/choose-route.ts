import { z } from 'zod';
import { INTENT_NAMES, type IntentName } from './intent.ts';
import type { Understand, Understanding, UnderstandRequest } from './understanding.ts';

/**
 * PORT. A chat model that names what a message asks for, as structured output. Asked once a turn, beside the grammar.
 * It decides the intents' names only: what they speak of is always read by the grammar, so that no text of a product,
 * a memory or a shopper can make the model change a slot.
 */
export interface RouteModel {
  /** The model's answer, not yet validated. Throws when it cannot be asked; heeds `signal`. */
  route(request: RouteModelRequest, signal: AbortSignal): Promise<unknown>;
}

export interface RouteModelRequest {
  readonly message: string;
  readonly intentNames: readonly IntentName[];
  /** What the grammar understood, for the prompt. */
  readonly grammar: Understanding;
}

/** Why the grammar's route was taken although a model is set. */
export interface RouteDegradation {
  readonly capability: string;
  readonly reason: string;
  readonly fallback: string;
}

export interface RouteChooser {
  readonly understand: Understand;
  readonly model?: RouteModel;
  /** Milliseconds that the model may take; default 800. */
  readonly modelBudgetMs?: number;
}

export type ChosenRoute = Understanding & { readonly degraded?: RouteDegradation };

const MODEL_BUDGET_MS = 800;
const routeSchema = z.strictObject({
  intents: z
    .array(z.strictObject({ name: z.enum(INTENT_NAMES), confidence: z.number().min(0).max(1) }))
    .min(1)
    .max(6),
});

/** Never taken on a model's word alone: they change the cart, an order, or what is remembered. */
const CONSEQUENTIAL: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'update_cart',
  'remove_from_cart',
  'undo',
  'clear_cart',
  'confirm_order',
  'apply_promotion',
  'state_preference',
  'memory_command',
  'accept',
]);
/** The grammar is sure enough from here on; the model is asked below. */
const SURE = 0.9;

/** Chooses the intents of a message: the model's where one is set and answers well in time, else the grammar's. */
export async function chooseRoute(
  { understand, model, modelBudgetMs = MODEL_BUDGET_MS }: RouteChooser,
  request: UnderstandRequest,
  signal?: AbortSignal,
): Promise<ChosenRoute> {
  const grammar = understand(request);
  if (!model || grammar.intents.every((intent) => intent.confidence >= SURE)) return grammar;
  const deadline = AbortSignal.timeout(modelBudgetMs);
  const limits = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const asked = { message: request.message, intentNames: INTENT_NAMES, grammar };
  let answer: unknown;
  try {
    answer = await untilAborted(model.route(asked, limits), limits);
  } catch (error) {
    const late = limits.aborted;
    return withNote(grammar, late ? 'the routing model did not answer in time' : reasonOf(error));
  }
  const parsed = routeSchema.safeParse(answer);
  if (!parsed.success) return withNote(grammar, 'the routing model gave an answer of the wrong shape');
  return { intents: reconcile(grammar, parsed.data.intents), by: 'model' };
}

/** The model's names with the grammar's slots. A consequence that the grammar did not see becomes a question. */
function reconcile(
  grammar: Understanding,
  routed: readonly { readonly name: IntentName; readonly confidence: number }[],
): Understanding['intents'] {
  return routed.map(({ name, confidence }) => {
    const seen = grammar.intents.find((intent) => intent.name === name);
    if (seen) return { ...seen, confidence: Math.max(seen.confidence, confidence) };
    const items = grammar.intents.flatMap((intent) => intent.slots.items ?? []);
    if (CONSEQUENTIAL.has(name)) {
      const said = items.map((item) => item.said).join(', ');
      return { name: 'clarify', confidence, slots: said === '' ? {} : { unclear: said } };
    }
    return { name, confidence, slots: items.length > 0 ? { items } : {} };
  });
}

function withNote(grammar: Understanding, reason: string): ChosenRoute {
  return { ...grammar, degraded: { capability: 'route-model', reason, fallback: 'grammar' } };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `the routing model failed (${error.name})` : 'the routing model failed';
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
