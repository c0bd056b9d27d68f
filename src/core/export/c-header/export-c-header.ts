import { strToU8 } from 'fflate';
import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { checkDescription } from '../check-description.ts';
import type { ExportedFile } from '../exported-file.ts';
import type { ModelDescription } from '../model-description.ts';
import { createModelMetadata } from '../model-metadata.ts';
import { nameModelFile } from '../name-model-file.ts';
import { addInt8Network } from '../tflite/add-int8-network.ts';
import type { QuantizedNetwork } from '../tflite/quantize-network.ts';
import { createTfliteGraph } from '../tflite/tflite-graph.ts';
import type { tfliteOperations } from '../tflite/tflite-model.ts';
import { writeTfliteModel } from '../tflite/write-tflite-model.ts';
import { writeBytes, writeComment, writeString } from './write-c.ts';

/**
 * The model in whole numbers of 8 bits as a header for C and C++: the bytes of a TFLite file for a microcontroller's memory, the
 * labels, and what goes in and comes out.
 * @param network base model and head, rounded by what they do on images
 * @throws RangeError where base, head and description do not belong together
 */
export function exportCHeader(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
  network: QuantizedNetwork,
): ExportedFile {
  checkDescription(base, description);
  // It refuses what does not belong together; the header itself says less.
  createModelMetadata('full', head, description);
  const { labels } = description;
  const { noneThreshold } = description.calibration;
  const { inputSize } = base.manifest;
  const graph = createTfliteGraph();
  const ends = addInt8Network(graph, inputSize, head, network, 'int8');
  const model = writeTfliteModel({
    name: 'graft_model',
    description: 'An image classifier made with Graft.',
    tensors: graph.tensors,
    nodes: graph.nodes,
    ...ends,
    metadata: {},
  });
  const operations = [...new Set(graph.nodes.map(({ operation }) => operation))];
  const input = network.layers[0]?.input ?? { scale: 1, zeroPoint: 0 };
  const text = [
    writeComment([
      `An image classifier made with Graft ${description.graftVersion} on ${description.createdAt}.`,
      'A model of TensorFlow Lite in whole numbers of 8 bits, through and through.',
      '',
      `In: one image of ${inputSize} x ${inputSize} pixels as int8, row by row, red, green, blue; each number is the byte less 128.`,
      'It is the square in the middle of the upright picture, resized; nothing else is done to it.',
      'Out: for each label an int8; its probability is (number + 128) / 256.',
      '',
      'With TensorFlow Lite for Microcontrollers:',
      '',
      '  #include "tensorflow/lite/micro/micro_interpreter.h"',
      '  #include "tensorflow/lite/micro/micro_mutable_op_resolver.h"',
      '',
      '  const tflite::Model* model = tflite::GetModel(graft_model);',
      `  tflite::MicroMutableOpResolver<${operations.length}> resolver;`,
      ...operations.map((operation) => `  resolver.${registrations[operation]}();`),
      '  tflite::MicroInterpreter interpreter(model, resolver, arena, arena_size);',
      '  interpreter.AllocateTensors();',
      '  int8_t* pixels = interpreter.input(0)->data.int8;',
      '  for (int i = 0; i < GRAFT_INPUT_SIZE * GRAFT_INPUT_SIZE * 3; i++) pixels[i] = (int8_t)(rgb[i] - 128);',
      '  interpreter.Invoke();',
      '  const int8_t* scores = interpreter.output(0)->data.int8;',
      '',
      `The arena holds the numbers between the layers: about ${Math.ceil(largestStep(graph.tensors) / 1024)} KiB and some more. The model itself stays where the`,
      'compiler puts constants, which is flash memory on most boards.',
    ]),
    '#ifndef GRAFT_MODEL_H',
    '#define GRAFT_MODEL_H',
    '',
    '#ifndef __cplusplus',
    '#include <stdalign.h>',
    '#endif',
    '',
    `#define GRAFT_INPUT_SIZE ${inputSize}`,
    `#define GRAFT_LABEL_COUNT ${labels.length}`,
    `#define GRAFT_MODEL_LENGTH ${model.length}`,
    '',
    '/* value = scale * (number - zero point): the input in the range of the model, the output from 0 to 1. */',
    `#define GRAFT_INPUT_SCALE ${writeFloat(input.scale)}`,
    `#define GRAFT_INPUT_ZERO_POINT (${input.zeroPoint})`,
    `#define GRAFT_OUTPUT_SCALE ${writeFloat(1 / 256)}`,
    '#define GRAFT_OUTPUT_ZERO_POINT (-128)',
    '',
    ...(noneThreshold === null
      ? []
      : [
          '/* A picture whose highest probability is below this is none of the labels. */',
          `#define GRAFT_NONE_THRESHOLD ${writeFloat(noneThreshold)}`,
          '',
        ]),
    '/* UTF-8, in the order of the output. */',
    'static const char *const graft_labels[GRAFT_LABEL_COUNT] = {',
    ...labels.map((label) => `  ${writeString(label)},`),
    '};',
    '',
    'alignas(16) static const unsigned char graft_model[GRAFT_MODEL_LENGTH] = {',
    writeBytes(model),
    '};',
    '',
    '#endif',
    '',
  ].join('\n');
  return {
    fileName: nameModelFile({ format: 'c-header' }, labels),
    mediaType: 'text/x-c',
    bytes: strToU8(text),
  };
}

/** What the resolver of microcontrollers calls the operations. */
const registrations: Readonly<Record<keyof typeof tfliteOperations, string>> = {
  ADD: 'AddAdd',
  CONV_2D: 'AddConv2D',
  DEPTHWISE_CONV_2D: 'AddDepthwiseConv2D',
  DEQUANTIZE: 'AddDequantize',
  FULLY_CONNECTED: 'AddFullyConnected',
  MUL: 'AddMul',
  SOFTMAX: 'AddSoftmax',
  MEAN: 'AddMean',
  SUB: 'AddSub',
  RSQRT: 'AddRsqrt',
  SQUARED_DIFFERENCE: 'AddSquaredDifference',
  QUANTIZE: 'AddQuantize',
};

/** Bytes of the largest two tensors that follow each other: an operation's input and output are in memory at once. */
function largestStep(
  tensors: readonly { readonly bytes: Uint8Array | null; readonly shape: readonly number[] }[],
): number {
  const sizes = tensors
    .filter(({ bytes }) => bytes === null)
    .map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  return sizes.reduce((most, size, i) => Math.max(most, size + (sizes[i + 1] ?? 0)), 0);
}

function writeFloat(value: number): string {
  return `${value.toPrecision(9)}f`;
}
