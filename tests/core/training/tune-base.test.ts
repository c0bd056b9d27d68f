import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeEach, expect, test } from 'vitest';
import type { Block } from '../../../src/core/embedding/cut-base-model.ts';
import type { Answer } from '../../../src/core/shared/answer.ts';
import { decodeFloat16Array, encodeFloat16 } from '../../../src/core/shared/float16.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import {
  defaultTrainingSettings,
  type TrainingSettings,
} from '../../../src/core/training/training-settings.ts';
import { tuneBase } from '../../../src/core/training/tune-base.ts';
import type {
  TuningOutcome,
  TuningRequest,
  TuningRun,
  TuningStep,
} from '../../../src/core/training/tuning-types.ts';
import { runPlainBlock } from './plain-block.ts';
import { createTickingClock } from './training-problem.ts';

beforeEach(() => setBackend('wasm'));

const [side, channels, embeddingSize] = [4, 3, 6];

const folded = (
  kind: 'conv2d' | 'depthwiseConv2d',
  kernelShape: readonly number[],
  strides: 1 | 2,
  seed: number,
) => {
  const random = createRandom(seed);
  const isDepthwise = kind === 'depthwiseConv2d';
  const biasLength = kernelShape[isDepthwise ? 2 : 3] as number;
  const length = kernelShape.reduce((product, size) => product * size, 1);
  const info = {
    name: kind,
    kind,
    strides,
    kernelShape,
    kernelOffsetBytes: 0,
    biasOffsetBytes: 0,
    biasLength,
  };
  return {
    info,
    kernel: Float32Array.from({ length }, () => (isDepthwise ? 0.3 : 0.8) * randomNormal(random)),
    bias: Float32Array.from({ length: biasLength }, () => 0.5),
  };
};

const block = {
  depthwise: folded('depthwiseConv2d', [3, 3, channels, 1], 2, 1),
  pointwise: folded('conv2d', [1, 1, channels, embeddingSize], 1, 2),
} as unknown as Block;

/** Two classes of vertical and horizontal stripes, which the block as it is does not tell apart well. */
function createProblem(settings: Partial<TrainingSettings> = {}): TuningRequest {
  const random = createRandom(3);
  const sampleCount = 40;
  const rows: Uint16Array<ArrayBuffer>[] = [];
  const values = new Float32Array(sampleCount * embeddingSize);
  for (let row = 0; row < sampleCount; row++) {
    const map = Float32Array.from({ length: side * side * channels }, (_, at) => {
      const [x, y] = [Math.floor(at / channels) % side, Math.floor(at / channels / side)];
      const light = (row % 2 === 0 ? x : y) % 2;
      return Math.min(6, Math.max(0, 2 * light + 1 + 0.5 * randomNormal(random)));
    });
    const halves = Uint16Array.from(map, encodeFloat16);
    rows.push(halves);
    const { output } = runPlainBlock({
      height: side,
      width: side,
      channels,
      outputChannels: embeddingSize,
      strides: 2,
      numbers: {
        depthwiseKernel: Float64Array.from(block.depthwise.kernel),
        depthwiseBias: Float64Array.from(block.depthwise.bias),
        pointwiseKernel: Float64Array.from(block.pointwise.kernel),
        pointwiseBias: Float64Array.from(block.pointwise.bias),
        input: Float64Array.from(decodeFloat16Array(halves)),
      },
    });
    output.forEach((value, at) => {
      const place = row * embeddingSize + (at % embeddingSize);
      values[place] = (values[place] as number) + (value * embeddingSize) / output.length;
    });
  }
  const all = Array.from({ length: sampleCount }, (_, row) => row);
  return {
    embeddings: { sampleCount, embeddingSize, values },
    activations: { shape: [side, side, channels], rows },
    classIndexes: Int32Array.from(all, (row) => row % 2),
    classCount: 2,
    trainingRows: Int32Array.from(all.filter((row) => row < 28)),
    validationRows: Int32Array.from(all.filter((row) => row >= 28)),
    settings: {
      ...defaultTrainingSettings,
      epochs: 5,
      batchSize: 8,
      learningRate: 0.02,
      tuningEpochs: 12,
      tuningLearningRate: 0.03,
      ...settings,
    },
  };
}

