import type { ModelChoice } from '../../../studio/model-formats.ts';
import type { BaseModelInfo } from '../../../studio/studio-state.ts';
import { componentSnippets } from './component-snippets.ts';
import { writeOnnxJavaScript } from './javascript-code.ts';
import { writeMediaPipeCode } from './mediapipe-code.ts';
import { writeKerasPython, writeOnnxPython, writeTflitePython } from './python-code.ts';
import type { Snippet, SnippetFile } from './snippet.ts';
import { writeP5Code, writeTeachableMachineCode } from './teachable-machine-code.ts';
import { writeTfjsCode } from './tfjs-code.ts';

/** What the code needs to know of a base model. */
export type SnippetBase = Pick<BaseModelInfo, 'name' | 'inputSize' | 'embeddingSize' | 'inputRange'>;

/**
 * The shortest code that uses an exported file by the name of its download; the same in every language of the page. `labels` stand in the code
 * where a client does not find them in the file. `./` stands before the model's file because TF.js looks for the weights of a bare `model.json`
 * at the root of the host.
 */
export function writeSnippets(
  choice: ModelChoice,
  baseModel: SnippetBase,
  file: SnippetFile,
): readonly Snippet[] {
  const { noneThreshold } = file;
  switch (choice.format) {
    case 'offline-page':
      return [{ language: 'HTML', code: writeFrameCode(file) }];
    case 'web-component':
      return componentSnippets;
    case 'head':
      return [{ language: 'JavaScript', code: writeHeadCode(baseModel, noneThreshold) }];
    case 'full-model':
    case 'graph-model':
      return [
        { language: 'JavaScript', code: writeTfjsCode('page', choice.format, baseModel, noneThreshold) },
        {
          language: 'Node',
          code: writeTfjsCode('node', choice.format, baseModel, noneThreshold),
          resizer: 'node',
        },
      ];
    case 'teachable-machine':
      return [
        {
          language: 'JavaScript',
          code: writeTeachableMachineCode(noneThreshold),
          resizer: 'teachable-machine',
        },
        { language: 'p5.js', code: writeP5Code(noneThreshold), resizer: 'teachable-machine' },
      ];
    case 'onnx': {
      const { withPreprocessing } = choice;
      return [
        {
          language: 'Python',
          code: writeOnnxPython(baseModel, file, withPreprocessing),
          resizer: withPreprocessing ? 'model' : 'pillow',
        },
        { language: 'JavaScript', code: writeOnnxJavaScript('page', baseModel, file, withPreprocessing) },
        {
          language: 'Node',
          code: writeOnnxJavaScript('node', baseModel, file, withPreprocessing),
          resizer: 'node',
        },
      ];
    }
    case 'tflite':
      return [
        {
          language: 'Python',
          code: writeTflitePython(baseModel, file, choice.precision === 'int8'),
          resizer: 'pillow',
        },
        { language: 'JavaScript', code: writeMediaPipeCode(baseModel, file), resizer: 'mediapipe' },
      ];
    case 'c-header':
    case 'scratch-extension':
      return [];
    case 'keras':
      return [{ language: 'Python', code: writeKerasPython(baseModel, file), resizer: 'pillow' }];
    case 'model-card':
      return [];
    case 'report':
      return [{ language: 'Python', code: reportCode }];
  }
}

/** The page inside of another one. */
function writeFrameCode({ fileName }: SnippetFile): string {
  return `<iframe src="${fileName}" title="Image classifier" allow="camera"
  style="width: 100%; height: 900px; border: 0"></iframe>`;
}

function writeHeadCode(baseModel: SnippetBase, noneThreshold: number | null): string {
  const none =
    noneThreshold === null
      ? ''
      : `\n// Where none of them reaches ${noneThreshold}, the answer is: None of these.`;
  return `import * as tf from '@tensorflow/tfjs';

const head = await tf.loadLayersModel('./model.json');
// embedding: [1, ${baseModel.embeddingSize}] from ${baseModel.name}
const probabilities = head.predict(embedding);${none}`;
}

const reportCode = `import json

report = json.load(open('graft-report.json'))
for name, scores in report['evaluation'].items():
    print(name, 'none' if scores is None else scores['accuracy'])`;
