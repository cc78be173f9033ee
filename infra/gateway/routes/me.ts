import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { identityOf } from '#infra/gateway/plugins/access.ts';
import { ProblemError } from '#infra/gateway/problem.ts';
import { preferencesPatch, preferencesSchema, profileSchema } from '#infra/gateway/schemas/me.ts';
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
      if (change.kind === 'refused') {
        const detail = change.errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
        throw new ProblemError('invalid-request', { detail, errors: change.errors });
      }
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
}

function preferencesOf(settings: ShopperSettings) {
  const { revision, diets, allergies, dislikes, householdSize, budgetCents, features, privacy, updatedAt } =
    settings;
  return {
    revision,
    diets,
    allergies,
    dislikes,
    householdSize,
    budgetCents,
    features,
    privacy,
    updatedAt: revision === 0 ? null : new Date(updatedAt).toISOString(),
  };
}
