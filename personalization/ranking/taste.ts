import { type Choice, chancesOf, updateByChoice } from './choice-model.ts';
import { WEIGHTS, type WeightPrior, type Weights } from './signals.ts';
import { diagonal, invert, type Symmetric, solve, sum, times } from './symmetric.ts';

/** What a shopper's choices say of the weights, whatever is assumed beforehand. */
export interface Taste {
  /** Choices learned from. */
  readonly choices: number;
  /** One for each of `HALF_LIVES`. */
  readonly memories: readonly Memory[];
  /** How likely what is assumed of all held the latest choices, as each memory tells of itself. */
  readonly foresightOfAll: number;
}

/** The likelihood of the choices, as a normal one: its precision, and its precision times its mean. */
export interface Memory {
  readonly information: Symmetric;
  readonly pull: Float64Array;
  /** Logarithm of how likely this memory held the latest choices before it learned them, faded. */
  readonly foresight: number;
}

/** After how many choices one counts half. Which of them fits a shopper is read off what each foresaw. */
const HALF_LIVES = [Number.POSITIVE_INFINITY, 30] as const;
/** Foresight counts half after thirty choices. */
const FADING = 0.5 ** (1 / 30);
const LEAST_CHANCE = 1e-9;

export const NO_TASTE: Taste = {
  choices: 0,
  foresightOfAll: 0,
  memories: HALF_LIVES.map(() => ({
    information: new Float64Array(WEIGHTS * WEIGHTS),
    pull: new Float64Array(WEIGHTS),
    foresight: 0,
  })),
};

/** The taste after one more choice, learned under what is assumed of shoppers. */
export function learnChoice(taste: Taste, choice: Choice, prior: WeightPrior): Taste {
  return {
    choices: taste.choices + 1,
    foresightOfAll: foresaw(
      taste.foresightOfAll,
      chancesOf(Float64Array.from(prior.mean), choice.seen)[choice.which] ?? 0,
      choice,
    ),
    memories: taste.memories.map(({ information, pull, foresight }, at) => {
      const kept = 0.5 ** (1 / (HALF_LIVES[at] ?? Number.POSITIVE_INFINITY));
      const known = information.map((value) => value * kept);
      const drawn = pull.map((value) => value * kept);
      const posterior = posteriorOf(known, drawn, prior);
      const updated = updateByChoice(posterior.mean, posterior.precision, choice);
      const learned = sum(known, updated.information);
      const total = times(sum(learned, precisionOf(prior)), updated.mean);
      return {
        information: learned,
        pull: total.map((value, index) => value - priorPull(prior, index)),
        foresight: foresight * FADING + Math.log(Math.max(LEAST_CHANCE, updated.likelihood)),
      };
    }),
  };
}

/**
 * The weights of a shopper: of what is assumed of all, and of each memory's posterior, a mean by how well they foresaw
 * the latest choices (exponentially weighted forecasters: Cesa-Bianchi and Lugosi, 2006, chapter 2). Who is like all
 * others is served as all others are.
 */
export function weightsOf(taste: Taste, prior: WeightPrior): Weights {
  if (taste.choices === 0) return prior.mean;
  const trusted = trust(taste);
  const means = taste.memories.map(({ information, pull }) => posteriorOf(information, pull, prior).mean);
  return prior.mean.map((assumed, at) =>
    means.reduce(
      (sum, mean, index) => sum + (trusted[index] as number) * ((mean[at] as number) - assumed),
      assumed,
    ),
  );
}

/** 0 … 1: by how much the choices narrowed what the weights may be, on average over the signals, where trusted. */
export function surenessOf(taste: Taste, prior: WeightPrior): number {
  if (taste.choices === 0) return 0;
  const trusted = trust(taste);
  return taste.memories.reduce((sum, { information, pull }, index) => {
    const spread = invert(posteriorOf(information, pull, prior).precision, WEIGHTS);
    const left = prior.variance.reduce(
      (all, variance, at) => all + (spread[at * WEIGHTS + at] as number) / variance,
      0,
    );
    return sum + (trusted[index] as number) * Math.min(1, Math.max(0, 1 - left / WEIGHTS));
  }, 0);
}

/** How much each memory is trusted; what is left of one is trust in what is assumed of all. */
function trust({ memories, foresightOfAll }: Taste): readonly number[] {
  const best = Math.max(foresightOfAll, ...memories.map(({ foresight }) => foresight));
  const odds = memories.map(({ foresight }) => Math.exp(foresight - best));
  const total = odds.reduce((sum, one) => sum + one, Math.exp(foresightOfAll - best));
  return odds.map((one) => one / total);
}

/** The logarithm of how likely the latest choices were held, after one more. */
function foresaw(before: number, chance: number, { outcome }: Choice): number {
  const held = outcome === 'chosen' ? chance : 1 - chance;
  return before * FADING + Math.log(Math.max(LEAST_CHANCE, held));
}

/** Prior and likelihood together. */
export function posteriorOf(information: Symmetric, pull: Float64Array, prior: WeightPrior) {
  const precision = sum(information, precisionOf(prior));
  return {
    precision,
    mean: solve(
      precision,
      pull.map((value, at) => value + priorPull(prior, at)),
    ),
  };
}

function precisionOf({ variance }: WeightPrior): Symmetric {
  return diagonal(variance.map((value) => 1 / value));
}

function priorPull({ mean, variance }: WeightPrior, at: number): number {
  return (mean[at] as number) / (variance[at] as number);
}
