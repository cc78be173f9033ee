import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';

/** Where LangChain looks for the config of the run that code is called from. */
const CHILD_CONFIG = Symbol.for('lc:child_config');

interface Provider {
  getInstance(): { run<T>(store: unknown, callback: () => T): T };
  runWithConfig<T>(config: unknown, callback: () => T, withoutRoot?: boolean): T;
}

/**
 * Lets each step of a graph carry its config alone. LangChain builds a LangSmith run tree for every step, traced or
 * not, which was a tenth of a turn's work. Not to be called when traces are wanted: it would leave them in pieces.
 */
export function carryConfigOnly(): void {
  const provider = AsyncLocalStorageProviderSingleton as unknown as Provider;
  provider.runWithConfig = (config, callback, withoutRoot) =>
    provider
      .getInstance()
      .run(withoutRoot === true ? undefined : { extra: { [CHILD_CONFIG]: config } }, callback);
}
