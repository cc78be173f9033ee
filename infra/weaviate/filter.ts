import type { FilterValue } from 'weaviate-client';

/** Filters of Weaviate as plain values: nothing of the client is needed to build them. */
export type Filter = FilterValue;

function on(property: string, operator: Filter['operator'], value: unknown): Filter {
  return { operator, target: { property } as NonNullable<Filter['target']>, value };
}

export const equal = (property: string, value: string | boolean) => on(property, 'Equal', value);
export const atLeast = (property: string, value: number) => on(property, 'GreaterThanEqual', value);
export const below = (property: string, value: number) => on(property, 'LessThan', value);
export const atMost = (property: string, value: number) => on(property, 'LessThanEqual', value);

/** The engine refuses an empty list, which nothing is in. */
export function anyOf(property: string, values: readonly string[]): Filter {
  return values.length === 0 ? NOTHING : on(property, 'ContainsAny', [...values]);
}

export function allOf(property: string, values: readonly string[]): Filter | null {
  return values.length === 0 ? null : on(property, 'ContainsAll', [...values]);
}

export function not(filter: Filter): Filter {
  return { operator: 'Not', filters: [filter], value: null };
}

/** Null when nothing is asked. */
export function and(filters: readonly (Filter | null)[]): Filter | null {
  return joined('And', filters);
}

export function or(filters: readonly (Filter | null)[]): Filter | null {
  return joined('Or', filters);
}

function joined(operator: 'And' | 'Or', filters: readonly (Filter | null)[]): Filter | null {
  const asked = filters.filter((filter) => filter !== null);
  const [only] = asked;
  if (asked.length <= 1) return only ?? null;
  return { operator, filters: asked, value: null };
}

/** No object has an id like this. */
const NOTHING: Filter = equal('productId', '\u0000');
