import { cite, readCitationId } from '#agents/response-compiler/cite.ts';
import { formatMoney } from '#agents/response-compiler/money.ts';
import type { Citation } from '#agents/response-compiler/reply.ts';
import { usualOrders } from '#personalization/features/usual-orders.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { factsOfSettings } from './facts-of-shopper.ts';
import type { Services } from './services.ts';

type Needs = Pick<
  Services,
  | 'products'
  | 'orders'
  | 'conversations'
  | 'settings'
  | 'preferences'
  | 'promotions'
  | 'knowledge'
  | 'recipes'
  | 'population'
  | 'profiles'
  | 'clock'
>;

/** What a citation stands on, as it is now; null when it does not exist or is another shopper's. */
export async function resolveCitation(
  services: Needs,
  shopperId: string,
  citationId: string,
): Promise<Citation | null> {
  const read = readCitationId(citationId);
  if (read === null) return null;
  const { kind, ref } = read;
  const claim = await claimOf(services, shopperId, kind, ref);
  return claim === null ? null : cite(kind, ref, claim);
}

async function claimOf(
  services: Needs,
  shopperId: string,
  kind: Citation['kind'],
  ref: string,
): Promise<string | null> {
  switch (kind) {
    case 'product': {
      const [product] = await services.products.get([ref]);
      if (product === undefined) return null;
      const price =
        product.priceCents === null ? 'price not known' : formatMoney(product.priceCents, product.currency);
      return [product.name, product.size?.text, price].filter((part) => part !== undefined).join(', ');
    }
    case 'order': {
      const order = await services.orders.find(shopperId, ref);
      if (order === null) return null;
      const day = new Date(order.placedAt).toISOString().slice(0, 10);
      return `Order of ${day}, ${order.status}, ${formatMoney(order.totalCents, order.currency)}`;
    }
    case 'memory':
      return (await services.conversations.find(shopperId, ref))?.message ?? null;
    case 'preference':
      return preferenceClaim(services, shopperId, ref);
    case 'promotion': {
      const promotion = services.promotions.all().find(({ id, code }) => id === ref || code === ref);
      return promotion?.label ?? null;
    }
    case 'knowledge': {
      if (ref.startsWith('recipe-')) {
        const recipe = services.recipes.all().find(({ id }) => `recipe-${id}` === ref);
        return recipe === undefined
          ? null
          : `${recipe.name}: ${recipe.ingredients.map(({ name, amount }) => `${amount} ${name}`.trim()).join(', ')}`;
      }
      return (await services.knowledge.find(ref))?.text ?? null;
    }
  }
}

/** "allergy:peanut" exists while it holds: what was said stands in the settings, a liking in the graph. */
async function preferenceClaim(services: Needs, shopperId: string, ref: string): Promise<string | null> {
  const [kind = '', ...rest] = ref.split(':');
  const value = rest.join(':');
  if (kind === 'usual-basket') return usualBasketClaim(services, shopperId);
  if (kind === 'like') {
    const { edges } = await services.preferences.neighbourhood(shopperId, { kinds: ['LIKES'] });
    return edges.some(({ targetId }) => targetId === `taste:${value}`) ? `You like ${value}.` : null;
  }
  const settings = await services.settings.load(shopperId);
  return factsOfSettings(settings).find((fact) => fact.ref === ref)?.text ?? null;
}

async function usualBasketClaim(services: Needs, shopperId: string): Promise<string | null> {
  const profile = await loadProfile(
    {
      graph: services.preferences,
      settings: services.settings,
      overall: {
        population: services.population,
        profiles: services.profiles,
        now: services.clock.now,
      },
    },
    shopperId,
  );
  const { report, items } = usualOrders(profile);
  return items.length === 0 ? null : `Learned from ${report.observations} orders: ${report.reason}`;
}
