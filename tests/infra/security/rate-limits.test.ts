import { createProcessRateLimits } from '#infra/security/rate-limits.ts';
import { rateLimitCases } from '#tests/conformance/rate-limits.ts';

rateLimitCases(async (limits) => createProcessRateLimits(limits));
