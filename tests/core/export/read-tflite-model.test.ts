import { describe, expect, test } from 'vitest';
import {
  convolutionOptions,
  denseOptions,
  depthwiseOptions,
  meanOptions,
  plainOptions,
  softmaxOptions,
} from '../../../src/core/export/tflite/operation-options.ts';
import { readTfliteModel } from '../../../src/core/export/tflite/read-tflite-model.ts';
import { takeBytes } from '../../../src/core/export/tflite/take-bytes.ts';
import { createTfliteGraph } from '../../../src/core/export/tflite/tflite-graph.ts';
import type { TfliteModel } from '../../../src/core/export/tflite/tflite-model.ts';
import { writeTfliteModel } from '../../../src/core/export/tflite/write-tflite-model.ts';
import { createRandom } from '../../../src/core/shared/random.ts';

/** Every operation that a model of 8 bits has, one after the other, whether or not that makes sense. */
function createModel(): TfliteModel {
  const graph = createTfliteGraph();
  const range = { scales: [0.5], zeroPoint: -7, axis: 0 };
  const addValue = (name: string) => graph.addValue(name, 'int8', [1, 2, 2, 3], range);
  const input = addValue('images');
  const kernel = Int8Array.from({ length: 9 }, (_, i) => i - 4);
  const filter = graph.addConstant('kernel', 'int8', [3, 1, 1, 3], kernel, {
    scales: [0.25, 0.5, 1],
    zeroPoint: 0,
    axis: 3,
  });
  const bias = graph.addConstant('bias', 'int32', [3], Int32Array.of(1, -2, 70_000));
  const operations = [
    ['CONV_2D', convolutionOptions(2, 'relu6')],
    ['DEPTHWISE_CONV_2D', depthwiseOptions(1, 3, 'linear')],
    ['MEAN', meanOptions(true)],
    ['SUB', plainOptions.SUB],
    ['SQUARED_DIFFERENCE', null],
    ['RSQRT', null],
    ['MUL', plainOptions.MUL],
    ['ADD', plainOptions.ADD],
    ['FULLY_CONNECTED', denseOptions('relu')],
    ['SOFTMAX', softmaxOptions],
  ] as const;
  const output = operations.reduce(
    (before, [operation, options]) =>
      graph.addNode(operation, [before, filter, bias], addValue(operation), options),
    input,
  );
  const { tensors, nodes } = graph;
  return { name: 'a', description: 'b', tensors, nodes, input, output, metadata: {} };
}

test('reads what is written', () => {
  const model = createModel();
  const read = readTfliteModel(writeTfliteModel({ ...model, metadata: { other: Uint8Array.of(1) } }));
  expect(read).toEqual(model);
});

test('gives a model bytes at its ends, and leaves all between', () => {
  const model = createModel();
  const { tensors, nodes, input, output } = takeBytes(model);
  expect(tensors.slice(0, -2)).toEqual(model.tensors);
  expect(nodes.slice(1, -1)).toEqual(model.nodes);
  const quantization = { scales: [0.5], zeroPoint: 121, axis: 0 };
  expect(tensors[input]).toMatchObject({ type: 'uint8', shape: [1, 2, 2, 3], quantization });
  expect(nodes[0]).toMatchObject({ operation: 'QUANTIZE', inputs: [input], output: model.input });
  expect(nodes.at(-1)).toMatchObject({ operation: 'QUANTIZE', inputs: [model.output], output });
  expect(() => takeBytes(takeBytes(model))).toThrow('int8');
});

describe('refuses', () => {
  const spoil = (change: Partial<TfliteModel>) => () => writeTfliteModel({ ...createModel(), ...change });
  const { tensors, nodes } = createModel();
  const [first, ...rest] = tensors as [TfliteModel['tensors'][number]];
  const [node] = nodes as [TfliteModel['nodes'][number]];
  test.each<readonly [string, () => Uint8Array<ArrayBuffer>, string]>([
    ['nothing', () => new Uint8Array(), 'no model'],
    ['another file', () => new TextEncoder().encode('hello, this is another file'), 'no model'],
    ['a tensor of a huge size', spoil({ tensors: [{ ...first, shape: [1, 1e6, 1e6, 3] }, ...rest] }), 'odd'],
    ['a tensor of no size', spoil({ tensors: [{ ...first, shape: [0] }, ...rest] }), 'odd'],
    [
      'too few numbers',
      spoil({ tensors: [{ ...first, bytes: new Uint8Array(3) }, ...rest] }),
      '3 bytes for 12',
    ],
    [
      'scales that are none',
      spoil({
        tensors: [{ ...first, quantization: { scales: [Number.NaN], zeroPoint: 0, axis: 0 } }, ...rest],
      }),
      'no number',
    ],
    ['an operation on nothing', spoil({ nodes: [{ ...node, inputs: [99] }] }), 'what is not there'],
    ['an operation that gives nothing', spoil({ nodes: [{ ...node, output: 99 }] }), 'one output'],
    ['an input that is none', spoil({ input: 99 }), 'one input'],
  ])('%s', (_, make, words) => {
    expect(() => readTfliteModel(make())).toThrow(words);
  });

  test('or reads whatever bytes are changed, and never loses its way', () => {
    const random = createRandom(1);
    const whole = writeTfliteModel(createModel());
    let refusedCount = 0;
    for (let round = 0; round < 5000; round++) {
      const changed = whole.slice();
      for (let i = 0; i < 3; i++)
        changed[Math.floor(random.next() * whole.length)] = Math.floor(random.next() * 256);
      try {
        readTfliteModel(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        refusedCount++;
      }
    }
    expect(refusedCount).toBeGreaterThan(500);
  });
});
