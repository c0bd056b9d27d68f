import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { importCore } from '../project.mjs';
import { foldNetwork, readNetwork } from './fold-network.mjs';
import { sha256 } from './make-folder.mjs';

const require = createRequire(import.meta.url);
const imagenetLayer = 'conv_preds';

/**
 * The base model: MobileNet V1 1.0 224 from its npm package, batch normalization folded, cut at the embedding, float16,
 * hashed; its 1000-class ImageNet head as a separate file.
 * @returns {Promise<Record<string, string | Uint8Array>>} contents by file name
 */
export async function createBaseModelFiles() {
  const sourceFolder = path.join(
    path.dirname(require.resolve('mobilenet-v1-imagenet/package.json')),
    'mobilenet',
  );
  const network = await readNetwork(sourceFolder);
  const folded = foldNetwork(network);
  const { encodeFloat16 } = await importCore('shared/float16.ts');

  const { bytes, layers } = layOutWeights(folded, encodeFloat16);
  const imagenetHead = await readImagenetHead(network);
  const { inputSizes, usualInputSize } = await importCore('embedding/input-sizes.ts');
  const answers = await computeParityEmbeddings(sourceFolder, inputSizes);
  const manifest = {
    format: 'graft-base-model',
    version: 1,
    id: 'mobilenet-v1-1.0-224',
    name: 'MobileNet V1 1.0',
    inputSize: usualInputSize,
    inputRange: [-1, 1],
    embeddingSize: folded.at(-1).bias.length,
    layers,
    weights: { file: 'weights.bin', sizeBytes: bytes.length, sha256: sha256(bytes) },
    parityEmbedding: answers.get(usualInputSize),
    otherSizes: [...answers]
      .filter(([inputSize]) => inputSize !== usualInputSize)
      .map(([inputSize, parityEmbedding]) => ({ inputSize, parityEmbedding })),
    imagenetHead: {
      file: 'imagenet-head.bin',
      sizeBytes: imagenetHead.bytes.length,
      sha256: sha256(imagenetHead.bytes),
      classesFile: 'imagenet-classes.json',
      classCount: imagenetHead.classNames.length,
    },
    source: 'MobileNet V1 1.0 224, trained on ImageNet by Google; npm package demba-ba-net 0.2.0',
    licence: 'Apache-2.0',
  };

  return {
    'weights.bin': bytes,
    'imagenet-head.bin': imagenetHead.bytes,
    'imagenet-classes.json': JSON.stringify(imagenetHead.classNames),
    'model.json': JSON.stringify(manifest),
  };
}

/** Biases as float32 first, then kernels as float16: every array starts at a multiple of its own item size. */
function layOutWeights(folded, encodeFloat16) {
  const biasBytes = folded.reduce((sum, layer) => sum + 4 * layer.bias.length, 0);
  const kernelBytes = folded.reduce((sum, layer) => sum + 2 * layer.kernel.length, 0);
  const bytes = Buffer.alloc(biasBytes + kernelBytes);
  let biasOffset = 0;
  let kernelOffset = biasBytes;
  const layers = folded.map(({ name, kind, strides, kernelShape, kernel, bias }) => {
    const info = {
      name,
      kind,
      strides,
      kernelShape,
      kernelOffsetBytes: kernelOffset,
      biasOffsetBytes: biasOffset,
      biasLength: bias.length,
    };
    for (const value of bias) biasOffset = bytes.writeFloatLE(value, biasOffset);
    for (const value of kernel) {
      const half = encodeFloat16(value);
      if ((half & 0x7c00) === 0x7c00) throw new Error(`a weight of ${name} does not fit float16`);
      kernelOffset = bytes.writeUInt16LE(half, kernelOffset);
    }
    return info;
  });
  return { bytes, layers };
}

/** The 1000-class head: float16 kernel [embeddingSize, 1000], then float32 bias [1000], and the class names. */
async function readImagenetHead({ weights }) {
  const { encodeFloat16 } = await importCore('shared/float16.ts');
  const kernel = weights.get(`${imagenetLayer}/kernel`);
  const bias = weights.get(`${imagenetLayer}/bias`);
  const bytes = Buffer.alloc(2 * kernel.length + 4 * bias.length);
  let offset = 0;
  for (const value of kernel) offset = bytes.writeUInt16LE(encodeFloat16(value), offset);
  for (const value of bias) offset = bytes.writeFloatLE(value, offset);
  const { IMAGENET_CLASSES } = require('@tensorflow-models/mobilenet/dist/imagenet_classes.js');
  const classNames = Array.from({ length: bias.length }, (_, i) => IMAGENET_CLASSES[i]);
  if (classNames.some((name) => typeof name !== 'string')) {
    throw new Error('the list of ImageNet classes does not fit the head');
  }
  return { bytes, classNames };
}

/**
 * The stored answers, by input size, come from the original network, unfolded and in float32, so that they prove the folding too.
 * Written with the seven digits that float32 has.
 */
async function computeParityEmbeddings(sourceFolder, inputSizes) {
  const tf = await import('@tensorflow/tfjs');
  await tf.setBackend('cpu');
  const { createParityImage } = await importCore('embedding/parity-image.ts');
  const modelJson = JSON.parse(await readFile(path.join(sourceFolder, 'model.json'), 'utf8'));
  const weightSpecs = modelJson.weightsManifest.flatMap((group) => group.weights);
  const weightPaths = modelJson.weightsManifest.flatMap((group) => group.paths);
  const parts = await Promise.all(weightPaths.map((file) => readFile(path.join(sourceFolder, file))));
  const weightData = new Uint8Array(Buffer.concat(parts)).buffer;
  const answers = new Map();
  for (const side of inputSizes) {
    const modelTopology = structuredClone(modelJson.modelTopology);
    modelTopology.model_config.config.layers[0].config.batch_input_shape = [null, side, side, 3];
    const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    const embedder = tf.model({
      inputs: model.inputs,
      outputs: model.getLayer('global_average_pooling2d_1').output,
    });
    const rgb = Float32Array.from(createParityImage(side), (value) => value / 127.5 - 1);
    const embedding = embedder.predict(tf.tensor4d(rgb, [1, side, side, 3]));
    answers.set(
      side,
      Array.from(await embedding.data(), (value) => Number(value.toPrecision(7))),
    );
    model.dispose();
  }
  return answers;
}
