/** The queries in `queries/`, each in the SQL that BigQuery and the embedded engine both take. */
export const PATTERNS = ['association', 'reorder-intervals', 'preference'] as const;
export type Pattern = (typeof PATTERNS)[number];

export interface PatternScope {
  /** Pseudonymous keys of the shoppers that may be counted; nobody else is. */
  readonly shopperKeys: readonly string[];
  /** A pattern counts from so many different shoppers on, so that it leads back to nobody. */
  readonly minShoppers: number;
}

export type PatternRow = Readonly<Record<string, string | number>>;

/** PORT. Finds patterns in the stored events of many shoppers. Throws when they cannot be queried. */
export interface PatternSource {
  read(pattern: Pattern, scope: PatternScope): Promise<readonly PatternRow[]>;
}
