/**
 * A kernel with its output channels first, as TFLite has those of convolutions and dense layers.
 * @param kernel [..., input channel, output channel], as TensorFlow has it
 * @returns [output channel, ..., input channel]
 */
export function putOutputsFirst<Numbers extends Float32Array<ArrayBuffer> | Int8Array<ArrayBuffer>>(
  kernel: Numbers,
  outputChannels: number,
): Numbers {
  const moved = kernel.slice() as Numbers;
  const inputCount = kernel.length / outputChannels;
  let from = 0;
  for (let input = 0; input < inputCount; input++) {
    for (let output = 0; output < outputChannels; output++) {
      moved[output * inputCount + input] = kernel[from++] as number;
    }
  }
  return moved;
}
