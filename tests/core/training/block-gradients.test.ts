import { readFile } from 'node:fs/promises';
import path from 'node:path';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../../scripts/project.mjs';
import { type BaseModel, parseBaseModel } from '../../../src/core/embedding/base-model.ts';
import { createTrunkEmbedder } from '../../../src/core/embedding/base-model-embedder.ts';
import { type Block, cutBaseModel } from '../../../src/core/embedding/cut-base-model.ts';
import { createParityImage } from '../../../src/core/embedding/parity-image.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import {
  type BlockTensors,
  computeBlockGradients,
  runBlock,
} from '../../../src/core/training/block-gradients.ts';
import { type PlainBlock, runPlainBlock } from './plain-block.ts';

/** The number of each of the last four blocks of MobileNet V1, and its stride. */
const blockNumbers = [10, 11, 12, 13];
const gradientNames = [
  'depthwiseKernel',
  'depthwiseBias',
  'pointwiseKernel',
  'pointwiseBias',
  'input',
] as const;
type Gradients = Readonly<Record<(typeof gradientNames)[number], Float32Array>>;

let base: BaseModel;
/** What goes into each of the last four blocks for the parity image, and where the loss should go. */
const inputs = new Map<number, PlainBlock>();

beforeAll(async () => {
  // Otherwise TF.js advertises its native build.
  tf.env().set('IS_TEST', true);
  await tf.setBackend('wasm');
  const folder = path.join(projectFolder, 'public/models/mobilenet-v1');
  const manifest = JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8'));
  const weights = await readFile(path.join(folder, 'weights.bin'));
  const parsed = parseBaseModel(manifest, new Uint8Array(weights).buffer);
  if ('kind' in parsed) throw new Error(parsed.kind);
  base = parsed;
  for (const number of blockNumbers) {
    const blockCount = 14 - number;
    const { blocks, cutShape } = cutBaseModel(base, blockCount);
    const trunk = createTrunkEmbedder(base, blockCount, { batchSize: 1, padding: 'none' });
    const values = await trunk.embed([createParityImage(base.manifest.inputSize)]);
    trunk.dispose();
    inputs.set(number, toPlain(blocks[0] as Block, cropActivations(values, cutShape)));
  }
});

/** The side of what is looked at of each map: the cpu backend is slow. */
const croppedSide = 4;

/** The middle of a map. */
function cropActivations(
  values: Float32Array,
  [height, width, channels]: readonly [number, number, number],
): Float32Array {
  const [top, left] = [Math.floor((height - croppedSide) / 2), Math.floor((width - croppedSide) / 2)];
  const cropped = new Float32Array(croppedSide * croppedSide * channels);
  for (let y = 0; y < croppedSide; y++) {
    const start = ((top + y) * width + left) * channels;
    const row = values.subarray(start, start + croppedSide * channels);
    cropped.set(row, y * croppedSide * channels);
  }
  return cropped;
}

function toPlain({ depthwise, pointwise }: Block, input: Float32Array): PlainBlock {
  return {
    height: croppedSide,
    width: croppedSide,
    channels: depthwise.bias.length,
    outputChannels: pointwise.bias.length,
    strides: depthwise.info.strides,
    numbers: {
      depthwiseKernel: Float64Array.from(depthwise.kernel),
      depthwiseBias: Float64Array.from(depthwise.bias),
      pointwiseKernel: Float64Array.from(pointwise.kernel),
      pointwiseBias: Float64Array.from(pointwise.bias),
      input: Float64Array.from(input),
    },
  };
}

/** Small blocks of both strides, even and odd sides, and several images. */
function makePlainBlock(seed: number, side: number, strides: 1 | 2): PlainBlock {
  const random = createRandom(seed);
  const normals = (length: number, scale: number) =>
    Float64Array.from({ length }, () => scale * randomNormal(random));
  return {
    height: side,
    width: side + 1,
    channels: 3,
    outputChannels: 4,
    strides,
    numbers: {
      depthwiseKernel: normals(27, 0.6),
      depthwiseBias: normals(3, 1).map((value) => value + 1),
      pointwiseKernel: normals(12, 1),
      pointwiseBias: normals(4, 1).map((value) => value + 1),
      input: normals(2 * side * (side + 1) * 3, 2).map((value) => Math.min(6, Math.max(0, value))),
    },
  };
}

/**
 * What each number of the output counts in a made-up loss, the sum of them all. Those at a kink of ReLU6 count nothing:
 * there rounding decides on which side they are.
 */
function weighOutput(plain: PlainBlock): Float64Array {
  const random = createRandom(5);
  return runPlainBlock(plain).kinkDistances.map((distance) => {
    const weight = randomNormal(random);
    return distance < 1e-4 ? 0 : weight;
  });
}

function upload({ numbers, channels, outputChannels, height, width }: PlainBlock) {
  const block: BlockTensors = {
    depthwiseKernel: tf.tensor4d(Float32Array.from(numbers.depthwiseKernel), [3, 3, channels, 1]),
    depthwiseBias: tf.tensor1d(Float32Array.from(numbers.depthwiseBias)),
    pointwiseKernel: tf.tensor2d(Float32Array.from(numbers.pointwiseKernel), [channels, outputChannels]),
    pointwiseBias: tf.tensor1d(Float32Array.from(numbers.pointwiseBias)),
  };
  const batch = numbers.input.length / (height * width * channels);
  return {
    block,
    input: tf.tensor4d(Float32Array.from(numbers.input), [batch, height, width, channels]),
  };
}

