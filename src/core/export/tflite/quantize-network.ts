import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { correctBiases } from './correct-biases.ts';
import type { HeadRanges } from './measure-head-ranges.ts';
import { measureRanges } from './measure-ranges.ts';
import { type QuantizedLayer, quantizeLayer } from './quantize-layer.ts';
import { type Int8Range, quantizeRange } from './quantize-numbers.ts';

/** What a network in whole numbers is made of, beside the head, which is rounded as it is written. */
export interface QuantizedNetwork {
  readonly layers: readonly QuantizedLayer[];
  readonly head: HeadRanges;
}

/** Taken evenly from those given; more would hardly move a range or a bias any more, but the maps of many fill the memory. */
const imagesForRanges = 48;
const imagesForBiases = 8;

/**
 * Rounds a network to whole numbers of 8 bits, by what it does on images. Works on the current backend of TF.js.
 * @param images RGB bytes of the squares that the model sees, at least one
 */
export async function quantizeNetwork(
  base: BaseModel,
  head: Head,
  images: readonly Uint8Array[],
): Promise<QuantizedNetwork> {
  if (images.length === 0) throw new RangeError('no images to find the ranges of the numbers by');
  const ranges = await measureRanges(base, head, takeEvenly(images, imagesForRanges));
  let input = readByteRange(base.manifest.inputRange);
  const layers = base.layers.map((layer, index) => {
    const output = quantizeRange({ lowest: 0, highest: ranges.layers[index] as number });
    const quantized = quantizeLayer(layer, input, output);
    input = output;
    return quantized;
  });
  const corrected = await correctBiases(base, layers, takeEvenly(images, imagesForBiases));
  return { layers: corrected, head: ranges.head };
}

function takeEvenly<Item>(items: readonly Item[], count: number): readonly Item[] {
  const taken = Math.min(count, items.length);
  return Array.from({ length: taken }, (_, i) => items[Math.floor((i * items.length) / taken)] as Item);
}

/**
 * What the bytes of images stand for, 128 less. Their zero point is no whole number (127.5 for a range from -1 to 1), so that
 * it is rounded, and what that moves goes into the first biases with the rest.
 */
function readByteRange([lowest, highest]: readonly [number, number]): Int8Range {
  const scale = Math.fround((highest - lowest) / 255);
  return { scale, zeroPoint: Math.max(0, Math.min(255, Math.floor(-lowest / scale))) - 128 };
}
