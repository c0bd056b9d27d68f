import type { BaseModelInfo, ModelFormat } from '../../../studio/studio-state.ts';

/** What the code needs to know of a base model. */
export type SnippetBase = Pick<BaseModelInfo, 'name' | 'inputSize' | 'embeddingSize' | 'inputRange'>;

/**
 * The shortest code that uses an exported file; the same in every language of the page. `./` stands before the model's
 * file because TF.js looks for the weights of a bare `model.json` at the root of the host.
 */
export function writeSnippet(format: ModelFormat, baseModel: SnippetBase): string {
  switch (format) {
    case 'head':
      return `import * as tf from '@tensorflow/tfjs';

const head = await tf.loadLayersModel('./model.json');
// embedding: [1, ${baseModel.embeddingSize}] from ${baseModel.name}
const probabilities = head.predict(embedding);`;
    case 'full-model':
      return writeImageSnippet(baseModel);
    case 'report':
      return `import json

report = json.load(open('graft-report.json'))
for name, scores in report['evaluation'].items():
    print(name, 'none' if scores is None else scores['accuracy'])`;
  }
}

/**
 * From any image to probabilities, through the very pixels that the studio gives to the base model. An `<img>` that is
 * drawn itself is resized by another filter than an ImageBitmap, and a canvas on the graphics card by yet another. White
 * goes below the resized picture: above a white ground, half-transparent pixels are rounded otherwise.
 */
function writeImageSnippet({ inputSize, inputRange }: SnippetBase): string {
  return `import * as tf from '@tensorflow/tfjs';

const model = await tf.loadLayersModel('./model.json');
const { labels } = await (await fetch('./metadata.json')).json();

// image: a file, or an <img> that has loaded. The model sees the square in its middle, over white.
const bitmap = await createImageBitmap(image);
const side = Math.min(bitmap.width, bitmap.height);
const x = Math.floor((bitmap.width - side) / 2);
const y = Math.floor((bitmap.height - side) / 2);
const size = ${inputSize};
const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
context.imageSmoothingQuality = 'high';
context.drawImage(bitmap, x, y, side, side, 0, 0, size, size);
context.globalCompositeOperation = 'destination-over';
context.fillStyle = 'white';
context.fillRect(0, 0, size, size);

const pixels = tf.browser.fromPixels(context.getImageData(0, 0, size, size));
const input = pixels${writeScaling(inputRange)}.expandDims();
const probabilities = await model.predict(input).data();
console.log(labels[probabilities.indexOf(Math.max(...probabilities))]);`;
}

/** From pixel values 0 to 255 to the range that the base model was trained on. */
function writeScaling([low, high]: readonly [number, number]): string {
  const scaled = `.div(${trim(255 / (high - low))})`;
  if (low === 0) return scaled;
  return low < 0 ? `${scaled}.sub(${trim(-low)})` : `${scaled}.add(${trim(low)})`;
}

function trim(value: number): string {
  return String(Number(value.toFixed(6)));
}
