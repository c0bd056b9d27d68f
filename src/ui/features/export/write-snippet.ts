import type { BaseModelInfo, ExportFormat } from '../../../studio/studio-state.ts';

/** What the code needs to know of a base model. */
export type SnippetBase = Pick<BaseModelInfo, 'name' | 'inputSize' | 'embeddingSize' | 'inputRange'>;

/** The shortest code that uses an exported file; the same in every language of the page. */
export function writeSnippet(format: ExportFormat, baseModel: SnippetBase): string {
  switch (format) {
    case 'head':
      return `import * as tf from '@tensorflow/tfjs';

const head = await tf.loadLayersModel('model.json');
// embedding: [1, ${baseModel.embeddingSize}] from ${baseModel.name}
const probabilities = head.predict(embedding);`;
    case 'full-model':
      return `import * as tf from '@tensorflow/tfjs';

const model = await tf.loadLayersModel('model.json');
const { labels } = await (await fetch('metadata.json')).json();
const image = tf.browser.fromPixels(img); // cropped to a square
const input = tf.image
  .resizeBilinear(image, [${baseModel.inputSize}, ${baseModel.inputSize}])
  ${writeScaling(baseModel.inputRange)}
  .expandDims(0);
const probabilities = await model.predict(input).data();
console.log(labels[probabilities.indexOf(Math.max(...probabilities))]);`;
    case 'report':
      return `import json

report = json.load(open('graft-report.json'))
for name, scores in report['evaluation'].items():
    print(name, 'none' if scores is None else scores['accuracy'])`;
  }
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
