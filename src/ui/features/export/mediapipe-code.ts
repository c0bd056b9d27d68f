import { writeDrawing } from './javascript-code.ts';
import type { SnippetFile } from './snippet.ts';

/**
 * MediaPipe on a web page, which reads labels and scaling out of the file. It squashes whatever is no square, so that it is given
 * the square. The version is that which asks no server.
 */
export function writeMediaPipeCode(
  { inputSize }: { readonly inputSize: number },
  { fileName, noneThreshold }: SnippetFile,
): string {
  const none =
    noneThreshold === null
      ? ''
      : `\nif (classifications[0].categories[0].score < ${noneThreshold}) console.log('None of these');`;
  return `// npm install @mediapipe/tasks-vision@0.10.35, and put its folder "wasm" beside the page
import { FilesetResolver, ImageClassifier } from '@mediapipe/tasks-vision';

const runtime = await FilesetResolver.forVisionTasks('./wasm');
const classifier = await ImageClassifier.createFromOptions(runtime, {
  baseOptions: { modelAssetPath: './${fileName}', delegate: 'CPU' },
});

${writeDrawing(inputSize, 'page')}

const { classifications } = classifier.classify(context.getImageData(0, 0, size, size));${none}
for (const { categoryName, score } of classifications[0].categories) console.log(categoryName, score);`;
}
