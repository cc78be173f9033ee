import type { StockedProduct } from '#agents/response-compiler/turn-facts.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { boughtProducts } from './bought-products.ts';
import type { Services } from './services.ts';
import type { TurnState } from './state.ts';

/**
 * Which of what the shopper buys has not run out, as this turn says: by name ("I still have eggs"), or by a no to what
 * the turn before took to be running out ("not yet"). Nothing when nothing may be learned from it.
 */
export async function stillStocked(
  services: Pick<Services, 'products'>,
  { understanding, focus }: Pick<TurnState, 'understanding' | 'focus'>,
  profile: ShopperProfile,
  signal: AbortSignal,
): Promise<readonly StockedProduct[]> {
  if (profile.settings?.privacy.learning !== true) return [];
  const { intents } = understanding;
  const said = intents.flatMap(({ name, slots }) => (name === 'small_talk' ? (slots.atHome ?? []) : []));
  const meant = await Promise.all(
    said.map((query) => boughtProducts(services, profile, { query, excludeTerms: [], filters: {} }, signal)),
  );
  const declines = focus?.pending == null && intents.some(({ name }) => name === 'decline');
  const bought = new Set(profile.products.map(({ productId }) => productId));
  const ids = [...meant.flat(), ...(declines ? (focus?.advised ?? []) : [])].filter((id) => bought.has(id));
  if (ids.length === 0) return [];
  const products = await services.products.get([...new Set(ids)], signal);
  return products.map(({ id, name }) => ({ productId: id, name }));
}
