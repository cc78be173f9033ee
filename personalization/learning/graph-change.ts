import { RANKING_NODE, SHOWN_FACT, TASTE_FACT } from '#personalization/ranking/ranking-facts.ts';
import type { WeightPrior } from '#personalization/ranking/signals.ts';
import { type EdgeKind, type EdgeName, type GraphChange, type GraphOperation, SHOPPER_NODE } from './edge.ts';
import type { Observation } from './evidence.ts';
import type { Interaction } from './interaction.ts';

const QUERY_LENGTH = 200;

/** An interaction that lacks what its kind needs; a bug of whoever made it, never repaired by guessing. */
export class IncompleteInteraction extends Error {
  override readonly name = 'IncompleteInteraction';
  readonly retryable = false;
}

/**
 * What one interaction changes in the shopper's graph. Pure. `assumed` are the weights of a ranking over all shoppers, as
 * choices are learned by them; null before there are any.
 */
export function graphChangeOf(
  interaction: Interaction,
  recordedAt: number,
  assumed: WeightPrior | null = null,
): GraphChange {
  return {
    eventId: interaction.eventId,
    shopperId: interaction.shopperId,
    at: interaction.at,
    recordedAt,
    source: interaction.source,
    operations: [
      { kind: 'node', node: { nodeId: SHOPPER_NODE, kind: 'shopper', props: {} } },
      ...operationsOf(interaction),
      ...choosing(interaction, assumed),
    ],
  };
}

const OUTCOMES = {
  click: 'chosen',
  add: 'chosen',
  purchase: 'chosen',
  dismiss: 'turned_down',
  rejection: 'turned_down',
} as const satisfies Partial<Record<Interaction['kind'], 'chosen' | 'turned_down'>>;

function choosing({ kind }: Interaction, prior: WeightPrior | null): readonly GraphOperation[] {
  return kind in OUTCOMES
    ? [
        {
          kind: 'choose',
          edge: TASTE_FACT,
          shown: SHOWN_FACT,
          outcome: OUTCOMES[kind as keyof typeof OUTCOMES],
          prior,
        },
      ]
    : [];
}

const PRODUCT_EDGES = {
  view: 'VIEWED',
  click: 'CLICKED',
  dismiss: 'DISMISSED',
  not_yet: 'NOT_YET',
  rejection: 'REJECTED',
  add: 'ADDED',
  remove: 'REMOVED',
  quantity_change: 'ADJUSTED',
} as const satisfies Partial<Record<Interaction['kind'], EdgeKind>>;

function operationsOf(interaction: Interaction): readonly GraphOperation[] {
  switch (interaction.kind) {
    case 'search':
      return searched(interaction);
    case 'impression': {
      const { shown } = interaction;
      if (shown === undefined) throw incomplete(interaction, 'shown');
      return [
        { kind: 'node', node: { nodeId: RANKING_NODE, kind: 'ranking', props: {} } },
        { kind: 'show', edge: SHOWN_FACT, products: shown },
      ];
    }
    case 'purchase':
      return trip(interaction, interaction.at, 'observe');
    case 'cancellation': {
      const { purchasedAt } = interaction;
      if (purchasedAt === undefined) throw incomplete(interaction, 'purchasedAt');
      return trip(interaction, purchasedAt, 'retract');
    }
    case 'statement':
      return stated(interaction);
    default: {
      const { at, productId, quantity, unitPriceCents } = interaction;
      if (productId === undefined) throw incomplete(interaction, 'productId');
      return aboutProduct(PRODUCT_EDGES[interaction.kind], productId, {
        at,
        ...(quantity !== undefined && { quantity }),
        ...(unitPriceCents !== undefined && { cents: unitPriceCents }),
      });
    }
  }
}

function searched(interaction: Interaction): readonly GraphOperation[] {
  const text = normalised(interaction.query ?? '').slice(0, QUERY_LENGTH);
  if (text === '') return [];
  const targetId = `query:${text}`;
  return [
    { kind: 'node', node: { nodeId: targetId, kind: 'query', props: { text } } },
    { kind: 'observe', edge: fromShopper('SEARCHED', targetId), observation: { at: interaction.at } },
  ];
}

