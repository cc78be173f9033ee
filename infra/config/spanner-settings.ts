import { z } from 'zod';

/** Where shoppers' data lies when several processes share it. */
export interface SpannerSettings {
  readonly projectId: string;
  readonly instanceId: string;
  readonly databaseId: string;
  /** `host:port` of an emulator; null is the real service. */
  readonly emulatorHost: string | null;
}

export const spannerInstance = z.string().regex(/^[a-z][a-z0-9-]{0,62}[a-z0-9]$/, {
  error: 'write 2 to 64 lower-case letters, digits and hyphens, beginning with a letter',
});

export const spannerDatabase = z.string().regex(/^[a-z][a-z0-9_-]{0,28}[a-z0-9]$/, {
  error: 'write 2 to 30 lower-case letters, digits, hyphens and underscores, beginning with a letter',
});

interface Written {
  readonly SPANNER_PROJECT?: string | null;
  readonly SPANNER_INSTANCE?: string | null;
  readonly SPANNER_DATABASE?: string | null;
  readonly SPANNER_EMULATOR_HOST?: string | null;
  readonly NODE_ENV?: string | null;
}

/** The rules between the variables; one that could not be read is missing here. Null: Spanner is not used. */
export function spannerSettings(values: Written, problems: string[]): SpannerSettings | null {
  const { SPANNER_EMULATOR_HOST: emulatorHost = null } = values;
  const needed = ['SPANNER_PROJECT', 'SPANNER_INSTANCE', 'SPANNER_DATABASE'] as const;
  const missing = needed.filter((name) => values[name] === null);
  if (missing.length === needed.length) return null;
  for (const name of missing) problems.push(`${name}: set it too, or none of ${needed.join(', ')}`);
  if (emulatorHost !== null && values.NODE_ENV === 'production') {
    problems.push(
      'SPANNER_EMULATOR_HOST: an emulator forgets everything when it stops; leave it out when NODE_ENV=production',
    );
  }
  const [projectId, instanceId, databaseId] = needed.map((name) => values[name] ?? '');
  if (!projectId || !instanceId || !databaseId) return null;
  return { projectId, instanceId, databaseId, emulatorHost };
}
