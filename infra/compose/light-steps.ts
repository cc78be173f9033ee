import { Runnable, type RunnableConfig } from '@langchain/core/runnables';
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';
import { Channel } from '@langchain/langgraph/pregel';

interface Step {
  invoke(input: unknown, config: RunnableConfig): Promise<unknown>;
}

/** A step of LangGraph's own: a node's work, what writes its answer, what decides where to go on. */
interface OwnStep extends Step {
  readonly func: (input: unknown, config: RunnableConfig) => unknown;
  readonly trace: boolean;
  readonly recurse: boolean;
}

interface GraphNode {
  getNode(): (Step & { readonly steps?: readonly Step[] }) | undefined;
}

/**
 * Lets a task of a graph go through its steps with the config that it was given. LangGraph makes the sequence of a node's
 * steps anew for every task, and each of the eight or so copies and merges the whole config, for callbacks that nobody
 * gave. Not to be called when traces are wanted: they travel in those copies.
 */
export function keepStepsLight(): void {
  const node = prototypeOf<GraphNode>(Channel.subscribeTo('any'));
  const getNode = node.getNode;
  const made = new WeakMap<GraphNode, Step | undefined>();
  node.getNode = function (this: GraphNode) {
    if (!made.has(this)) made.set(this, oneByOne(getNode.call(this)));
    return made.get(this);
  };

  const own = Object.getPrototypeOf(prototypeOf(Channel.writeTo(['any']))) as OwnStep;
  const invoke = own.invoke;
  own.invoke = function (this: OwnStep, input, config) {
    return this.trace || !isWithin(config) ? invoke.call(this, input, config) : run(this, input, config);
  };
}

/** The steps of a task one after another, all with its config. */
function oneByOne(sequence: ReturnType<GraphNode['getNode']>): Step | undefined {
  if (sequence === undefined) return undefined;
  const steps = sequence.steps ?? [sequence];
  return {
    invoke: (input, config) =>
      AsyncLocalStorageProviderSingleton.runWithConfig(config, async () => {
        let value = input;
        for (const step of steps) {
          config.signal?.throwIfAborted();
          value = await step.invoke(value, config);
        }
        return value;
      }),
  };
}

async function run(step: OwnStep, input: unknown, config: RunnableConfig): Promise<unknown> {
  const value = await step.func(input, config);
  return step.recurse && Runnable.isRunnable(value) ? value.invoke(input, config) : value;
}

/** Whether code that asks for the config of its run is given this very one. */
function isWithin(config: RunnableConfig | undefined): config is RunnableConfig {
  return config !== undefined && AsyncLocalStorageProviderSingleton.getRunnableConfig() === config;
}

function prototypeOf<T>(instance: unknown): T {
  return Object.getPrototypeOf(instance) as T;
}
