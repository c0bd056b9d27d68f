import type { BaseModelFailure } from '../shared/failure.ts';
import { decodeFloat16Array } from '../shared/float16.ts';

/** One convolution of the folded network: kernel, bias, ReLU6. Padding is always `same`. */
export interface FoldedLayerInfo {
  readonly name: string;
  readonly kind: 'conv2d' | 'depthwiseConv2d';
  readonly strides: 1 | 2;
  /** [height, width, inputChannels, outputChannels]; for a depthwise layer the last is 1. */
  readonly kernelShape: readonly [number, number, number, number];
  /** Where the float16 kernel starts in the weights file, in bytes; always even. */
  readonly kernelOffsetBytes: number;
  /** Where the float32 bias starts in the weights file, in bytes; always a multiple of four. */
  readonly biasOffsetBytes: number;
  readonly biasLength: number;
}

/** What `model.json` of a prepared base model says. Written by the build, checked when it is read. */
export interface BaseModelManifest {
  readonly format: 'graft-base-model';
  readonly version: 1;
  readonly id: string;
  readonly name: string;
  /** Side of the square input image, in pixels. */
  readonly inputSize: number;
  /** The smaller sizes that the same weights work at, each with its own right answer. */
  readonly otherSizes: readonly SizeAnswer[];
  /** What pixel values 0 and 255 become before the first layer. */
  readonly inputRange: readonly [number, number];
  readonly embeddingSize: number;
  readonly layers: readonly FoldedLayerInfo[];
  readonly weights: { readonly file: string; readonly sizeBytes: number; readonly sha256: string };
  /** The embedding of the parity image, computed by the original, unfolded float32 network. */
  readonly parityEmbedding: readonly number[];
  readonly imagenetHead: {
    readonly file: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly classesFile: string;
    readonly classCount: number;
  };
  readonly source: string;
  readonly licence: string;
}

/** The embedding of the parity image of another size, computed by the original network. */
export interface SizeAnswer {
  readonly inputSize: number;
  readonly parityEmbedding: readonly number[];
}

/** One convolution with its numbers: kernel flat in the order of `info.kernelShape`, one bias per output channel. */
export interface FoldedLayer {
  readonly info: FoldedLayerInfo;
  readonly kernel: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
}

/** The frozen network from pixels to embedding, as plain numbers. */
export interface BaseModel {
  readonly manifest: BaseModelManifest;
  readonly layers: readonly FoldedLayer[];
}

/**
 * Puts a manifest and the bytes of its weights file together.
 * @returns the base model, or a `base-model-unfit` failure that names the first thing that does not fit
 */
export function parseBaseModel(manifest: unknown, weights: ArrayBuffer): BaseModel | BaseModelFailure {
  const problem = findManifestProblem(manifest);
  if (problem !== null) return { kind: 'base-model-unfit', detail: problem };
  const checked = manifest as BaseModelManifest;
  if (weights.byteLength !== checked.weights.sizeBytes) {
    return {
      kind: 'base-model-unfit',
      detail: `the weights have ${weights.byteLength} bytes, ${checked.weights.sizeBytes} were expected`,
    };
  }
  const layers: FoldedLayer[] = [];
  let channels = 3;
  for (const info of checked.layers) {
    const [height, width, inputChannels, multiplier] = info.kernelShape;
    const outputChannels = info.kind === 'depthwiseConv2d' ? inputChannels * multiplier : multiplier;
    if (inputChannels !== channels || info.biasLength !== outputChannels) {
      return { kind: 'base-model-unfit', detail: `layer ${info.name} does not follow the one before it` };
    }
    const kernelLength = height * width * inputChannels * multiplier;
    const kernelEnd = info.kernelOffsetBytes + 2 * kernelLength;
    const biasEnd = info.biasOffsetBytes + 4 * info.biasLength;
    if (kernelEnd > weights.byteLength || biasEnd > weights.byteLength) {
      return { kind: 'base-model-unfit', detail: `layer ${info.name} reaches past the end of the weights` };
    }
    layers.push({
      info,
      kernel: decodeFloat16Array(new Uint16Array(weights, info.kernelOffsetBytes, kernelLength)),
      bias: new Float32Array(weights.slice(info.biasOffsetBytes, biasEnd)),
    });
    channels = outputChannels;
  }
  if (channels !== checked.embeddingSize) {
    return {
      kind: 'base-model-unfit',
      detail: `the last layer has ${channels} channels, the embedding should have ${checked.embeddingSize}`,
    };
  }
  // A browser may still have the file from before other sizes were listed.
  return { manifest: { ...checked, otherSizes: checked.otherSizes ?? [] }, layers };
}

function findManifestProblem(manifest: unknown): string | null {
  if (typeof manifest !== 'object' || manifest === null) return 'its model.json is not an object';
  const m = manifest as Partial<BaseModelManifest>;
  if (m.format !== 'graft-base-model') return 'its model.json is not a prepared base model';
  if (m.version !== 1) return `its version is ${String(m.version)}, this studio reads version 1`;
  if (!isSize(m.inputSize) || !isSize(m.embeddingSize)) return 'its input or embedding size is missing';
  if (!Array.isArray(m.inputRange) || m.inputRange.length !== 2 || !m.inputRange.every(Number.isFinite)) {
    return 'its input range is missing';
  }
  if (!Array.isArray(m.layers) || m.layers.length === 0 || !m.layers.every(isLayerInfo)) {
    return 'its list of layers is missing or malformed';
  }
  if (typeof m.weights?.sizeBytes !== 'number') return 'it does not say how large its weights are';
  if (!Array.isArray(m.parityEmbedding) || m.parityEmbedding.length !== m.embeddingSize) {
    return 'its stored parity answer does not have the size of the embedding';
  }
  const { otherSizes = [], embeddingSize } = m;
  const isAnswer = (answer: Partial<SizeAnswer> | null) =>
    isSize(answer?.inputSize) &&
    Array.isArray(answer?.parityEmbedding) &&
    answer.parityEmbedding.length === embeddingSize;
  if (!Array.isArray(otherSizes) || !otherSizes.every(isAnswer)) {
    return 'its list of other input sizes is malformed';
  }
  return null;
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 16384;
}

function isLayerInfo(value: unknown): value is FoldedLayerInfo {
  if (typeof value !== 'object' || value === null) return false;
  const info = value as Partial<FoldedLayerInfo>;
  return (
    typeof info.name === 'string' &&
    (info.kind === 'conv2d' || info.kind === 'depthwiseConv2d') &&
    (info.strides === 1 || info.strides === 2) &&
    Array.isArray(info.kernelShape) &&
    info.kernelShape.length === 4 &&
    info.kernelShape.every(isSize) &&
    isAlignedOffset(info.kernelOffsetBytes, 2) &&
    isAlignedOffset(info.biasOffsetBytes, 4) &&
    isSize(info.biasLength)
  );
}

function isAlignedOffset(value: unknown, alignment: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) % alignment === 0;
}
