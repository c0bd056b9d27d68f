import type { TfliteOptions } from './tflite-model.ts';

/** Numbers of `ActivationFunctionType` in schema.fbs. */
const activations = { linear: 0, relu: 1, relu6: 3 } as const;

/** What is done with the result of an operation at once. */
export type FusedActivation = keyof typeof activations;

/** `Conv2DOptions`, with `same` padding, which is what 0 stands for; so are `DepthwiseConv2DOptions` up to the multiplier. */
export function convolutionOptions(strides: number, activation: FusedActivation): TfliteOptions {
  return {
    type: 1,
    fields: [
      { field: 1, type: 'int32', value: strides },
      { field: 2, type: 'int32', value: strides },
      { field: 3, type: 'int8', value: activations[activation] },
    ],
  };
}

/** `DepthwiseConv2DOptions`. */
export function depthwiseOptions(
  strides: number,
  multiplier: number,
  activation: FusedActivation,
): TfliteOptions {
  return {
    type: 2,
    fields: [
      { field: 1, type: 'int32', value: strides },
      { field: 2, type: 'int32', value: strides },
      { field: 3, type: 'int32', value: multiplier },
      { field: 4, type: 'int8', value: activations[activation] },
    ],
  };
}

/** `FullyConnectedOptions`. */
export function denseOptions(activation: FusedActivation): TfliteOptions {
  return { type: 8, fields: [{ field: 0, type: 'int8', value: activations[activation] }] };
}

/** `ReducerOptions`. */
export function meanOptions(keepsAxes: boolean): TfliteOptions {
  return { type: 27, fields: [{ field: 0, type: 'int8', value: keepsAxes ? 1 : 0 }] };
}

/** `SoftmaxOptions`: what the logits are multiplied by is 1. */
export const softmaxOptions: TfliteOptions = {
  type: 9,
  fields: [{ field: 0, type: 'float32', value: 1 }],
};

/** `AddOptions`, `MulOptions` and `SubOptions` without an activation. */
export const plainOptions = {
  ADD: { type: 11, fields: [] },
  MUL: { type: 21, fields: [] },
  SUB: { type: 28, fields: [] },
} as const satisfies Record<string, TfliteOptions>;
