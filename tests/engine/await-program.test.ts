import { expect, test } from 'vitest';
import type { Answer } from '../../src/core/shared/answer.ts';
import { awaitProgram } from '../../src/engine/worker/check-programs/await-program.ts';

const limits = { patienceMs: 60_000, askMs: 5 };
const never = new Promise<string>(() => {});
const goOn = async (): Promise<Answer> => 'continue';

test('an answer is given, also one that is an error', async () => {
  expect(await awaitProgram(Promise.resolve('answer'), goOn, limits)).toBe('answer');
  await expect(awaitProgram(Promise.reject(new Error('broken')), goOn, limits)).rejects.toThrow('broken');
});

test('what never answers is left once it is told so, or after its time', async () => {
  let askedCount = 0;
  const ask = async () => (++askedCount === 3 ? 'stop' : 'continue') as Answer;
  expect(await awaitProgram(never, ask, limits)).toBeNull();
  expect(askedCount).toBe(3);
  await expect(awaitProgram(never, goOn, { ...limits, patienceMs: 20 })).rejects.toThrow('no answer within');
});
