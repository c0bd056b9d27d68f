import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { EngineClock } from './engine-ports.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';

/**
 * Runs a generator of the core to its end, and answers each of its steps as the page does.
 * @param isProgress whether a step says only how far it is, so that it may be passed over; numbers do
 */
export type RunSteps = <Step, Result>(
  work: AsyncGenerator<Step, Result, Answer | undefined>,
  onStep: (step: Step) => Promise<Answer>,
  isProgress?: (step: Step) => boolean,
) => Promise<Result | Failure>;

/**
 * Progress is told no more often: each step waits for the page, which may be drawing just then, and an epoch of a small head
 * takes a few milliseconds.
 */
const progressEveryMs = 50;

export function createStepRunner(clock: EngineClock): RunSteps {
  return async (work, onStep, isProgress = (step) => typeof step === 'number') => {
    let toldMs = Number.NEGATIVE_INFINITY;
    try {
      let step = await work.next();
      while (step.done !== true) {
        const { value } = step;
        const isTold = !isProgress(value) || clock.now() - toldMs >= progressEveryMs;
        const answer = isTold ? await onStep(value) : 'continue';
        if (isTold) toldMs = clock.now();
        step = await work.next(answer);
      }
      return step.value;
    } catch (error) {
      // Lets the generator free its tensors; nobody looks at the result.
      await work.return(undefined as never);
      return explainOutOfMemory(error);
    }
  };
}
