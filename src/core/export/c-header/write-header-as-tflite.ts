import { readTfliteModel } from '../tflite/read-tflite-model.ts';
import { takeBytes } from '../tflite/take-bytes.ts';
import type { TfliteTensor } from '../tflite/tflite-model.ts';
import { writeTfliteModel } from '../tflite/write-tflite-model.ts';
import { type ReadCHeader, readCHeader } from './read-c-header.ts';

/** A C header as what LiteRT runs. */
export interface HeaderAsTflite extends Omit<ReadCHeader, 'model'> {
  /** What the bytes 0 and 255 stand for. */
  readonly inputRange: readonly [number, number];
  /** A TFLite file from image bytes [1, inputSize, inputSize, 3] to 256ths [1, label count]; nothing lies behind it. */
  readonly model: Uint8Array<ArrayBuffer>;
}

/**
 * Turns a C header that Graft has written into the TFLite model of 8 bits that is written from the same network.
 * @returns null where Graft has not written it
 * @throws Error that says what is wrong with one that Graft has written, where it does not hold a whole model
 */
export function writeHeaderAsTflite(bytes: Uint8Array): HeaderAsTflite | null {
  const header = readCHeader(bytes);
  if (header === null) return null;
  const { labels, inputSize } = header;
  const model = takeBytes(readTfliteModel(header.model));
  const [images, probabilities] = [model.tensors[model.input], model.tensors[model.output]];
  if (!isOfShape(images, [1, inputSize, inputSize, 3]) || !isOfShape(probabilities, [1, labels.length])) {
    throw new Error('its model takes or gives something else than it says');
  }
  return {
    ...header,
    inputRange: [readValue(images, 0), readValue(images, 255)],
    model: writeTfliteModel(model),
  };
}

function isOfShape(tensor: TfliteTensor | undefined, shape: readonly number[]): tensor is TfliteTensor {
  return tensor?.shape.join() === shape.join();
}

function readValue({ quantization }: TfliteTensor, byte: number): number {
  return (quantization?.scales[0] ?? 1) * (byte - (quantization?.zeroPoint ?? 0));
}
