import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify';
import type { z } from 'zod';
import type { Settings } from '#infra/config/settings.ts';
import type { IssueToken } from '#infra/security/demo-identity-provider.ts';
import type { RateLimits } from '#infra/security/rate-limits.ts';
import type { WsTickets } from '#infra/security/ws-tickets.ts';
import type { Application } from './application.ts';
import type { OpenSockets } from './open-sockets.ts';
import type { TurnRuns } from './turn-runs.ts';
import './plugins/context.ts';

export type DeepReadonly<T> = T extends (infer Entry)[]
  ? readonly DeepReadonly<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Requests have the type their schema parses to; answers may be readonly. */
interface GatewayTypes extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: this['schema'] extends z.ZodType ? DeepReadonly<z.output<this['schema']>> : unknown;
}

export type Gateway = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  GatewayTypes
>;

/** What the routes work with. */
export interface GatewayParts {
  readonly application: Application;
  readonly settings: Settings;
  readonly runs: TurnRuns;
  readonly sockets: OpenSockets;
  readonly limits: RateLimits;
  readonly tickets: WsTickets;
  /** Null when an outside identity provider issues the tokens. */
  readonly issueToken: IssueToken | null;
  readonly drain: { readonly draining: boolean };
}
