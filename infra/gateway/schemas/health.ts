import { z } from 'zod';

const status = z.enum(['pass', 'warn', 'fail']);

/** Draft "Health Check Response Format for HTTP APIs", as far as we fill it. */
export const healthSchema = z.object({
  status,
  version: z.string(),
  serviceId: z.string(),
  checks: z.record(
    z.string(),
    z.array(z.object({ status, time: z.string(), output: z.string().optional() })),
  ),
});

export const probeSchema = z.object({ status });
