/** One convolution after training; kernel and bias in the order of the layer that it replaces. */
export interface TunedLayer {
  readonly kernel: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
}

/** The last layers of a base model as training has changed them, in order: two of each block. */
export type TunedLayers = readonly TunedLayer[];
