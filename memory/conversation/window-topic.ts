/** What a turn's topic still counts one turn later. Three turns on something else outweigh five before them. */
const FADE_PER_TURN = 0.7;
/** Below this much left of it a topic is over. */
const OVER_BELOW = 0.2;

/**
 * The topic of one turn, from the categories of its products, best first: the category with most weight, where the
 * product at rank r weighs 1/r. Null without a category.
 */
export function turnTopic(categories: readonly string[]): string | null {
  const weights = new Map<string, number>();
  for (const [position, category] of categories.entries()) {
    weights.set(category, (weights.get(category) ?? 0) + 1 / (position + 1));
  }
  return heaviest(weights);
}

/** The topic of a conversation from the topics of its turns, oldest first; a turn without one lets the topic fade. */
export function windowTopic(topics: readonly (string | null)[]): string | null {
  const weights = new Map<string, number>();
  let weight = 1;
  for (const topic of topics.toReversed()) {
    if (topic !== null) weights.set(topic, (weights.get(topic) ?? 0) + weight);
    weight *= FADE_PER_TURN;
  }
  const topic = heaviest(weights);
  return topic !== null && (weights.get(topic) ?? 0) >= OVER_BELOW ? topic : null;
}

/** The first of the heaviest. */
function heaviest(weights: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const [name, weight] of weights) {
    if (best === null || weight > (weights.get(best) ?? 0)) best = name;
  }
  return best;
}
