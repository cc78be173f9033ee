import type { z } from 'zod';

/** Gives a schema the name that OpenAPI lists it under, in `components.schemas`. */
export function named<T extends z.ZodType>(id: string, schema: T): T {
  return schema.meta({ id });
}
