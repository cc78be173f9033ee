import { randomBytes } from 'node:crypto';
import compress from '@fastify/compress';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify';
import type { Settings } from '#infra/config/settings.ts';
import { createDemoIdentityProvider } from '#infra/security/demo-identity-provider.ts';
import { loadLocalSecret } from '#infra/security/local-secret.ts';
import { createProcessRateLimits, type RateLimits } from '#infra/security/rate-limits.ts';
import { rememberVerified } from '#infra/security/remember-verified.ts';
import { createTokenVerifier } from '#infra/security/token-verifier.ts';
import { createProcessWsTickets, type WsTickets } from '#infra/security/ws-tickets.ts';
import type { Application } from './application.ts';
import { answerBrokenHttp } from './broken-http.ts';
import type { Gateway, GatewayParts } from './gateway.ts';
import { createOpenSockets } from './open-sockets.ts';
import { access } from './plugins/access.ts';
import { crossOrigin } from './plugins/cross-origin.ts';
import { gracefulDrain } from './plugins/drain.ts';
import { jsonBody } from './plugins/json-body.ts';
import { openapi } from './plugins/openapi.ts';
import { problemDetails, sendProblem, toProblemError } from './plugins/problem-details.ts';
import { requestIdOf, requestIds } from './plugins/request-ids.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { registerRoutes } from './routes/register-routes.ts';
import { createTurnRuns } from './turn-runs.ts';
import { validateByZod } from './validate.ts';

/** Bytes of a body or a websocket frame. */
const MAX_BODY_BYTES = 64 * 1024;

export interface AppOptions {
  /** Pages and other surfaces that stand beside the API. */
  readonly extensions?: readonly FastifyPluginAsync[];
  /** Shared with other processes when there are several; of this process by default. */
  readonly limits?: RateLimits;
  readonly tickets?: WsTickets;
}

/** The whole HTTP side. `listen` starts it, `close` drains and stops it. */
export function createApp(
  application: Application,
  settings: Settings,
  options: AppOptions = {},
): FastifyInstance {
  const app = Fastify({
    logger: { level: settings.logLevel, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestIdOf(request, application.newId),
    requestIdHeader: false,
    trustProxy: (_address, hop) => hop < settings.trustedProxies,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 1_024 },
    // A drain answers 503 itself, as a problem.
    return503OnClosing: false,
    requestTimeout: 15_000,
    keepAliveTimeout: 72_000,
    // `requestTimeout` is only looked at every `connectionsCheckingInterval`.
    http: {
      headersTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    clientErrorHandler: answerBrokenHttp(application.newId),
    frameworkErrors: (error, request, reply) => {
      void reply.header('x-request-id', request.id);
      sendProblem(reply, request, toProblemError(error));
    },
  });
  app.setValidatorCompiler(validateByZod);
  // Answers are typed against their schemas; checking each again at run time would cost and could only turn them into 500s.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));

  const limits = options.limits ?? createProcessRateLimits(settings.rateLimits);
  const { verify, issueToken } = createIdentity(settings, application.now);
  const drain = { draining: false };
  const runs = createTurnRuns(application);
  const sockets = createOpenSockets(settings.socketsPerShopper);
  const parts: GatewayParts = {
    application,
    settings,
    runs,
    sockets,
    limits,
    tickets:
      options.tickets ?? createProcessWsTickets(application.now, () => randomBytes(24).toString('base64url')),
    issueToken,
    drain,
  };

  app.register(requestIds);
  app.register(problemDetails);
  app.register(securityHeaders);
  app.register(crossOrigin, { origins: settings.corsOrigins });
  app.register(compress, {
    globalDecompression: false,
    threshold: 1_024,
    // A reply is small and made once: past this level bytes cost more time than they save.
    zlibOptions: { level: 2 },
    // Up to here, in bytes, it takes less of this thread to compress at once than to run a stream for it.
    syncThreshold: 32_768,
    encodings: ['gzip', 'deflate', 'identity'],
  });
  app.register(gracefulDrain, { drain, runs, sockets, timeoutMs: settings.drainTimeoutMs });
  app.register(websocket, {
    options: {
      maxPayload: MAX_BODY_BYTES,
      perMessageDeflate: false,
      handleProtocols: (offered: Set<string>) => (offered.has('leafloaf.v1') ? 'leafloaf.v1' : false),
    },
    // The drain closes sockets, each with its reason.
    preClose: (done) => done(),
  });
  app.register(access, { verify, limits });
  app.register(jsonBody);
  app.register(openapi);
  app.register(async (scope) => registerRoutes(scope as unknown as Gateway, parts));
  for (const extension of options.extensions ?? []) app.register(extension);
  return app;
}

function createIdentity({ auth, dataDir }: Settings, now: () => number) {
  if (auth.mode === 'jwt') {
    return { verify: rememberVerified(createTokenVerifier({ ...auth, now }), { now }), issueToken: null };
  }
  const secret = auth.secret ?? loadLocalSecret(dataDir, 'demo-secret');
  const { audience, issuer } = auth;
  return {
    verify: rememberVerified(
      createTokenVerifier({ keys: { kind: 'secret', secret }, audience, issuer, now }),
      { now },
    ),
    issueToken: createDemoIdentityProvider({ secret, audience, issuer, now }),
  };
}
