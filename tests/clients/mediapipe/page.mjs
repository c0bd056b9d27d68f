/** What the tests call in the page: MediaPipe's image classifier as a web page uses it. */
import { FilesetResolver, ImageClassifier } from '@mediapipe/tasks-vision';

/**
 * Classifies the squares under `/squares` with `/model.tflite`.
 * @param {number} side of the squares
 * @returns {Promise<{ index: number, label: string, score: number }[][]>} for each square, its classes, highest first
 */
async function classifySquares(side) {
  const files = await FilesetResolver.forVisionTasks('/node_modules/@mediapipe/tasks-vision/wasm');
  const classifier = await ImageClassifier.createFromOptions(files, {
    baseOptions: { modelAssetPath: '/model.tflite', delegate: 'CPU' },
    maxResults: -1,
    runningMode: 'IMAGE',
  });
  const bytes = new Uint8Array(await (await fetch('/squares')).arrayBuffer());
  const results = [];
  for (let at = 0; at < bytes.length; at += 3 * side * side) {
    const rgba = new Uint8ClampedArray(4 * side * side).fill(255);
    for (let i = 0; i < 3 * side * side; i++) rgba[4 * Math.floor(i / 3) + (i % 3)] = bytes[at + i];
    const { classifications } = classifier.classify(new ImageData(rgba, side, side));
    results.push(
      classifications[0].categories.map(({ index, categoryName, score }) => ({
        index,
        label: categoryName,
        score,
      })),
    );
  }
  classifier.close();
  return results;
}

Object.assign(window, { classifySquares });
