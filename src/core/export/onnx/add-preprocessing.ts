import type { OnnxGraph } from './onnx-graph.ts';
import { onnxTypes } from './onnx-model.ts';

/**
 * Adds what stands between a picture and the base model: the square in the middle is cut out (as `centreCrop` does, half a
 * pixel to the upper left where it cannot be exactly in the middle), resized linearly, where it gets smaller as a mean over all
 * pixels that fall together (`antialias`), and scaled. A picture of inputSize x inputSize goes through untouched but for the scaling.
 * @param image name of RGB bytes [batch, height, width, 3]
 * @param inputRange what bytes 0 and 255 become
 * @returns name of [batch, 3, inputSize, inputSize] in the input range
 */
export function addPreprocessing(
  graph: OnnxGraph,
  image: string,
  inputSize: number,
  [lowest, highest]: readonly [number, number],
): string {
  const rows = graph.addIntegers('height_and_width', [1, 2]);
  const sizes = graph.add('sizes', 'Gather', [graph.add('shape', 'Shape', [image]), rows]);
  const side = graph.add('side', 'ReduceMin', [sizes]);
  const margins = graph.add('margins', 'Sub', [sizes, side]);
  const start = graph.add('start', 'Div', [margins, graph.addIntegers('two', [2])]);
  const end = graph.add('end', 'Add', [start, side]);
  const square = graph.add('square', 'Slice', [image, start, end, rows]);

  const numbers = graph.add('square_as_numbers', 'Cast', [square], { to: { int: onnxTypes.float32 } });
  const channelsFirst = graph.add('channels_first', 'Transpose', [numbers], { perm: { ints: [0, 3, 1, 2] } });
  const resized = graph.add(
    'resized',
    'Resize',
    // No region of interest and no factors: the sizes say it.
    [channelsFirst, '', '', graph.addIntegers('input_size', [inputSize, inputSize])],
    {
      axes: { ints: [2, 3] },
      mode: { text: 'linear' },
      antialias: { int: 1 },
      coordinate_transformation_mode: { text: 'half_pixel' },
    },
  );
  const multiplied = graph.add('multiplied', 'Mul', [
    resized,
    graph.addFloats('multiply', [], [(highest - lowest) / 255]),
  ]);
  return graph.add('scaled', 'Add', [multiplied, graph.addFloats('add', [], [lowest])]);
}
