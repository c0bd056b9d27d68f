import { dispose, mean, type Tensor2D, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { FeatureMap } from './feature-map.ts';

/** Turns pixels into embeddings. Owns the weights on the backend until it is disposed. */
export interface Embedder {
  readonly inputSize: number;
  readonly embeddingSize: number;
  /** The largest number of images in one forward pass. */
  readonly batchSize: number;
  /**
   * @param images 1 to `batchSize` images, each RGB bytes row by row, `inputSize * inputSize * 3` long
   * @returns one embedding per image, in order, one after the other: images.length * embeddingSize
   */
  embed(images: readonly Uint8Array[]): Promise<Float32Array>;
  /**
   * One image, with what its embedding is the mean of.
   * @returns a map of null where the network gives none
   */
  embedWithMap(
    image: Uint8Array,
  ): Promise<{ readonly embedding: Float32Array<ArrayBuffer>; readonly map: FeatureMap | null }>;
  dispose(): void;
}

/** A frozen network whose weights lie on the current backend. */
export interface FrozenNetwork {
  readonly inputSize: number;
  readonly embeddingSize: number;
  /** What pixel values 0 and 255 become before the first layer. */
  readonly inputRange: readonly [number, number];
  /**
   * [batch, inputSize, inputSize, 3] in the input range -> embeddings [batch, embeddingSize], or a feature map
   * [batch, rows, columns, embeddingSize], whose mean over the places is the embedding. Runs inside a tidy.
   */
  forward(input: Tensor4D): Tensor2D | Tensor4D;
  dispose(): void;
}

/** How many images go through the network at once. */
export interface BatchPlan {
  readonly batchSize: number;
  /**
   * `fixed-sizes`: a pass takes 1 or `batchSize` images and the rest of it is padded, because GPU backends compile
   * their programs anew for every other size. `none`: a pass is as long as its images are many.
   */
  readonly padding: 'fixed-sizes' | 'none';
}

/** Feeds a network batch by batch. */
export function createEmbedder(network: FrozenNetwork, { batchSize, padding }: BatchPlan): Embedder {
  const { inputSize, embeddingSize, inputRange } = network;
  return {
    inputSize,
    embeddingSize,
    batchSize,
    async embed(images) {
      if (images.length === 0 || images.length > batchSize) {
        throw new RangeError(`${images.length} images in a batch of 1 to ${batchSize}`);
      }
      const passSize = padding === 'none' || images.length === 1 ? images.length : batchSize;
      const pixels = scalePixels(images, inputSize, passSize, inputRange);
      const output = tidy(() => pool(network.forward(tensor4d(pixels, [passSize, inputSize, inputSize, 3]))));
      try {
        const values = (await output.data()) as Float32Array;
        return values.slice(0, images.length * embeddingSize);
      } finally {
        output.dispose();
      }
    },
    async embedWithMap(image) {
      const pixels = scalePixels([image], inputSize, 1, inputRange);
      const [output, pooled] = tidy(() => {
        const output = network.forward(tensor4d(pixels, [1, inputSize, inputSize, 3]));
        return [output, pool(output)] as const;
      });
      try {
        const embedding = Float32Array.from(await pooled.data());
        if (output.rank !== 4) return { embedding, map: null };
        const [, rowCount = 0, columnCount = 0] = output.shape;
        return { embedding, map: { rowCount, columnCount, values: Float32Array.from(await output.data()) } };
      } finally {
        dispose([output, pooled]);
      }
    },
    dispose() {
      network.dispose();
    },
  };
}

/** The mean over all places of a feature map; embeddings stay as they are. */
function pool(output: Tensor2D | Tensor4D): Tensor2D {
  return output.rank === 4 ? mean(output, [1, 2]) : (output as Tensor2D);
}

/**
 * Pixel bytes 0..255 mapped linearly onto `inputRange`; unused places of the pass stay 0.
 * @returns [passSize, inputSize, inputSize, 3], flat
 */
export function scalePixels(
  images: readonly Uint8Array[],
  inputSize: number,
  passSize: number,
  inputRange: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const imageLength = inputSize * inputSize * 3;
  const scaled = new Float32Array(passSize * imageLength);
  // A table of the 256 possible values is several times faster than the arithmetic.
  const scale = (inputRange[1] - inputRange[0]) / 255;
  const scaledBytes = Float32Array.from({ length: 256 }, (_, byte) => byte * scale + inputRange[0]);
  images.forEach((image, imageIndex) => {
    if (image.length !== imageLength) {
      throw new RangeError(`an image has ${image.length} bytes instead of ${imageLength}`);
    }
    const offset = imageIndex * imageLength;
    for (let i = 0; i < imageLength; i++) scaled[offset + i] = scaledBytes[image[i] as number] as number;
  });
  return scaled;
}
