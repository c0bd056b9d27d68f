import type { Answer } from '../../../core/shared/answer.ts';

/** How long a program may take to start, to open a model, or for one image; and how often it is asked whether to go on. */
const limits = { patienceMs: 60_000, askMs: 250 };

/**
 * Waits for an answer of a program.
 * @param ask whether to go on waiting
 * @returns null once told to stop: the program may still be at work
 * @throws where the answer is an error, or takes too long
 */
export async function awaitProgram<Result>(
  answer: Promise<Result>,
  ask: () => Promise<Answer>,
  { patienceMs, askMs } = limits,
): Promise<Result | null> {
  let clock: ReturnType<typeof setInterval> | undefined;
  const end = new Promise<null>((resolve, reject) => {
    const startMs = performance.now();
    let asking = false;
    clock = setInterval(async () => {
      if (performance.now() - startMs > patienceMs) {
        reject(new Error(`no answer within ${patienceMs / 1000} seconds`));
      }
      if (asking) return;
      asking = true;
      if ((await ask()) === 'stop') resolve(null);
      asking = false;
    }, askMs);
  });
  try {
    return await Promise.race([answer, end]);
  } finally {
    clearInterval(clock);
  }
}
