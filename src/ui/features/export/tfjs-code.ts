import { writeAnswer, writeDrawing } from './javascript-code.ts';

interface TfjsModel {
  readonly inputSize: number;
  readonly inputRange: readonly [number, number];
}

/**
 * TF.js from any image to probabilities. In Node, where it opens files with its native package only, it is handed what is in them.
 */
export function writeTfjsCode(
  place: 'page' | 'node',
  format: 'full-model' | 'graph-model',
  { inputSize, inputRange }: TfjsModel,
  noneThreshold: number | null,
): string {
  const load = format === 'full-model' ? 'loadLayersModel' : 'loadGraphModel';
  const { open, picture } = programs[place];
  return `${open(load)}

${writeDrawing(inputSize, place)}

const pixels = tf.browser.fromPixels(${picture});
const input = pixels${writeScaling(inputRange)}.expandDims();
const probabilities = await model.predict(input).data();
${writeAnswer(noneThreshold)}`;
}

const programs = {
  page: {
    open: (load: string) => `import * as tf from '@tensorflow/tfjs';

const model = await tf.${load}('./model.json');
const { labels } = await (await fetch('./metadata.json')).json();`,
    picture: 'context.getImageData(0, 0, size, size)',
  },
  node: {
    open: (load: string) => `// npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm @napi-rs/canvas
import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
const { weightsManifest, ...topology } = JSON.parse(await readFile('model.json'));
const weightSpecs = weightsManifest[0].weights;
const weightData = new Uint8Array(await readFile('weights.bin')).buffer;
const model = await tf.${load}(tf.io.fromMemory({ ...topology, weightSpecs, weightData }));
const { labels } = JSON.parse(await readFile('metadata.json'));`,
    picture:
      '{ data: new Uint8Array(context.getImageData(0, 0, size, size).data), width: size, height: size }',
  },
} as const;

/** From pixel values 0 to 255 to the range that the base model was trained on. */
function writeScaling([low, high]: readonly [number, number]): string {
  const scaled = `.div(${trim(255 / (high - low))})`;
  if (low === 0) return scaled;
  return low < 0 ? `${scaled}.sub(${trim(-low)})` : `${scaled}.add(${trim(low)})`;
}

function trim(value: number): string {
  return String(Number(value.toFixed(6)));
}
