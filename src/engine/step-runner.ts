import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { EngineClock } from './engine-ports.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';

/**
 * Runs a generator of the core to its end, and answers each of its steps as the page does.
 * @param isProgress whether a step says only how far it is, so that it may be passed over; numbers do
 * @param ahead whether, after a quick step, the next is begun while the page has this one: a stop then comes one step later
 */
export type RunSteps = <Step, Result>(
  work: AsyncGenerator<Step, Result, Answer | undefined>,
  onStep: (step: Step) => Promise<Answer>,
  isProgress?: (step: Step) => boolean,
  ahead?: boolean,
) => Promise<Result | Failure>;

/**
 * Progress is told no more often: each step waits for the page, which may be drawing just then, and an epoch of a small head
 * takes a few milliseconds.
 */
const progressEveryMs = 50;

/** Nobody notices that a stop comes a step later where a step takes no longer. */
const quickStepMs = 100;

export function createStepRunner(clock: EngineClock): RunSteps {
  return async <Step, Result>(
    work: AsyncGenerator<Step, Result, Answer | undefined>,
    onStep: (step: Step) => Promise<Answer>,
    isProgress: (step: Step) => boolean = (step) => typeof step === 'number',
    ahead = false,
  ) => {
    /** The answer to the last step that was told. */
    let last: Promise<Answer> = Promise.resolve('continue');
    /** One at a time. @returns what the work goes by */
    const tell = (step: Step, isQuick: boolean): Promise<Answer> => {
      const before = last;
      last = before.then(() => onStep(step));
      // It is awaited with the next step, or at the end.
      last.catch(() => {});
      return ahead && isQuick ? before : last;
    };
    let toldMs = Number.NEGATIVE_INFINITY;
    try {
      let begunMs = clock.now();
      let step = await work.next();
      while (step.done !== true) {
        const { value } = step;
        const isTold = !isProgress(value) || clock.now() - toldMs >= progressEveryMs;
        const answer = isTold ? await tell(value, clock.now() - begunMs <= quickStepMs) : 'continue';
        if (isTold) toldMs = clock.now();
        begunMs = clock.now();
        step = await work.next(answer);
      }
      await last;
      return step.value;
    } catch (error) {
      // Lets the generator free its tensors; nobody looks at the result.
      await work.return(undefined as never);
      return explainOutOfMemory(error);
    }
  };
}
