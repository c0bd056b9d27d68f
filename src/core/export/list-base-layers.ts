import type { BaseModel, FoldedLayer } from '../embedding/base-model.ts';
import type { SequentialLayer } from './write-layers-model.ts';

/** The folded base model from pixels to embedding: convolutions, each with its ReLU6, then the mean over the map. */
export function listBaseLayers(base: BaseModel): readonly SequentialLayer[] {
  return [
    ...base.layers.flatMap((layer): SequentialLayer[] => [
      describeConvolution(layer),
      { className: 'ReLU', name: `${layer.info.name}_relu`, config: { max_value: 6 }, weights: [] },
    ]),
    {
      className: 'GlobalAveragePooling2D',
      name: 'embedding',
      config: { data_format: 'channels_last' },
      weights: [],
    },
  ];
}

function describeConvolution({ info, kernel, bias }: FoldedLayer): SequentialLayer {
  const [height, width, , lastSize] = info.kernelShape;
  const depthwise = info.kind === 'depthwiseConv2d';
  return {
    className: depthwise ? 'DepthwiseConv2D' : 'Conv2D',
    name: info.name,
    config: {
      ...(depthwise ? { depth_multiplier: lastSize } : { filters: lastSize }),
      kernel_size: [height, width],
      strides: [info.strides, info.strides],
      padding: 'same',
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      activation: 'linear',
      use_bias: true,
    },
    weights: [
      { name: depthwise ? 'depthwise_kernel' : 'kernel', shape: info.kernelShape, values: kernel },
      { name: 'bias', shape: [info.biasLength], values: bias },
    ],
  };
}
