/** A real server that tests run against. Each file of `servers/` exports one as `server`. */
export interface ServiceServer {
  readonly name: string;
  /** Finds the server, or installs it outside the tree or in the cache folder; says what to do when it can't. */
  prepare(): Promise<Preparation>;
  /** Starts it on free ports and resolves when it is ready. */
  start(): Promise<RunningServer>;
}

export type Preparation =
  | { readonly kind: 'ready' }
  /** `fix` is what a person types or installs. */
  | { readonly kind: 'missing'; readonly fix: string };

export interface RunningServer {
  /** Where tests find it: environment variables, each beginning with `TEST_`. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The address of a server, as the run of the services tests put it into the environment. */
export function serviceAddress(variable: `TEST_${string}`): string {
  const address = process.env[variable];
  if (address === undefined || address === '') {
    throw new Error(
      `${variable} is not set: run these tests by npm run test:services, which starts the server`,
    );
  }
  return address;
}
