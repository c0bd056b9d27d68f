import type { TfliteModel, TfliteTensor } from './tflite-model.ts';

/**
 * A model of int8 with uint8 at both ends: from image bytes to 256ths, as a `.tflite` of 8 bits has them. All between is the same.
 * @throws Error where the ends are not as `addInt8Network` writes them
 */
export function takeBytes(model: TfliteModel): TfliteModel {
  const { tensors, nodes, input, output } = model;
  const [images, probabilities] = [tensors[input], tensors[output]];
  const node = { operation: 'QUANTIZE', version: 1, options: null } as const;
  return {
    ...model,
    tensors: [
      ...tensors,
      addHalf(images, 'images_as_bytes'),
      addHalf(probabilities, 'probabilities_as_bytes'),
    ],
    nodes: [
      { ...node, inputs: [tensors.length], output: input },
      ...nodes,
      { ...node, inputs: [output], output: tensors.length + 1 },
    ],
    input: tensors.length,
    output: tensors.length + 1,
  };
}

/** The same numbers from 0 to 255. */
function addHalf(tensor: TfliteTensor | undefined, name: string): TfliteTensor {
  if (tensor?.type !== 'int8' || tensor.quantization === null || tensor.bytes !== null) {
    throw new Error('it does not take and give int8');
  }
  const { quantization } = tensor;
  return {
    ...tensor,
    name,
    type: 'uint8',
    quantization: { ...quantization, zeroPoint: quantization.zeroPoint + 128 },
  };
}
