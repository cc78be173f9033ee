import type { Fact, Profile } from '#infra/gateway/pages/shop/api/contract.ts';

/** When something is due, as the profile says it. */
export interface Due {
  readonly status: string;
  readonly probability: number;
  readonly reason: string;
}

export interface BasketItem {
  readonly fact: Fact;
  readonly name: string;
  /** Everything that is known of it, behind the name. */
  readonly evidence: string;
  /** Usual packs. */
  readonly quantity: number;
  readonly due: Due | null;
}

interface EvidenceItem {
  readonly productId: string;
  readonly name?: string | null;
  readonly quantity?: number;
  readonly status?: string;
  readonly probability?: number;
  readonly reason?: string;
}

/** The regular basket with its evidence, what is due first. */
export function regularBasket(profile: Profile, purchases: readonly Fact[]): readonly BasketItem[] {
  const due = new Map(itemsOf(profile, 'reorder_intelligence').map((item) => [item.productId, item]));
  const facts = new Map(purchases.map((fact) => [fact.productId, fact]));
  return itemsOf(profile, 'usual_orders')
    .flatMap((item): readonly BasketItem[] => {
      const fact = facts.get(item.productId);
      if (fact === undefined) return [];
      const name = item.name ?? item.productId;
      return [
        {
          fact,
          name,
          evidence: capitalised(
            fact.text.startsWith(`${name}: `) ? fact.text.slice(name.length + 2) : fact.text,
          ),
          quantity: item.quantity ?? 1,
          due: dueOf(due.get(item.productId)),
        },
      ];
    })
    .sort((a, b) => (b.due?.probability ?? 0) - (a.due?.probability ?? 0));
}

/** What was bought and is no part of the regular basket. */
export function otherPurchases(basket: readonly BasketItem[], purchases: readonly Fact[]): readonly Fact[] {
  const regular = new Set(basket.map(({ fact }) => fact.id));
  return purchases.filter(({ id }) => !regular.has(id));
}

function itemsOf({ features }: Profile, name: string): readonly EvidenceItem[] {
  const evidence = features.find((feature) => feature.name === name)?.evidence;
  const items = (evidence as { readonly items?: unknown } | null | undefined)?.items;
  return Array.isArray(items) ? (items as readonly EvidenceItem[]) : [];
}

function dueOf(item: EvidenceItem | undefined): Due | null {
  if (item?.status === undefined) return null;
  return { status: item.status, probability: item.probability ?? 0, reason: item.reason ?? '' };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
