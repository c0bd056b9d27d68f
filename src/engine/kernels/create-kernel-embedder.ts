import type { BaseModel, FoldedLayer } from '../../core/embedding/base-model.ts';
import type { Embedder } from '../../core/embedding/embedder.ts';
import type { KernelMemory } from '../../core/shared/compile-kernels.ts';
import { pause } from '../../core/shared/pause.ts';
import type { Kernels } from './load-kernels.ts';

/** What makes the rows that a 1x1 convolution multiplies with its weights, for the places `first` to `end` of its output. */
type MakeRows = (input: number, first: number, end: number, output: number) => void;

/** A convolution over all channels, with the one of single channels before it where there is one. */
interface Step {
  /** Null where the input has such rows already. */
  readonly makeRows: MakeRows | null;
  readonly places: number;
  /** Floats in a row. */
  readonly depth: number;
  readonly weights: number;
  /** Channels of the output. */
  readonly width: number;
}

/** See `convolution.as.ts`. */
const placeBlock = 6;
const channelBlock = 8;
/** The rows of so many bytes are made and multiplied while they are in the cache of a processor. */
const bytesAtOnce = 1 << 17;

/**
 * The base model on hand-written kernels: the same embeddings as TF.js gives, up to rounding, in some half of the time of its
 * wasm backend (`npm run bench`).
 * @param kernels with a memory that nobody else uses
 * @returns null where the network has a layer of another kind than the kernels know
 */
export function createKernelEmbedder(
  { manifest, layers }: BaseModel,
  kernels: Kernels,
  batchSize: number,
): Embedder | null {
  const { inputSize, embeddingSize, inputRange } = manifest;
  const [low, high] = inputRange;
  const imageLength = 3 * inputSize ** 2;
  const memory = createLayout(kernels.memory);
  const shapes = followShapes(layers, inputSize);
  if (shapes === null) return null;

  // Large enough for the rows of a few places more than usual, and for the weights as they are before they are packed.
  const rowsAddress = memory.reserve(
    bytesAtOnce / 4 + 2 * placeBlock * largest(shapes, ({ depth }) => depth),
  );
  const mapLength = Math.max(
    imageLength,
    largest(shapes, ({ outputLength }) => outputLength),
  );
  const maps = [memory.reserve(mapLength), memory.reserve(mapLength)] as const;
  const bytesAddress = memory.reserve(Math.ceil(imageLength / 4) + 2);
  const zerosAddress = memory.reserve(largest(shapes, ({ inputChannels }) => inputChannels));
  const embeddingAddress = memory.reserve(embeddingSize);
  const stagingAddress = memory.reserve(
    largest(shapes, ({ layer }) => layer.kernel.length + layer.bias.length),
  );
  const steps = layOut(shapes, kernels, memory, zerosAddress, stagingAddress);
  const last = steps.at(-1);
  if (last === undefined || last.width !== embeddingSize) return null;

  /** @returns where the last feature map lies */
  const run = (image: Uint8Array): number => {
    if (image.length !== imageLength) {
      throw new RangeError(`an image has ${image.length} bytes instead of ${imageLength}`);
    }
    new Uint8Array(kernels.memory.buffer, bytesAddress, imageLength).set(image);
    let [input, output] = maps;
    kernels.scaleBytes(bytesAddress, imageLength, (high - low) / 255, low, input);
    for (const step of steps) {
      runStep(step, kernels, input, rowsAddress, output);
      [input, output] = [output, input];
    }
    kernels.meanOverPlaces(input, last.places, embeddingSize, embeddingAddress);
    return input;
  };
  const read = (address: number, length: number) => new Float32Array(kernels.memory.buffer, address, length);

  return {
    inputSize,
    embeddingSize,
    batchSize,
    async embed(images) {
      if (images.length === 0 || images.length > batchSize) {
        throw new RangeError(`${images.length} images in a batch of 1 to ${batchSize}`);
      }
      const embeddings = new Float32Array(images.length * embeddingSize);
      for (const [index, image] of images.entries()) {
        // What comes in meanwhile has its turn: to bring a lane up takes a dozen messages.
        if (index > 0) await pause();
        run(image);
        embeddings.set(read(embeddingAddress, embeddingSize), index * embeddingSize);
      }
      return embeddings;
    },
    async embedWithMap(image) {
      const mapAddress = run(image);
      const side = Math.sqrt(last.places);
      const values = read(mapAddress, last.places * embeddingSize).slice();
      const embedding = read(embeddingAddress, embeddingSize).slice();
      return { embedding, map: { rowCount: side, columnCount: side, values } };
    },
    // The memory goes with the last reference to it.
    dispose() {},
  };
}

