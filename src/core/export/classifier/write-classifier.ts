import type { BaseModel } from '../../embedding/base-model.ts';
import { decodeFloat16Array, encodeFloat16 } from '../../shared/float16.ts';
import type { Head } from '../../training/head.ts';
import type { ModelDescription } from '../model-description.ts';
import { createModelMetadata } from '../model-metadata.ts';
import type { ClassifierManifest, StoredNumbers } from './classifier-manifest.ts';

/** A classifier as it lies in files. */
export interface ClassifierFiles {
  readonly manifest: ClassifierManifest;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/**
 * Base model and head for Graft's own runtime. Nothing is rounded: numbers are stored in half precision where that is what they are, as
 * those of the built-in base, and as float32 where not, as those of the head and of blocks that were trained with it.
 * @throws RangeError where base, head and description do not belong together
 */
export function writeClassifier(base: BaseModel, head: Head, description: ModelDescription): ClassifierFiles {
  const { id, inputSize, name, source, licence } = base.manifest;
  if (description.baseModel.id !== id || description.baseModel.inputSize !== inputSize) {
    throw new RangeError(`the description speaks of ${description.baseModel.id}, the base model is ${id}`);
  }
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  const store = (values: Float32Array): StoredNumbers => {
    const halves = toHalves(values);
    const { buffer, byteOffset, byteLength } = halves ?? values;
    parts.push(new Uint8Array(buffer, byteOffset, byteLength));
    const offsetBytes = sizeBytes;
    // The next numbers may be float32, which must stand at a multiple of four.
    sizeBytes += Math.ceil(byteLength / 4) * 4;
    return { dtype: halves === null ? 'float32' : 'float16', offsetBytes, length: values.length };
  };
  const layers = base.layers.map(({ info, kernel, bias }) => ({
    name: info.name,
    kind: info.kind,
    strides: info.strides,
    kernelShape: info.kernelShape,
    kernel: store(kernel),
    bias: store(bias),
  }));
  const dense = head.layers.map(({ inputSize, outputSize, activation, kernel, bias }) => ({
    inputSize,
    outputSize,
    activation,
    kernel: store(kernel),
    bias: store(bias),
  }));
  const weights = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const part of parts) {
    weights.set(part, offset);
    offset += Math.ceil(part.length / 4) * 4;
  }
  return {
    manifest: {
      format: 'graft-classifier',
      version: 1,
      metadata: createModelMetadata('full', head, description),
      base: { name, source, licence, layers },
      head: dense,
      weights: { file: 'weights.bin', sizeBytes },
    },
    weights,
  };
}

/** @returns null where a number would be rounded */
function toHalves(values: Float32Array): Uint16Array | null {
  const halves = Uint16Array.from(values, encodeFloat16);
  return decodeFloat16Array(halves).every((value, index) => value === values[index]) ? halves : null;
}
