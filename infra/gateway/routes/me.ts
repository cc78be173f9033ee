import { z } from 'zod';
import { UnknownFact } from '#graph/list-memory.ts';
import type { MemoryFact } from '#graph/memory-fact.ts';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { invalidField, notFound, ProblemError } from '#infra/gateway/problem.ts';
import {
  correctedFact,
  factCorrection,
  factParams,
  memoryPage,
  memoryQuery,
  preferencesPatch,
  preferencesSchema,
  profileSchema,
} from '#infra/gateway/schemas/me.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';

const tags = ['personalisation'];

/** What the shopper has said and switched, and what was learned. */
export function registerMe(app: Gateway, { application }: GatewayParts): void {
  app.get(
    '/v1/me/preferences',
    {
      schema: {
        tags,
        summary: 'Diets, allergies, dislikes, switches and privacy',
        response: { 200: preferencesSchema, ...problems(401, 403, 429) },
      },
    },
    async (request) => preferencesOf(await application.settings.load(identityOf(request).shopperId)),
  );

  app.patch(
    '/v1/me/preferences',
    {
      schema: {
        tags,
        summary: 'Change what is sent; a list replaces the list before',
        body: preferencesPatch,
        response: { 200: preferencesSchema, ...problems(400, 401, 403, 413, 415, 429) },
      },
    },
    async (request) => {
      const change = await application.changePreferences(identityOf(request).shopperId, request.body);
      if (change.kind === 'refused') throw refused(change.errors);
      return preferencesOf(change.settings);
    },
  );

  app.get(
    '/v1/me/profile',
    {
      schema: {
        tags,
        summary: 'What each feature knows, with its evidence',
        response: { 200: profileSchema, ...problems(401, 403, 429) },
      },
    },
    async (request) => application.profile(identityOf(request).shopperId),
  );

  app.get(
    '/v1/me/memory',
    {
      schema: {
        tags,
        summary: 'Everything that is known of the shopper, fact by fact',
        querystring: memoryQuery,
        response: { 200: memoryPage, ...problems(400, 401, 403, 429) },
      },
    },
    async (request) => {
      const { limit, after, kind } = request.query;
      const query = {
        limit,
        ...(after === undefined ? {} : { after }),
        ...(kind === undefined ? {} : { kinds: kind }),
      };
      try {
        const page = await application.memory.list(identityOf(request).shopperId, query);
        return { facts: page.facts.map(toFact), next: page.next };
      } catch (error) {
        if (!(error instanceof UnknownFact)) throw error;
        throw invalidField('after', 'is no fact of yours (any more); begin again without it');
      }
    },
  );

  app.patch(
    '/v1/me/memory/:id',
    {
      schema: {
        tags,
        summary: 'Set a fact right; it wins over everything learned before',
        params: factParams,
        body: factCorrection,
        response: { 200: correctedFact, ...problems(400, 401, 403, 404, 413, 415, 429) },
      },
    },
    async (request) => {
      const { holds, value, quantity } = request.body;
      const corrected = await application.memory.correct(identityOf(request).shopperId, request.params.id, {
        ...(holds === undefined ? {} : { holds }),
        ...(value === undefined ? {} : { value }),
        ...(quantity === undefined ? {} : { quantity }),
      });
      if (corrected.kind === 'unknown') throw notFound('fact');
      if (corrected.kind === 'refused') throw refused(corrected.errors);
      return { fact: corrected.fact === null ? null : toFact(corrected.fact) };
    },
  );

  app.delete(
    '/v1/me/memory/:id',
    {
      schema: {
        tags,
        summary: 'Forget a fact for good',
        params: factParams,
        response: { 204: z.null().describe('Forgotten'), ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      const { shopperId } = identityOf(request);
      if (!(await application.memory.forget(shopperId, request.params.id))) throw notFound('fact');
      return reply.code(204).send(null);
    },
  );
}

function refused(errors: readonly { readonly path: string; readonly message: string }[]): ProblemError {
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new ProblemError('invalid-request', { detail, errors });
}

function toFact({ validFrom, validTo, lastAt, corrections, ...fact }: MemoryFact) {
  const instantOf = (at: number) => new Date(at).toISOString();
  return {
    ...fact,
    corrections: [...corrections],
    validFrom: instantOf(validFrom),
    validTo: validTo === null ? null : instantOf(validTo),
    lastAt: instantOf(lastAt),
  };
}

function preferencesOf(settings: ShopperSettings) {
  const {
    revision,
    diets,
    allergies,
    dislikes,
    needs,
    householdSize,
    budgetCents,
    features,
    privacy,
    updatedAt,
  } = settings;
  return {
    revision,
    diets,
    allergies,
    dislikes,
    needs,
    householdSize,
    budgetCents,
    features,
    privacy,
    updatedAt: revision === 0 ? null : new Date(updatedAt).toISOString(),
  };
}