function runStep(
  { makeRows, places, depth, weights, width }: Step,
  kernels: Kernels,
  input: number,
  rowsAddress: number,
  output: number,
): void {
  if (makeRows === null) {
    kernels.pointwise(input, places, depth, weights, width, output);
    return;
  }
  const usual = Math.max(1, Math.floor(bytesAtOnce / (4 * depth * placeBlock))) * placeBlock;
  for (let first = 0; first < places; ) {
    // Fewer than a block are never left over.
    const end = places - first < usual + placeBlock ? places : first + usual;
    makeRows(input, first, end, rowsAddress);
    kernels.pointwise(rowsAddress, end - first, depth, weights, width, output + 4 * first * width);
    first = end;
  }
}

/** A layer, and the shapes of what goes through it. */
interface LayerShape {
  readonly layer: FoldedLayer;
  readonly inputSide: number;
  readonly outputSide: number;
  /** Rows and columns of zeros before the map, as TF.js pads for `same`. */
  readonly padding: number;
  readonly inputChannels: number;
  readonly outputLength: number;
  /** Floats in a row for `pointwise`. */
  readonly depth: number;
}

/** @returns null where a layer is of another kind than the kernels know */
function followShapes(layers: readonly FoldedLayer[], inputSize: number): readonly LayerShape[] | null {
  const shapes: LayerShape[] = [];
  let inputSide = inputSize;
  for (const layer of layers) {
    const { kind, strides, kernelShape, biasLength } = layer.info;
    const [kernelSide, kernelColumns, inputChannels, multiplier] = kernelShape;
    const isDepthwise = kind === 'depthwiseConv2d';
    const outputSide = Math.ceil(inputSide / strides);
    const seen = kernelSide * kernelColumns * inputChannels;
    const isFollowing = shapes.at(-1)?.layer.info.kind === 'depthwiseConv2d';
    const follows = !isFollowing || (!isDepthwise && kernelSide === 1 && strides === 1);
    const fits = isDepthwise
      ? kernelSide === 3 && multiplier === 1 && inputChannels % 4 === 0
      : biasLength % channelBlock === 0 && outputSide ** 2 >= placeBlock;
    if (kernelSide !== kernelColumns || !follows || !fits) return null;
    shapes.push({
      layer,
      inputSide,
      outputSide,
      padding: Math.floor(Math.max((outputSide - 1) * strides + kernelSide - inputSide, 0) / 2),
      inputChannels,
      outputLength: outputSide ** 2 * biasLength,
      depth: isDepthwise ? inputChannels : seen,
    });
    inputSide = outputSide;
  }
  return shapes.at(-1)?.layer.info.kind === 'conv2d' ? shapes : null;
}

/** Puts all weights into the memory, in the order in which the kernels read them. */
function layOut(
  shapes: readonly LayerShape[],
  kernels: Kernels,
  memory: Layout,
  zeros: number,
  staging: number,
): readonly Step[] {
  const steps: Step[] = [];
  let makeRows: MakeRows | null = null;
  for (const shape of shapes) {
    const { layer, inputSide, outputSide, padding, inputChannels, depth } = shape;
    const { kernel, bias, info } = layer;
    const { strides, kernelShape, biasLength } = info;
    const kernelSide = kernelShape[0];
    if (info.kind === 'depthwiseConv2d') {
      const weights = memory.reserve(10 * inputChannels);
      memory.write(bias, weights);
      memory.write(kernel, weights + 4 * inputChannels);
      makeRows = (input, first, end, output) =>
        kernels.depthwise(
          input,
          inputSide,
          inputChannels,
          strides,
          padding,
          weights,
          zeros,
          outputSide,
          first,
          end,
          output,
        );
      continue;
    }
    const weights = memory.reserve((depth + 1) * biasLength);
    memory.write(kernel, staging);
    memory.write(bias, staging + 4 * kernel.length);
    kernels.packWeights(staging, staging + 4 * kernel.length, depth, biasLength, weights);
    if (kernelSide > 1 || strides > 1) {
      makeRows = (input, first, end, output) =>
        kernels.unfold(
          input,
          inputSide,
          inputChannels,
          kernelSide,
          strides,
          padding,
          outputSide,
          first,
          end,
          output,
        );
    }
    steps.push({ makeRows, places: outputSide ** 2, depth, weights, width: biasLength });
    makeRows = null;
  }
  return steps;
}

function largest(shapes: readonly LayerShape[], measure: (shape: LayerShape) => number): number {
  return Math.max(...shapes.map(measure));
}

/** Gives out places in a memory that is empty before, and only ever grows. */
interface Layout {
  /** @returns where so many floats have room; they are zeros */
  reserve(floatCount: number): number;
  write(values: Float32Array, address: number): void;
}

const pageBytes = 65_536;

function createLayout(memory: KernelMemory): Layout {
  let end = 0;
  return {
    reserve(floatCount) {
      const address = end;
      // Whole cache lines.
      end += Math.ceil((4 * floatCount) / 64) * 64;
      const missing = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
      if (missing > 0) memory.grow(missing);
      return address;
    },
    write: (values, address) => new Float32Array(memory.buffer, address, values.length).set(values),
  };
}