/**
 * Each product once, however many lines name it, and the trip itself: how often and how much is bought. Cancelling the
 * order takes exactly these observations back.
 */
function trip(interaction: Interaction, at: number, kind: 'observe' | 'retract'): readonly GraphOperation[] {
  const { lines } = interaction;
  if (lines === undefined) throw incomplete(interaction, 'lines');
  const baskets = new Map<string, { quantity: number; cents: number | null }>();
  for (const line of lines) {
    const sofar = baskets.get(line.productId);
    baskets.set(line.productId, {
      quantity: (sofar?.quantity ?? 0) + line.quantity,
      cents: line.unitPriceCents ?? sofar?.cents ?? null,
    });
  }
  if (baskets.size === 0) return [];
  const totals = [...baskets.values()].map(({ quantity, cents }) =>
    cents === null ? null : cents * quantity,
  );
  return [
    { kind: 'node', node: { nodeId: 'trip', kind: 'trip', props: {} } },
    {
      kind,
      edge: fromShopper('SHOPPED', 'trip'),
      observation: { at, quantity: baskets.size, cents: sumIfAllKnown(totals) },
    },
    ...[...baskets].flatMap(([productId, { quantity, cents }]) =>
      aboutProduct('BOUGHT', productId, { at, quantity, cents }, kind),
    ),
  ];
}

/** What the shopper says of themself. Said again it is confirmed; said otherwise, the earlier fact ends. */
function stated(interaction: Interaction): readonly GraphOperation[] {
  const { statement } = interaction;
  if (statement === undefined) throw incomplete(interaction, 'statement');
  const value = normalised(statement.value).slice(0, QUERY_LENGTH);
  const props = { value, holds: statement.holds };
  const assert = (kind: EdgeKind, targetId: string, replaces: readonly EdgeName[] = []): GraphOperation[] => [
    {
      kind: 'node',
      node: {
        nodeId: targetId,
        kind: kind === 'ALLERGIC_TO' || kind === 'FOLLOWS' ? 'constraint' : 'preference',
        props: { value: kind === 'STATED' ? statement.kind : value },
      },
    },
    { kind: 'assert', edge: fromShopper(kind, targetId), props, replaces },
  ];
  const taste = `taste:${value}`;
  switch (statement.kind) {
    case 'allergy':
      return assert('ALLERGIC_TO', `allergen:${value}`);
    case 'diet':
      return assert('FOLLOWS', `diet:${value}`);
    case 'like':
      return assert('LIKES', taste, statement.holds ? [fromShopper('DISLIKES', taste)] : []);
    case 'dislike':
      return assert('DISLIKES', taste, statement.holds ? [fromShopper('LIKES', taste)] : []);
    default:
      return assert('STATED', statementNode(statement.kind));
  }
}

function aboutProduct(
  kind: EdgeKind,
  productId: string,
  observation: Observation,
  operation: 'observe' | 'retract' = 'observe',
): readonly GraphOperation[] {
  const targetId = productNode(productId);
  return [
    { kind: 'node', node: { nodeId: targetId, kind: 'product', props: { productId } } },
    { kind: operation, edge: fromShopper(kind, targetId), observation },
  ];
}

/** What a shopper states of themself, by what it is about: "household", "budget". */
export function statementNode(about: string): string {
  return `statement:${normalised(about)}`;
}

const PRODUCT_PREFIX = 'product:';

export function productNode(productId: string): string {
  return `${PRODUCT_PREFIX}${productId}`;
}

/** The product of a product node. */
export function productIdOf(nodeId: string): string {
  return nodeId.slice(PRODUCT_PREFIX.length);
}

function fromShopper(kind: EdgeKind, targetId: string): EdgeName {
  return { sourceId: SHOPPER_NODE, kind, targetId };
}

function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
}

function sumIfAllKnown(cents: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of cents) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

function incomplete({ kind, eventId }: Interaction, field: string): IncompleteInteraction {
  return new IncompleteInteraction(`interaction ${eventId} of kind "${kind}" needs "${field}"`);
}
