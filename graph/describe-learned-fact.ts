import { orderDay } from '#agents/response-compiler/order-day.ts';
import { correctedQuantity } from '#personalization/learning/corrected-quantity.ts';
import { ESTIMATED, type Estimated } from '#personalization/learning/disowned-estimates.ts';
import type { EdgeKind, GraphEdge } from '#personalization/learning/edge.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import { factMark } from '#personalization/learning/forgotten-facts.ts';
import { productIdOf, statementNode } from '#personalization/learning/graph-change.ts';
import { intervalPosterior } from '#personalization/learning/interval-posterior.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { KIND_OF_EDGE, type MemoryFact } from './memory-fact.ts';

/** What the sentences about a shopper's graph need beside the fact itself. */
export interface FactWords {
  readonly shopperId: string;
  readonly profile: ShopperProfile;
  /** Names of products, by id; one that the shop no longer has is called by its id. */
  readonly nameOf: (productId: string) => string;
}

const DID: Readonly<Partial<Record<EdgeKind, string>>> = {
  REJECTED: 'turned down',
  DISMISSED: 'waved away',
  NOT_YET: 'still had',
  ADDED: 'put into the cart',
  ADJUSTED: 'changed the amount of',
  REMOVED: 'took out of the cart',
  SEARCHED: 'looked for',
  CLICKED: 'opened',
  VIEWED: 'looked at',
};

const ABOUT_PRODUCTS = 'product:';

/** One fact of the graph, as a sentence with what it stands on. */
export function describeLearnedFact(edge: GraphEdge, words: FactWords): MemoryFact {
  const { kind, targetId, evidence, validFrom, validTo } = edge;
  const productId = targetId.startsWith(ABOUT_PRODUCTS) ? productIdOf(targetId) : null;
  const corrected = correctedQuantity(edge);
  const told = 'value' in edge.props;
  return {
    id: factMark(words.shopperId, edge),
    kind: KIND_OF_EDGE[kind],
    productId,
    value: told ? String(edge.props.value) : (corrected?.packs ?? null),
    source: told ? 'stated' : corrected === null ? 'learned' : 'corrected',
    observations: evidence.count,
    validFrom,
    validTo,
    lastAt: evidence.lastAt,
    corrections: kind === 'BOUGHT' ? ['holds', 'quantity'] : ['holds'],
    ...(told ? toldOf(edge) : kind === 'BOUGHT' ? bought(edge, words) : done(edge, productId, words)),
  };
}

type Said = Pick<MemoryFact, 'text' | 'confidence'>;

const DISOWNED: Readonly<Record<Estimated, string>> = {
  price_level: 'not to judge your price level by what you bought before',
  household_estimate: 'not to estimate your household',
};

function toldOf({ targetId, props, evidence }: GraphEdge): Said {
  const disowned = ESTIMATED.find((estimated) => targetId === statementNode(estimated));
  if (disowned !== undefined) {
    return { text: `You asked me on ${orderDay(evidence.lastAt)} ${DISOWNED[disowned]}.`, confidence: 1 };
  }
  const not = props.holds === false ? 'not ' : '';
  return {
    text: `You said on ${orderDay(evidence.lastAt)}: ${not}${String(props.value).replaceAll('_', ' ')}.`,
    confidence: 1,
  };
}

/** "Oat milk: bought in 6 of 8 orders, about every 7 days, usually 2; last on June 1, 2026, due about June 8, 2026." */
function bought(edge: GraphEdge, { profile, nameOf }: FactWords): Said {
  const productId = productIdOf(edge.targetId);
  const last = `last on ${orderDay(edge.evidence.lastAt)}`;
  const habit = profile.products.find((product) => product.productId === productId);
  if (habit === undefined) {
    return {
      text: `${nameOf(productId)}: bought ${times(edge.evidence.count)}, ${last}.`,
      confidence: succession(edge.evidence.count),
    };
  }
  const { recurrence, quantity, days } = habit;
  const rhythm = intervalPosterior(days, profile.regularity);
  const every = rhythm === null ? 0 : Math.max(1, Math.round(rhythm.typicalDays));
  const usual = recurrence.purchases > 1 || correctedQuantity(edge) !== null;
  const regular = [
    `${nameOf(productId)}: bought in ${recurrence.purchases} of ${counted(recurrence.chances, 'order')}`,
    ...(rhythm === null ? [] : [`about every ${counted(every, 'day')}`]),
    ...(usual ? [`usually ${quantity.packs}`] : []),
  ].join(', ');
  // Who seems to have stopped buying it is told no day.
  const due =
    rhythm === null || recurrence.active < 0.5
      ? ''
      : `, due about ${orderDay(edge.evidence.lastAt + every * DAY_MS)}`;
  return { text: `${regular}; ${last}${due}.`, confidence: recurrence.active };
}

function done(edge: GraphEdge, productId: string | null, { nameOf }: FactWords): Said {
  const { kind, targetId, evidence } = edge;
  const confidence = succession(evidence.count);
  const last = `last on ${orderDay(evidence.lastAt)}`;
  if (kind === 'SHOPPED') return { text: `You ordered ${times(evidence.count)}, ${last}.`, confidence };
  if (kind === 'WAS_SHOWN') {
    return {
      text: `I keep the latest lists that I showed you, to learn from what you choose, ${last}.`,
      confidence,
    };
  }
  if (kind === 'RANKS_BY') {
    return {
      text: `I learned how to order lists for you from what you chose ${times(evidence.count)}, ${last}.`,
      confidence,
    };
  }
  const what = productId === null ? `“${targetId.slice(targetId.indexOf(':') + 1)}”` : nameOf(productId);
  return {
    text: `You ${DID[kind] ?? 'did something with'} ${what} ${times(evidence.count)}, ${last}.`,
    confidence,
  };
}

/** Laplace's rule of succession: how likely it is seen again after so many times out of as many. */
function succession(count: number): number {
  return (count + 1) / (count + 2);
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
