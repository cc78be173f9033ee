import { z } from 'zod';

/** The schemas that OpenAPI names under `components.schemas`. */
export const apiSchemas = z.registry<{ id: string }>();

export function named<T extends z.ZodType>(id: string, schema: T): T {
  apiSchemas.add(schema, { id });
  return schema;
}
