/** What the tests call in the page: ONNX Runtime as a web page uses it, and pictures as a canvas gives them. */
import * as ort from './node_modules/onnxruntime-web/dist/ort.wasm.min.mjs';

ort.env.wasm.numThreads = 1;

/**
 * @param {readonly { type: 'float32' | 'uint8', dims: number[] }[]} batches whose numbers lie under `/batch-0` and so on
 * @returns {Promise<number[]>} probabilities, image by image
 */
async function predictBatches(batches) {
  const session = await ort.InferenceSession.create('/model.onnx');
  const probabilities = [];
  for (const [i, { type, dims }] of batches.entries()) {
    const buffer = await (await fetch(`/batch-${i}`)).arrayBuffer();
    const data = type === 'uint8' ? new Uint8Array(buffer) : new Float32Array(buffer);
    const output = await session.run({ images: new ort.Tensor(type, data, dims) });
    probabilities.push(...output.probabilities.data);
  }
  return probabilities;
}

/**
 * Each picture twice, by a model with preprocessing inside: as the studio's canvas makes the square, and as it is in the file.
 * @param {number} count they lie under `/picture-0` and so on
 * @param {number} side of the square
 */
async function predictPictures(count, side) {
  const session = await ort.InferenceSession.create('/model.onnx');
  const predict = async (canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const rgb = new Uint8Array(width * height * 3);
    for (let i = 0; i < rgb.length; i++) rgb[i] = data[Math.floor(i / 3) * 4 + (i % 3)];
    const output = await session.run({ images: new ort.Tensor('uint8', rgb, [1, height, width, 3]) });
    return [...output.probabilities.data];
  };
  const pairs = [];
  for (let i = 0; i < count; i++) {
    const bitmap = await createImageBitmap(await (await fetch(`/picture-${i}`)).blob());
    const { width, height } = bitmap;
    const least = Math.min(width, height);
    const [x, y] = [Math.floor((width - least) / 2), Math.floor((height - least) / 2)];
    pairs.push({
      bySquare: await predict(draw(side, side, [bitmap, x, y, least, least, 0, 0, side, side])),
      byPicture: await predict(draw(width, height, [bitmap, 0, 0])),
    });
  }
  return pairs;
}

function draw(width, height, image) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(...image);
  return canvas;
}

Object.assign(window, { predictBatches, predictPictures });