async function run(
  request: TuningRequest,
  answer: (step: TuningStep) => Answer = () => 'continue',
): Promise<{ outcome: TuningOutcome; steps: readonly TuningStep[] }> {
  const work = tuneBase(request, [block], createTickingClock());
  const steps: TuningStep[] = [];
  let next = await work.next();
  while (!next.done) {
    steps.push(next.value);
    next = await work.next(answer(next.value));
  }
  return { outcome: next.value, steps };
}

function resultOf(outcome: TuningOutcome): TuningRun {
  if ('kind' in outcome) throw new Error(outcome.kind);
  return outcome;
}

test('the blocks learn what the head alone cannot, and nothing is left on the backend', async () => {
  const before = memory().numTensors;
  const { outcome, steps } = await run(createProblem());
  expect(memory().numTensors).toBe(before);
  const { history, bestEpoch, tunedLayers, ending } = resultOf(outcome);
  expect(ending).toBe('finished');
  const phases = steps.map(({ phase }) => phase).filter((phase) => phase === 'fit' || phase === 'tune');
  expect(phases).toEqual([...Array(5).fill('fit'), ...Array(12).fill('tune')]);
  expect(history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  const losses = history.map(({ validationLoss }) => validationLoss as number);
  expect(bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
  expect(bestEpoch).toBeGreaterThan(5);
  expect(losses[bestEpoch - 1]).toBeLessThan(0.8 * Math.min(...losses.slice(0, 5)));
  expect(tunedLayers?.map(({ kernel, bias }) => [kernel.length, bias.length])).toEqual([
    [27, 3],
    [18, 6],
  ]);
  expect(tunedLayers?.[0]?.kernel).not.toEqual(block.depthwise.kernel);
});

test('each epoch tells what it takes every validation image for', async () => {
  const request = createProblem();
  const { steps } = await run(request);
  const { validationRows, classIndexes } = request;
  const answers = steps.filter((step) => step.phase === 'fit' || step.phase === 'tune');
  expect(answers).toHaveLength(17);
  for (const { record, validationClasses } of answers) {
    expect(validationClasses).toHaveLength(validationRows.length);
    const isRight = (row: number, index: number) => validationClasses[index] === classIndexes[row];
    const rightCount = Array.from(validationRows).filter(isRight).length;
    expect(record.validationAccuracy).toBeCloseTo(rightCount / validationRows.length, 6);
  }
});

test('the refit trains anew on all rows for as many epochs as were best, and leaves the validation figures alone', async () => {
  const { outcome, steps } = await run(createProblem());
  const result = resultOf(outcome);
  expect(result.refitDone).toBe(true);
  const best = result.history[result.bestEpoch - 1];
  const headEpochs = result.history.slice(0, 5).map(({ validationLoss }) => validationLoss as number);
  const epochCount = headEpochs.indexOf(Math.min(...headEpochs)) + 1 + result.bestEpoch - 5;
  const refit = steps.filter(({ phase }) => phase === 'refit');
  expect(refit).toEqual(
    Array.from({ length: epochCount }, (_, index) => ({ phase: 'refit', epoch: index + 1, epochCount })),
  );
  expect(result.head).not.toEqual(result.validationHead);
  expect(result.tunedLayers).not.toEqual(result.validationLayers);

  const request = createProblem();
  const withoutRefit = await run({ ...request, settings: { ...request.settings, refit: false } });
  const before = resultOf(withoutRefit.outcome);
  expect(before).toMatchObject({ refitDone: false, bestEpoch: result.bestEpoch });
  expect(before.head).toEqual(result.validationHead);
  expect(before.tunedLayers).toEqual(result.validationLayers);
  expect(before.history[before.bestEpoch - 1]?.validationLoss).toBe(best?.validationLoss);
});

test('a stop in the refit leaves what the best epoch left', async () => {
  const whole = resultOf((await run(createProblem())).outcome);
  for (const epoch of [1, 8]) {
    const { outcome } = await run(createProblem(), (step) =>
      step.phase === 'refit' && step.epoch === epoch ? 'stop' : 'continue',
    );
    const result = resultOf(outcome);
    expect(result).toMatchObject({ ending: 'stopped', refitDone: false });
    expect(result.head).toEqual(whole.validationHead);
    expect(result.tunedLayers).toEqual(whole.validationLayers);
  }
});

test('a head that is better alone is refit alone', async () => {
  // The images held back are of the other class each: the more is learned, the worse.
  const request = createProblem({ tuningEpochs: 2 });
  for (const row of request.validationRows)
    request.classIndexes[row] = 1 - (request.classIndexes[row] as number);
  const { outcome } = await run(request);
  const result = resultOf(outcome);
  expect(result).toMatchObject({ tunedLayers: null, validationLayers: null, refitDone: true });
  expect(result.bestEpoch).toBeLessThanOrEqual(5);
  expect(result.head).not.toEqual(result.validationHead);
});

test('the same request gives the same model', async () => {
  const [first, second] = [await run(createProblem()), await run(createProblem())];
  expect(resultOf(first.outcome).tunedLayers).toEqual(resultOf(second.outcome).tunedLayers);
  expect(resultOf(first.outcome).head).toEqual(resultOf(second.outcome).head);
});

test('a stop keeps the best epoch so far, with its blocks or before them', async () => {
  const early = await run(createProblem(), ({ phase }) => (phase === 'fit' ? 'stop' : 'continue'));
  expect(resultOf(early.outcome)).toMatchObject({ ending: 'stopped', tunedLayers: null });
  const late = await run(createProblem(), (step) =>
    step.phase === 'tune' && step.record.epoch === 9 ? 'stop' : 'continue',
  );
  const { ending, history, bestEpoch, tunedLayers } = resultOf(late.outcome);
  expect(ending).toBe('stopped');
  expect(history).toHaveLength(9);
  expect(tunedLayers !== null).toBe(bestEpoch > 5);
});

test('a loss that is no number ends the run with the best epoch before it', async () => {
  // The wasm backend turns NaN into a number at ReLU6; the others do not.
  await setBackend('cpu');
  // A number too large for half precision: the head alone never sees it.
  const request = createProblem();
  request.activations.rows[0]?.fill(encodeFloat16(Number.POSITIVE_INFINITY), 0, 1);
  const before = memory().numTensors;
  const { outcome } = await run(request);
  expect(memory().numTensors).toBe(before);
  const { ending, head, history } = resultOf(outcome);
  expect(ending).toBe('loss-not-finite');
  expect(history.length).toBeGreaterThanOrEqual(5);
  expect(head.layers.every(({ kernel }) => kernel.every(Number.isFinite))).toBe(true);
});

test('without validation the last epoch is the one that is kept', async () => {
  const request = createProblem({ tuningEpochs: 2 });
  const { outcome } = await run({ ...request, validationRows: new Int32Array() });
  expect(resultOf(outcome)).toMatchObject({ bestEpoch: 7, ending: 'finished' });
  expect(resultOf(outcome).tunedLayers).not.toBeNull();
});

test('an epoch with blocks says after each batch how far it is, and can be stopped there', async () => {
  const before = memory().numTensors;
  let tuned = 0;
  const { outcome, steps } = await run(createProblem(), (step) => {
    if (step.phase === 'tune') tuned++;
    return tuned === 9 && step.phase === 'batch' && step.doneFraction > 0.5 ? 'stop' : 'continue';
  });
  const fractions = steps.flatMap((step) => (step.phase === 'batch' ? [step.doneFraction] : []));
  // 28 rows in batches of 8.
  expect(fractions.slice(0, 4)).toEqual([8 / 28, 16 / 28, 24 / 28, 1]);
  expect(fractions).toHaveLength(9 * 4 + 2);
  const { history, ending, refitDone, tunedLayers } = resultOf(outcome);
  expect({ ending, refitDone }).toEqual({ ending: 'stopped', refitDone: false });
  expect(history).toHaveLength(5 + 9);
  expect(tunedLayers).not.toBeNull();
  expect(memory().numTensors).toBe(before);
});
