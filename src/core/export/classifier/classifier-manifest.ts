import type { FoldedLayerInfo } from '../../embedding/base-model.ts';
import type { DenseLayer } from '../../training/head.ts';
import type { ModelMetadata } from '../model-metadata.ts';

/** Where numbers lie in the weights, little-endian. */
export interface StoredNumbers {
  /** `float16` where that loses nothing. */
  readonly dtype: 'float16' | 'float32';
  /** A multiple of four. */
  readonly offsetBytes: number;
  readonly length: number;
}

/** One convolution of the folded base model, each followed by ReLU6; padding is always `same`. */
export interface StoredConvolution
  extends Pick<FoldedLayerInfo, 'name' | 'kind' | 'strides' | 'kernelShape'> {
  readonly kernel: StoredNumbers;
  readonly bias: StoredNumbers;
}

/** One dense layer of the head. */
export interface StoredDense extends Pick<DenseLayer, 'inputSize' | 'outputSize' | 'activation'> {
  readonly kernel: StoredNumbers;
  readonly bias: StoredNumbers;
}

/**
 * A whole classifier for Graft's own runtime, which the offline page and the web component carry: this text, and the weights beside
 * it. From pixels: scale, convolutions, mean over the map, standardize, dense layers, softmax.
 */
export interface ClassifierManifest {
  readonly format: 'graft-classifier';
  readonly version: 1;
  readonly metadata: ModelMetadata;
  readonly base: {
    readonly name: string;
    readonly source: string;
    readonly licence: string;
    readonly layers: readonly StoredConvolution[];
  };
  readonly head: readonly StoredDense[];
  readonly weights: { readonly file: string; readonly sizeBytes: number };
}