async function computeOurs(backend: string, plain: PlainBlock): Promise<Gradients> {
  await tf.setBackend(backend);
  const { block, input } = upload(plain);
  const { strides } = plain;
  const tensors = tf.tidy(() => {
    const activations = runBlock(block, input, strides);
    const { output } = activations;
    const outputGradient = tf.tensor4d(Float32Array.from(weighOutput(plain)), output.shape);
    const result = computeBlockGradients(block, activations, strides, outputGradient, true);
    return { ...result.block, input: result.input as tf.Tensor4D };
  });
  return readGradients(tensors);
}

/** The gradients that TF.js has itself, which exist on the cpu backend. */
async function computeStock(plain: PlainBlock): Promise<Gradients> {
  await tf.setBackend('cpu');
  const { block, input } = upload(plain);
  const run = (
    kernel: tf.Tensor,
    bias: tf.Tensor,
    pointwise: tf.Tensor,
    pointwiseBias: tf.Tensor,
    x: tf.Tensor,
  ) => {
    const middle = tf.relu6(
      tf.add(tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, plain.strides, 'same'), bias),
    );
    const [channels, outputChannels] = pointwise.shape as [number, number];
    const filter = tf.reshape(pointwise, [1, 1, channels, outputChannels]) as tf.Tensor4D;
    const output = tf.relu6(tf.add(tf.conv2d(middle as tf.Tensor4D, filter, 1, 'same'), pointwiseBias));
    const weights = tf.tensor(Float32Array.from(weighOutput(plain)), output.shape);
    return tf.sum(tf.mul(output, weights)) as tf.Scalar;
  };
  const [depthwiseKernel, depthwiseBias, pointwiseKernel, pointwiseBias, inputGradient] = tf.grads(run)([
    block.depthwiseKernel,
    block.depthwiseBias,
    block.pointwiseKernel,
    block.pointwiseBias,
    input,
  ]) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  return readGradients({
    depthwiseKernel,
    depthwiseBias,
    pointwiseKernel,
    pointwiseBias,
    input: inputGradient,
  });
}

async function readGradients(tensors: Readonly<Record<keyof Gradients, tf.Tensor>>): Promise<Gradients> {
  const entries = await Promise.all(
    gradientNames.map(async (name) => [name, (await tensors[name].data()) as Float32Array] as const),
  );
  return Object.fromEntries(entries) as Gradients;
}

function largestOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function expectEqual(ours: Gradients, stock: Gradients): void {
  for (const name of gradientNames) {
    const expected = stock[name];
    expect(ours[name].length, name).toBe(expected.length);
    const errors = ours[name].map((value, index) => value - (expected[index] as number));
    expect(largestOf(expected), name).toBeGreaterThan(0);
    expect(largestOf(errors) / largestOf(expected), name).toBeLessThan(1e-4);
  }
}

/**
 * Compares some numbers of each gradient with finite differences in 64-bit numbers; where a nudge changes which units
 * are cut off by ReLU6, there is a kink and no derivative.
 */
function expectFiniteDifferences(plain: PlainBlock, ours: Gradients, countOfEach: number): void {
  const nudge = 1e-5;
  const weights = weighOutput(plain);
  const random = createRandom(11);
  for (const name of gradientNames) {
    const numbers = plain.numbers[name];
    const gradient = ours[name];
    const largest = largestOf(gradient);
    const strongest = gradient.reduce(
      (best, value, index) => (Math.abs(value) > Math.abs(gradient[best] as number) ? index : best),
      0,
    );
    const places = [
      strongest,
      ...Array.from({ length: countOfEach }, () => Math.floor(random.next() * numbers.length)),
    ];
    let comparedCount = 0;
    for (const place of places) {
      const value = numbers[place] as number;
      const evaluate = (change: number) => {
        numbers[place] = value + change;
        const { output, cutOff } = runPlainBlock(plain);
        return { loss: output.reduce((sum, z, i) => sum + z * (weights[i] as number), 0), cutOff };
      };
      const [above, below] = [evaluate(nudge), evaluate(-nudge)];
      numbers[place] = value;
      if (above.cutOff !== below.cutOff) continue;
      const slope = (above.loss - below.loss) / (2 * nudge);
      expect(Math.abs(slope - (gradient[place] as number)) / largest, `${name} at ${place}`).toBeLessThan(
        1e-3,
      );
      comparedCount++;
    }
    expect(comparedCount, name).toBeGreaterThan(0);
  }
}

// The gradients of the cpu backend take their time.
describe.each(blockNumbers)('block %i of MobileNet V1', { timeout: 240_000 }, (number) => {
  test('has the gradients that TF.js has on the cpu backend', async () => {
    const plain = inputs.get(number) as PlainBlock;
    const stock = await computeStock(plain);
    expectEqual(await computeOurs('cpu', plain), stock);
    expectEqual(await computeOurs('wasm', plain), stock);
  });

  test('has the gradients that finite differences have', async () => {
    const plain = inputs.get(number) as PlainBlock;
    expectFiniteDifferences(plain, await computeOurs('wasm', plain), 3);
  });
});

describe.each([
  [5, 1],
  [6, 1],
  [6, 2],
  [7, 2],
  [1, 1],
] as const)('a small block of side %i and stride %i', (side, strides) => {
  test('has the gradients of TF.js and of finite differences', async () => {
    const plain = makePlainBlock(side + strides, side, strides);
    const ours = await computeOurs('wasm', plain);
    expectEqual(ours, await computeStock(plain));
    expectFiniteDifferences(plain, ours, 40);
  });
});
