import type { IntentName } from '#agents/supervisor/intent.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { TurnState } from '#graph/state.ts';
import { assembleContext as assemble } from '#memory/context/assemble-context.ts';
import type { ContextTask } from '#memory/context/context-plan.ts';

/** Gathers, within the turn's token budget, what whoever words the answer may see; the reply carries its manifest. */
export const assembleContext: NodeWork = async (state) => {
  const { personal, window, recollections, contextMode, priced, ranked, knowledge } = state;
  const settings = personal?.settings ?? null;
  return {
    context: assemble({
      mode: contextMode,
      task: taskOf(state),
      anchors: {
        allergies: personal?.constraints.allergies ?? [],
        diets: personal?.constraints.diets ?? [],
        dislikes: personal?.constraints.dislikes ?? [],
        householdSize: settings?.householdSize ?? null,
        budgetCents: settings?.budgetCents ?? null,
        goal: window?.topic ?? null,
        known: personal?.constraints.loaded ?? false,
      },
      window: window?.turns ?? [],
      recollections: (recollections ?? []).map(({ recollection }) => recollection),
      profile: (personal?.usualBasket ?? []).map(
        ({ productId, quantity }) => `usually buys ${quantity} × ${productId}`,
      ),
      results: (ranked ?? []).map(({ product, reasons }) =>
        [product.name, product.size?.text ?? '', ...reasons].join('; '),
      ),
      cart: (priced?.cart.lines ?? []).map(({ name, quantity }) => `${quantity} × ${name}`),
      knowledge: knowledge === null ? [] : [knowledge.text],
    }),
  };
};

const TASKS: Readonly<Partial<Record<IntentName, ContextTask>>> = {
  add_to_cart: 'order',
  update_cart: 'order',
  remove_from_cart: 'order',
  confirm_order: 'order',
  show_cart: 'order',
  recipe: 'meal',
  usual_order: 'reorder',
  reorder_advice: 'reorder',
  repeat_order: 'reorder',
  order_status: 'support',
  help: 'support',
  memory_question: 'support',
};

function taskOf({ understanding }: TurnState): ContextTask {
  for (const { name } of understanding.intents) {
    const task = TASKS[name];
    if (task !== undefined) return task;
  }
  return 'browse';
}
