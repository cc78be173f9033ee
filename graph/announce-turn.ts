import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { Announcement } from '#memory/conversation/conversation-log.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import type { TurnState } from './state.ts';

/**
 * What this turn tells learning, memory and analytics. Ids follow from the turn's, so that told twice it counts once.
 * Cart changes and orders announce themselves, in the transaction that makes them.
 */
export function announceTurn(state: TurnState, reply: TurnReply, at: number): readonly Announcement[] {
  const { request, search, statements, safeMessage } = state;
  const { turnId, conversationId, shopperId } = request;
  const announcements: Announcement[] = [];
  const announce = (topic: Announcement['topic'], key: string, payload: unknown) => {
    announcements.push({
      entryId: `${shopperId}.${turnId}.${key}`,
      shopperId,
      topic,
      payload,
      createdAt: at,
    });
  };
  const interaction = (
    key: string,
    what: Pick<Interaction, 'kind' | 'query' | 'statement' | 'productId' | 'shown'>,
  ) => {
    const eventId = `${shopperId}.${turnId}.${key}`;
    announce('interaction', key, {
      eventId,
      shopperId,
      at,
      source: `turn:${turnId}`,
      ...what,
    } satisfies Interaction);
  };
  const event = (table: string, key: string, data: Record<string, unknown>) =>
    announce('event', key, { table, data, conversationId, turnId, occurredAt: at });

  for (const [index, group] of (search?.groups ?? []).entries()) {
    if (group.ingredient === null && group.query.text !== '') {
      interaction(`search-${index}`, { kind: 'search', query: group.query.text });
    }
    const found = {
      query: group.query.text,
      results: group.total,
      alpha: group.query.alpha,
      recipe: search?.recipe?.id ?? null,
      zeroResults: group.total === 0,
      closestOnly: group.closestOnly === true,
      excludedUnknown: group.excludedUnknown,
      relaxations: group.relaxations.map(({ constraint }) => constraint),
      durationMs: group.tookMs ?? null,
      degraded: reply.degraded.some(({ capability }) => capability === 'search'),
    };
    event('search_events', `search-event-${index}`, found);
    event('user_search_events', `user-search-${index}`, {
      ...found,
      mode: request.mode,
      filters: group.query.filters,
    });
  }
  for (const [index, { statement, result }] of (statements ?? []).entries()) {
    if (result === 'failed' || result === 'for_now') continue;
    // What another one likes teaches nothing of the shopper; an allergy protects whoever has it.
    const ofAnother =
      'whom' in statement && statement.whom?.kind === 'member' && statement.kind !== 'allergy';
    if (ofAnother) continue;
    interaction(`statement-${index}`, {
      kind: 'statement',
      statement: {
        kind: statement.kind,
        value: statementValue(statement),
        holds: 'holds' in statement ? statement.holds : true,
      },
    });
  }
  for (const { productId } of state.stocked ?? []) {
    interaction(`not-yet-${productId}`, { kind: 'not_yet', productId });
  }
  const inReply = new Set(reply.products.map(({ productId }) => productId));
  for (const [index, list] of (state.impressions ?? []).entries()) {
    const shown = list.filter(({ productId }) => inReply.has(productId));
    // Of a single product nothing else could have been chosen.
    if (shown.length > 1) interaction(`impression-${index}-list`, { kind: 'impression', shown });
  }
  for (const { productId, rank, unpersonalizedRank } of reply.products) {
    event('recommendation_impression_events', `impression-${rank}`, { productId, rank, unpersonalizedRank });
  }
  event('user_events', 'turn', {
    mode: request.mode,
    // What thresholds can be set by once there is real speech.
    heard:
      state.heard === null
        ? null
        : {
            by: state.heard.by,
            confidence: state.heard.confidence,
            alternatives: state.safeAlternatives?.length ?? 0,
            asked: state.held !== null,
          },
    intents: reply.intents.map(({ name }) => name),
    emotion: reply.emotion.primary,
    totalMs: reply.execution.totalMs,
    degraded: reply.degraded.map(({ capability }) => capability),
  });
  announce('recollection', 'recollection', {
    recollectionId: `${shopperId}.${turnId}`,
    shopperId,
    conversationId,
    turnId,
    text: safeMessage,
    recordedAt: at,
  });
  return announcements;
}

function statementValue(statement: NonNullable<TurnState['statements']>[number]['statement']): string {
  switch (statement.kind) {
    case 'allergy':
      return statement.allergen ?? statement.said;
    case 'diet':
      return statement.diet ?? statement.said;
    case 'household':
      return String(statement.size ?? statement.said);
    case 'budget':
      return String(statement.cents ?? statement.said);
    default:
      return statement.said;
  }
}
