import { conflictsOf } from '#agents/order/check-constraints.ts';
import { kindOf } from '#agents/order/product-kind.ts';
import { formatMoney, wordUnitPrice } from '#agents/response-compiler/money.ts';
import type { Product } from '#agents/search/product.ts';
import { cheaperToName } from '#personalization/features/cheaper-alternatives.ts';
import type { FeatureContext, Replacement } from '#personalization/features/feature-context.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { UNKNOWN_SHOPPER } from './personal-view.ts';
import type { Services } from './services.ts';
import type { TurnState } from './state.ts';

/** Results that something cheaper is looked for: those that are seen first. */
const RESULTS = 5;

type Needs = Pick<Services, 'products' | 'unitPriceOf'>;
type CheaperContext = Pick<FeatureContext, 'spentCents' | 'focus' | 'replacements'>;

/** What the turn is about, and what could stand in for it: the same thing, in stock, in no conflict with the shopper's needs. */
export async function lookForCheaper(
  { products, unitPriceOf }: Needs,
  {
    state,
    profile,
    basket,
  }: {
    readonly state: TurnState;
    readonly profile: ShopperProfile;
    readonly basket: FeatureContext['basket'];
  },
  signal: AbortSignal,
): Promise<CheaperContext> {
  const { order, priced, search, personal, request } = state;
  const spentCents = (order?.priced ?? priced)?.totalCents ?? 0;
  const results = (search?.groups ?? []).flatMap(({ hits }) => hits.slice(0, RESULTS));
  const focus = [
    ...new Set([
      ...(order?.receipts ?? []).flatMap((receipt) => (receipt.kind === 'added' ? [receipt.productId] : [])),
      ...results.map(({ product }) => product.id),
      ...basket.productIds.toReversed(),
    ]),
  ];
  const constraints = personal?.constraints ?? UNKNOWN_SHOPPER.constraints;
  const sought = cheaperToName(profile, { basket, spentCents, focus, view: request.view });
  // What nobody asked for is only offered where allergies are known.
  if (sought.length === 0 || !constraints.loaded) return { spentCents, focus, replacements: [] };
  const ids = sought.flatMap(({ productId, cheaper }) => [productId, ...cheaper]);
  const known = new Map(
    (await products.get([...new Set(ids)], signal)).map((product) => [product.id, product]),
  );
  const suits = (product: Product) =>
    product.stock !== 0 && !product.ageRestricted && conflictsOf(product, constraints).length === 0;
  const replacements = sought.flatMap(({ productId, cheaper }): readonly Replacement[] => {
    const wanted = known.get(productId);
    if (wanted === undefined) return [];
    const others = cheaper.flatMap((id) => known.get(id) ?? []);
    return others
      .filter((other) => suits(other) && standsIn(wanted, other))
      .flatMap((other) => replacementOf(wanted, other, unitPriceOf) ?? []);
  });
  return { spentCents, focus, replacements };
}

/** The same thing, and no claim of the label lost: what is organic or free of something is not replaced by what is not. */
function standsIn(wanted: Product, other: Product): boolean {
  if (wanted.currency !== other.currency || !isAsPlain(wanted, other)) return false;
  if (wanted.organic === 'yes' && other.organic !== 'yes') return false;
  return Object.entries(wanted.diets).every(
    ([diet, holds]) => holds !== 'yes' || other.diets[diet as keyof Product['diets']] === 'yes',
  );
}

/** Named alike beside brand, size and grade; or with fewer words, two at least: sharp cheddar for sharp white cheddar. */
function isAsPlain(wanted: Product, other: Product): boolean {
  const [asked, offered] = [wanted, other].map((product) => kindOf('', product));
  if (asked === offered) return asked !== '';
  const words = new Set(asked?.split(' '));
  const fewer = offered?.split(' ') ?? [];
  return fewer.length > 1 && fewer.every((word) => words.has(word));
}

function replacementOf(
  wanted: Product,
  other: Product,
  unitPriceOf: Services['unitPriceOf'],
): Replacement | null {
  const [dear, cheap] = [unitPriceOf(wanted), unitPriceOf(other)];
  if (dear === null || cheap === null || dear.per !== cheap.per || dear.cents <= cheap.cents) return null;
  const cents = dear.cents - cheap.cents;
  // Two sizes of one thing are told apart by them.
  const named = ({ name, size }: Product) =>
    wanted.name === other.name && size !== null ? `${name} (${size.text})` : name;
  const saving =
    dear.per === 'each'
      ? `${formatMoney(cents, other.currency)} each`
      : wordUnitPrice({ cents, per: dear.per }, other.currency);
  return {
    productId: other.id,
    name: named(other),
    unitCents: cheap.cents,
    saving,
    packCostsLess:
      other.priceCents !== null && wanted.priceCents !== null && other.priceCents < wanted.priceCents,
    insteadOf: { productId: wanted.id, name: named(wanted), unitCents: dear.cents },
  };
}
