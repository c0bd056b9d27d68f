import type { SnippetFile } from './snippet.ts';

/** Where code in JavaScript runs: on a web page, or in Node. */
type JavaScriptPlace = 'page' | 'node';

/** The first lines of the way from a picture to pixels, and what it is drawn on. */
const pictures: Readonly<Record<JavaScriptPlace, { readonly open: string; readonly canvas: string }>> = {
  page: {
    open: `// image: a file, or an <img> that has loaded. The model sees the square in its middle, over white.
const bitmap = await createImageBitmap(image);`,
    canvas: `new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true })`,
  },
  node: {
    open: `// The model sees the square in the middle of the picture, over white.
const bitmap = await loadImage('photo.jpg');`,
    canvas: `createCanvas(size, size).getContext('2d')`,
  },
};

/**
 * From any image to the pixels that the studio gives to the base model: on a page the very same, in Node nearly. An `<img>` that
 * is drawn itself is resized by another filter than an ImageBitmap, and a canvas on the graphics card by yet another. White
 * goes below the resized picture: above a white ground, half-transparent pixels are rounded otherwise.
 */
export function writeDrawing(inputSize: number, place: JavaScriptPlace): string {
  const { open, canvas } = pictures[place];
  return `${open}
const side = Math.min(bitmap.width, bitmap.height);
const x = Math.floor((bitmap.width - side) / 2);
const y = Math.floor((bitmap.height - side) / 2);
const size = ${inputSize};
const context = ${canvas};
context.imageSmoothingQuality = 'high';
context.drawImage(bitmap, x, y, side, side, 0, 0, size, size);
context.globalCompositeOperation = 'destination-over';
context.fillStyle = 'white';
context.fillRect(0, 0, size, size);`;
}

/** The answer in words, from `probabilities` and `labels`. */
export function writeAnswer(noneThreshold: number | null): string {
  if (noneThreshold === null)
    return 'console.log(labels[probabilities.indexOf(Math.max(...probabilities))]);';
  return `const confidence = Math.max(...probabilities);
console.log(confidence < ${noneThreshold} ? 'None of these' : labels[probabilities.indexOf(confidence)]);`;
}

/** What is loaded first, and from where. */
const onnxImports: Readonly<Record<JavaScriptPlace, string>> = {
  page: `import * as ort from 'onnxruntime-web';`,
  node: `// npm install onnxruntime-node @napi-rs/canvas
import { createCanvas, loadImage } from '@napi-rs/canvas';
import * as ort from 'onnxruntime-node';`,
};

/** ONNX Runtime in JavaScript; it does not read the labels that stand in the file. */
export function writeOnnxJavaScript(
  place: JavaScriptPlace,
  model: { readonly inputSize: number; readonly inputRange: readonly [number, number] },
  { fileName, labels, noneThreshold }: SnippetFile,
  withPreprocessing: boolean,
): string {
  const [low, high] = model.inputRange;
  const scale = Number(((high - low) / 255).toPrecision(8));
  const offset = low === 0 ? '' : low < 0 ? ` - ${-low}` : ` + ${low}`;
  const tensor = withPreprocessing
    ? `const rgb = new Uint8Array(3 * size * size);
for (let i = 0; i < rgb.length; i++) rgb[i] = data[4 * Math.floor(i / 3) + (i % 3)];
const images = new ort.Tensor('uint8', rgb, [1, size, size, 3]);`
    : `const planes = new Float32Array(3 * size * size);
for (let i = 0; i < size * size; i++) {
  for (let c = 0; c < 3; c++) planes[c * size * size + i] = data[4 * i + c] * ${scale}${offset};
}
const images = new ort.Tensor('float32', planes, [1, 3, size, size]);`;
  return `${onnxImports[place]}

const session = await ort.InferenceSession.create('./${fileName}');
const labels = ${JSON.stringify(labels)};

${writeDrawing(model.inputSize, place)}

const { data } = context.getImageData(0, 0, size, size);
${tensor}
const { [session.outputNames[0]]: output } = await session.run({ images });
const probabilities = output.data;
${writeAnswer(noneThreshold)}`;
}
