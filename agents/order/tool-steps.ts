import type { ToolCall, ToolStep } from './order-outcome.ts';

/** Most steps of a turn's agents together: plan, act, observe, and again. */
export const MAX_STEPS = 8;
/** Inputs that a step of many calls names in its detail. */
const NAMED = 3;

/** What came of a call, for the record. */
export interface Observed {
  readonly outcome: ToolCall['outcome'];
  readonly observation: string;
}

/** Told as steps begin and end, while the turn runs. */
export interface StepListener {
  stepStarted(tool: string): void;
  stepEnded(step: ToolStep): void;
}

/** The plan needs more steps than a turn has. */
export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

/**
 * The record of a turn's plan-act-observe loop. A step is one tool used on one thing, or, within a batch, on all things
 * of one request: "add these ten" is one search of ten and one addition of ten, each call with its input and what came
 * of it.
 */
export interface StepRecord {
  /** Calls made so far, in all steps. */
  readonly calls: number;
  /**
   * Makes room for a call of the tool and answers how to record it. Throws `TooManySteps` when that would be a new step
   * and none is left; nothing has been done then.
   */
  begin(tool: string, input: string): (observed: Observed) => void;
  /** Marks the latest call of the tool as one that led to a question. */
  asked(tool: string): void;
  /** Until the work ends, calls of the same tool are one step. A batch within a batch is part of it. */
  inBatch<T>(work: () => Promise<T>): Promise<T>;
  steps(): readonly ToolStep[];
}

interface OpenStep {
  readonly tool: string;
  readonly calls: ToolCall[];
}

export function createStepRecord(limit: number, listener?: StepListener): StepRecord {
  const steps: OpenStep[] = [];
  let batch: OpenStep[] | null = null;
  let calls = 0;
  const end = (step: OpenStep) => listener?.stepEnded(toStep(step.tool, step.calls));

  return {
    get calls() {
      return calls;
    },
    begin(tool, input) {
      let step = batch?.find((open) => open.tool === tool);
      if (step === undefined) {
        if (steps.length >= limit) throw new TooManySteps(`${tool} is one step more than ${limit}.`);
        step = { tool, calls: [] };
        steps.push(step);
        batch?.push(step);
        listener?.stepStarted(tool);
      }
      calls += 1;
      const { calls: made } = step;
      const at = made.length;
      made.push({ input, outcome: 'failed', observation: 'no answer' });
      const isAlone = batch === null;
      const whole = step;
      return (observed) => {
        made[at] = { input, ...observed };
        if (isAlone) end(whole);
      };
    },
    asked(tool) {
      const made = steps.findLast((step) => step.tool === tool)?.calls;
      const last = made?.at(-1);
      if (last?.outcome === 'done') made?.splice(-1, 1, { ...last, outcome: 'asked' });
    },
    async inBatch(work) {
      if (batch !== null) return work();
      const opened: OpenStep[] = [];
      batch = opened;
      try {
        return await work();
      } finally {
        batch = null;
        for (const step of opened) end(step);
      }
    },
    steps: () => steps.map(({ tool, calls: made }) => toStep(tool, made)),
  };
}

/** What matters most of several calls stands for the step: a failure, then a question, then what was refused. */
const GRAVEST: readonly ToolCall['outcome'][] = ['failed', 'asked', 'refused'];

/** A step of these calls. */
export function toStep(tool: string, calls: readonly ToolCall[]): ToolStep {
  const inputs = calls.slice(0, NAMED).map(({ input }) => input);
  const more = calls.length - inputs.length;
  const outcome = GRAVEST.find((grave) => calls.some((call) => call.outcome === grave)) ?? 'done';
  const detail = [...inputs, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  return { tool, detail, outcome, calls: [...calls] };
}
