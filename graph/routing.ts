import { classifyQuestion } from '#agents/research/classify-question.ts';
import type { IntentName } from '#agents/supervisor/intent.ts';
import type { NodeName } from './node-names.ts';
import type { TurnState } from './state.ts';

type Branch = Extract<NodeName, 'search_agent' | 'order_agent' | 'recall' | 'promotions' | 'research_agent'>;

/** Who answers which intent. What is not named here needs no agent: the compiler words it. */
const BRANCH_OF: Readonly<Partial<Record<IntentName, Branch>>> = {
  search_products: 'search_agent',
  browse: 'search_agent',
  product_question: 'search_agent',
  compare: 'search_agent',
  recipe: 'search_agent',
  add_to_cart: 'order_agent',
  update_cart: 'order_agent',
  remove_from_cart: 'order_agent',
  undo: 'order_agent',
  clear_cart: 'order_agent',
  show_cart: 'order_agent',
  confirm_order: 'order_agent',
  order_status: 'order_agent',
  usual_order: 'order_agent',
  repeat_order: 'order_agent',
  apply_promotion: 'order_agent',
  list_promotions: 'promotions',
  memory_question: 'recall',
};

/** "show me yogurt and add the second one": the order agent waits for the list that the shopper will see. */
function waitsForList({ understanding, held }: TurnState): boolean {
  return held === null && understanding.intents.some(({ slots }) => slots.ofFound === true);
}

/** After personalising: on to the order agent when it waited for the list, which is in its final order now. */
export function routeAfterPersonalise(state: TurnState): readonly ['order_agent' | 'assemble_context'] {
  return [waitsForList(state) && state.order === null ? 'order_agent' : 'assemble_context'];
}

/** After the order agent: personalising is still to come unless the agent waited for it. */
export function routeAfterOrder(state: TurnState): readonly ['personalise' | 'assemble_context'] {
  return [waitsForList(state) ? 'assemble_context' : 'personalise'];
}

/** After the supervisor: statements are stored first, so that the agents already act on them. */
export function routeAfterSupervisor(state: TurnState): readonly NodeName[] {
  // Nothing is done before it is clear that it was said.
  if (state.held !== null) return ['order_agent'];
  const speaksOfSelf = state.understanding.intents.some(
    ({ name }) => name === 'state_preference' || name === 'memory_command',
  );
  return speaksOfSelf ? ['remember'] : routeToAgents(state);
}

const QUESTION = /^(?:what|how|can|could|which|is|are|should|do|does|where|when|why|may|any)\b|\?$/iu;

/** The agents that the intents ask for, all at once; straight on to personalising when they ask for none. */
export function routeToAgents(state: TurnState): readonly NodeName[] {
  const { understanding, focus, safeMessage, priced } = state;
  const branches = new Set<NodeName>();
  const knowledge = classifyQuestion(safeMessage) !== null;
  const asks = QUESTION.test(safeMessage.trim());
  for (const { name, slots } of understanding.intents) {
    const branch = BRANCH_OF[name];
    // "milk substitutes" looks for them, "what can I use instead of milk?" asks the kitchen
    const asked =
      name === 'product_question' || name === 'out_of_scope' || (name === 'search_products' && asks);
    if (knowledge && asked) {
      branches.add('research_agent');
    }
    if (branch !== undefined) branches.add(branch);
    const tells = name === 'state_preference' || slots.atHome !== undefined;
    if (tells && priced !== null && priced.cart.lines.length > 0) branches.add('order_agent');
    if (name === 'recipe' && slots.addToCart === true) branches.add('order_agent');
    if ((name === 'accept' || name === 'decline') && focus?.pending != null) branches.add('order_agent');
  }
  if (waitsForList(state)) branches.delete('order_agent');
  return branches.size === 0 ? ['personalise'] : [...branches];
}
