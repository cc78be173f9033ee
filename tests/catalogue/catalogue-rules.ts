import { list, type ShippedRow } from './shipped-files.ts';

const FILLER = new Set(['and', 'of', 'the', 'with', 'in', 'a']);
const MOST_SIZES_OF_ONE_PRODUCT = 3;

/** Words of a name without case, order, marks, plural and filler: two names that read alike get one key. */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .split(/[^\p{L}\p{M}\p{N}%]+/u)
    .filter((word) => word !== '' && !FILLER.has(word))
    .map((word) => word.replace(/(?<=[a-z]{3})(?<!s)s$/, ''))
    .sort()
    .join(' ');
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}

const ids = (rows: readonly ShippedRow[]): string => rows.map((row) => row.id).join(', ');

function repeatedIds(rows: readonly ShippedRow[]): readonly string[] {
  return [...groupBy(rows, (row) => row.id)]
    .filter(([, same]) => same.length > 1)
    .map(([id, same]) => `id ${id} is used ${same.length} times`);
}

/** An alias is the grocer's default for a word, so it can belong to one product only. */
function sharedAliases(rows: readonly ShippedRow[]): readonly string[] {
  const named = rows.flatMap((row) =>
    list(row.aliases).map((alias) => ({ alias: alias.toLowerCase(), row })),
  );
  const byName = groupBy(rows, (row) => row.name.toLowerCase());
  const shared = [...groupBy(named, (entry) => entry.alias)]
    .filter(([, same]) => same.length > 1)
    .map(([alias, same]) => `alias "${alias}" is shared by ${ids(same.map(({ row }) => row))}`);
  const taken = named
    .filter(({ alias, row }) => byName.get(alias)?.some((other) => other.name !== row.name))
    .map(({ alias, row }) => `alias "${alias}" of ${row.id} is the name of another product`);
  return [...shared, ...taken];
}

function nearDuplicates(rows: readonly ShippedRow[]): readonly string[] {
  return [...groupBy(rows, (row) => nameKey(row.name)).values()].flatMap((alike) => [
    ...[...groupBy(alike, (row) => row.size.toLowerCase()).values()]
      .filter((same) => same.length > 1)
      .map((same) => `the same product twice: ${ids(same)}`),
    ...(alike.length > MOST_SIZES_OF_ONE_PRODUCT
      ? [`more than ${MOST_SIZES_OF_ONE_PRODUCT} sizes of one product: ${ids(alike)}`]
      : []),
  ]);
}

/** What is wrong between lines; empty when nothing is. */
export function catalogueProblems(rows: readonly ShippedRow[]): readonly string[] {
  return [...repeatedIds(rows), ...sharedAliases(rows), ...nearDuplicates(rows)];
}
