import { decode } from 'fast-png';
import type { Browser } from 'playwright-core';
import { openClientPage } from '../../clients/client-page.ts';
import { findPython } from '../../clients/find-python.ts';
import { readOnnxMetadata } from '../../clients/onnxruntime/open-onnx.ts';
import { predictInputs } from '../../clients/onnxruntime/predict-inputs.ts';
import { runNodeCode } from '../../clients/run-node-code.ts';
import { type PageLibrary, runPageCode } from '../../clients/run-page-code.ts';
import { runPythonCode } from '../../clients/run-python-code.ts';
import { runTeachableCode } from '../../clients/run-teachable-code.ts';
import type { ExportedModel } from './exported-model.ts';
import { undoRescaling } from './undo-rescaling.ts';

/** A program of other people that runs an exported model, by the code that the page shows where there is one. */
export interface Client {
  readonly name: string;
  /** What it opens: the words of the button. */
  readonly button: string;
  /** Only that which takes pictures of any size, or only the other. */
  readonly takesAnySize?: true;
  /** It shows what the export, or the code, sets right for another client; nobody is told to do so. */
  readonly isUnmended?: true;
  /** @returns the probabilities of each picture in the order of the classes */
  classify(browser: Browser, model: ExportedModel, pictures: readonly Uint8Array[]): Promise<number[][]>;
}

/** Runs the code for a page, changed where it is asked what another code would do. */
const onPage =
  (library: PageLibrary, change = (code: string) => code): Client['classify'] =>
  (browser, { codes, files }, pictures) =>
    runPageCode(browser, library, change(codes.JavaScript ?? ''), files, pictures);

const inNode: Client['classify'] = async (_, { codes, files }, pictures) =>
  (await runNodeCode(codes.Node ?? '', files, pictures)).answers;

const throughPillow: Client['classify'] = async (_, { codes, files }, pictures) => {
  const python = findPython('numpy', 'PIL');
  if (python === null) throw new Error('numpy and Pillow are not installed');
  const file = Object.values(files)[0] as Uint8Array;
  const { labels } = readOnnxMetadata(file);
  const facts = {
    classCount: (labels as readonly string[]).length,
    onnxMetadata: { labels: JSON.stringify(labels) },
  };
  const { inputs } = await runPythonCode(python, codes.Python ?? '', files, pictures, facts);
  return predictInputs(file, inputs);
};

const tfjs: Client = { name: 'TF.js 4.22', button: 'full model (TF.js)', classify: onPage('tfjs') };
const graph: Client = { name: 'TF.js 4.22', button: 'graph model (TF.js)', classify: onPage('tfjs') };
const teachable: Client = {
  name: '@teachablemachine/image',
  button: 'for Teachable Machine',
  classify: (browser, { codes, files }, pictures) =>
    runTeachableCode(browser, codes.JavaScript ?? '', files, pictures),
};
const unmendedTeachable: Client = {
  ...teachable,
  name: '- without setting /127 right',
  isUnmended: true,
  classify: (browser, model, pictures) =>
    teachable.classify(browser, { ...model, files: undoRescaling(model.files) }, pictures),
};
const onnxWeb: Client = { name: 'onnxruntime-web', button: 'ONNX', classify: onPage('onnxruntime') };
const onnxNode: Client = { name: 'onnxruntime-node', button: 'ONNX', classify: inNode };
const mediaPipe: Client = { name: 'MediaPipe', button: 'TFLite', classify: onPage('mediapipe') };

/** LiteRT resizes nothing itself, and no code of the page uses it in a browser: for squares alone. */
const liteRt: Client = {
  name: 'LiteRT',
  button: 'TFLite',
  async classify(browser, { files, bits }, squares) {
    const pixels = squares.map((square) => readRgb(square));
    const served = {
      '/model.tflite': Object.values(files)[0] as Uint8Array,
      '/squares': Buffer.concat(pixels),
    };
    const client = await openClientPage(browser, 'litert', served, {
      '@litertjs/core': '/node_modules/@litertjs/core/dist/index.js',
      '@litertjs/wasm-utils': '/node_modules/@litertjs/wasm-utils/dist/index.js',
    });
    try {
      const side = Math.sqrt((pixels[0]?.length ?? 0) / 3);
      const { values } = await client.call<{ values: number[] }>('predictSquares', side, [-1, 1]);
      const width = values.length / squares.length;
      // With 8 bits it gives bytes.
      const probabilities = bits === '8-bit' ? values.map((value) => value / 256) : values;
      return squares.map((_, i) => probabilities.slice(i * width, (i + 1) * width));
    } finally {
      await client.close();
    }
  },
};

/** From squares of the preview, where nobody resizes anything. */
export const clientsOnSquares: readonly Client[] = [
  tfjs,
  graph,
  teachable,
  unmendedTeachable,
  onnxWeb,
  onnxNode,
  liteRt,
  mediaPipe,
];

/** From original files, each with its own way to the square. The graph model's code is that of the full model but for one word. */
export const clientsOnFiles: readonly Client[] = [
  { ...tfjs, name: 'TF.js 4.22, code for a page' },
  { ...onnxWeb, name: 'onnxruntime-web, code for a page' },
  { ...onnxNode, name: 'onnxruntime-node, code for Node' },
  { name: 'code for Python (Pillow resizes)', button: 'ONNX', classify: throughPillow },
  {
    name: 'code for Python, model that takes any size',
    button: 'ONNX',
    takesAnySize: true,
    classify: throughPillow,
  },
  { ...teachable, name: '@teachablemachine/image, its own resizing' },
  unmendedTeachable,
  { ...mediaPipe, name: 'MediaPipe, code for a page' },
  {
    ...mediaPipe,
    name: '- without cutting the square out',
    isUnmended: true,
    classify: onPage('mediapipe', (code) => code.replace('context.getImageData(0, 0, size, size)', 'bitmap')),
  },
];

/** RGB bytes of a PNG without transparency. */
function readRgb(png: Uint8Array): Uint8Array {
  const { data, width, height, channels } = decode(png);
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < rgb.length; i++) rgb[i] = data[Math.floor(i / 3) * channels + (i % 3)] as number;
  return rgb;
}
