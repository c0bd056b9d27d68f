import { expect, test } from 'vitest';
import type { Answer } from '../../src/core/shared/answer.ts';
import { createStepRunner } from '../../src/engine/step-runner.ts';

/** A clock that a step of work takes so many milliseconds of. */
function createWork<Step>(steps: readonly Step[], stepMs: number) {
  let nowMs = 0;
  const answers: (Answer | undefined)[] = [];
  async function* work(): AsyncGenerator<Step, string, Answer | undefined> {
    for (const step of steps) {
      nowMs += stepMs;
      const answer = yield step;
      answers.push(answer);
      if (answer === 'stop') return 'stopped';
    }
    return 'done';
  }
  const clock = { now: () => nowMs, wait: async () => {} };
  return { work, answers, run: createStepRunner(clock) };
}

const numbers = Array.from({ length: 100 }, (_, i) => i);

test('progress in quick succession is told now and then, the first of it at once', async () => {
  const { work, run } = createWork(numbers, 10);
  const told: number[] = [];
  const result = await run(work(), async (step) => {
    told.push(step);
    return 'continue';
  });
  expect(result).toBe('done');
  expect(told).toEqual(numbers.filter((step) => step % 5 === 0));
});

test('slow progress is told each time', async () => {
  const { work, run } = createWork(numbers, 60);
  let toldCount = 0;
  await run(work(), async () => {
    toldCount++;
    return 'continue';
  });
  expect(toldCount).toBe(100);
});

test('what is no progress is told each time, however quickly it comes, and a stop is heard', async () => {
  const { work, answers, run } = createWork([{ epoch: 1 }, { epoch: 2 }, { epoch: 3 }], 1);
  const result = await run(work(), async ({ epoch }) => (epoch === 2 ? 'stop' : 'continue'));
  expect(result).toBe('stopped');
  expect(answers).toEqual(['continue', 'stop']);
});

test('work that breaks ends, and says why', async () => {
  const run = createStepRunner({ now: () => 0, wait: async () => {} });
  let freed = false;
  async function* work(): AsyncGenerator<number, string, Answer | undefined> {
    try {
      yield 1;
      throw new RangeError('Array buffer allocation failed');
    } finally {
      freed = true;
    }
  }
  const result = await run(work(), async () => 'continue');
  expect(result).toMatchObject({ kind: 'out-of-memory' });
  expect(freed).toBe(true);
});

test.each([
  ['quick', 100, ['step 1', 'step 2', 'step 3', 'step 4'], [2, 3, 4, 4]],
  ['slow', 101, ['step 1', 'step 2', 'step 3'], [1, 2, 3]],
])(
  'work of %s steps runs ahead of the page by one step at most, and ends when all are told',
  async (_, stepMs, tells, counts) => {
    const made: number[] = [];
    let nowMs = 0;
    async function* work(): AsyncGenerator<string, string, Answer | undefined> {
      for (let step = 1; ; step++) {
        nowMs += stepMs;
        made.push(step);
        if ((yield `step ${step}`) === 'stop') return 'stopped';
      }
    }
    const run = createStepRunner({ now: () => nowMs, wait: async () => {} });
    const told: string[] = [];
    const madeWhenAnswered: number[] = [];
    const result = await run(
      work(),
      async (step) => {
        // Longer than the work takes for a step.
        await new Promise((resolve) => setTimeout(resolve, 5));
        told.push(step);
        madeWhenAnswered.push(made.length);
        return step === 'step 3' ? 'stop' : 'continue';
      },
      undefined,
      true,
    );
    expect(result).toBe('stopped');
    expect(told).toEqual(tells);
    expect(madeWhenAnswered).toEqual(counts);
  },
);
