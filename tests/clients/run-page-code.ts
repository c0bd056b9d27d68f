import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { projectFolder } from '../../scripts/project.mjs';
import { openClientPage } from './client-page.ts';
import { makeClassifyModule } from './make-classify-module.ts';

/** What the code for web pages runs with. */
export type PageLibrary = 'tfjs' | 'onnxruntime' | 'mediapipe';

interface Library {
  /** The folder in `tests/clients` that it lies in. */
  readonly client: string;
  /** What the code imports, and where the page has it. */
  readonly imports: Readonly<Record<string, string>>;
  /** Probabilities in the order of the classes, in terms of the code. */
  readonly result: string;
  readFiles(): Promise<Record<string, Uint8Array>>;
}

/** TF.js as modules, which it is not published as in one file; on wasm, which is the fastest wherever there is no graphics card. */
const tfjsModule = `import '/tf.js';
import '/wasm.js';
const { tf } = globalThis;
tf.wasm.setWasmPaths('/');
await tf.setBackend('wasm');
export const { browser, loadGraphModel, loadLayersModel, tensor2d } = tf;`;

const libraries: Readonly<Record<PageLibrary, Library>> = {
  tfjs: {
    client: '.',
    imports: { '@tensorflow/tfjs': '/tfjs.mjs' },
    result: '[...probabilities]',
    async readFiles() {
      const read = (name: string) => readFile(path.join(projectFolder, 'node_modules/@tensorflow', name));
      return {
        '/tfjs.mjs': new TextEncoder().encode(tfjsModule),
        '/tf.js': await read('tfjs/dist/tf.min.js'),
        '/wasm.js': await read('tfjs-backend-wasm/dist/tf-backend-wasm.min.js'),
        '/tfjs-backend-wasm-simd.wasm': await read('tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
      };
    },
  },
  onnxruntime: {
    client: 'onnxruntime',
    imports: { 'onnxruntime-web': '/node_modules/onnxruntime-web/dist/ort.bundle.min.mjs' },
    result: '[...probabilities]',
    readFiles: async () => ({}),
  },
  mediapipe: {
    client: 'mediapipe',
    imports: { '@mediapipe/tasks-vision': '/node_modules/@mediapipe/tasks-vision/vision_bundle.mjs' },
    // It gives them highest first.
    result:
      'classifications[0].categories.reduce((all, { index, score }) => Object.assign(all, { [index]: score }), [])',
    async readFiles() {
      const folder = path.join(
        projectFolder,
        'tests/clients/mediapipe/node_modules/@mediapipe/tasks-vision/wasm',
      );
      const files: Record<string, Uint8Array> = {};
      for (const name of await readdir(folder))
        files[`/wasm/${name}`] = await readFile(path.join(folder, name));
      return files;
    },
  },
};

/**
 * Runs code that the studio shows for a web page, on a page of its own.
 * @param files that lie beside it, by name
 * @param source what the code is handed as its `image`
 * @param result what is wanted of each picture, in terms of the code: its probabilities, or what they come from
 * @throws where the page asks another origin for anything
 */
export function runPageCode(
  browser: Browser,
  name: PageLibrary,
  code: string,
  files: Readonly<Record<string, Uint8Array>>,
  pictures: readonly Uint8Array[],
  source: 'file' | 'img' = 'file',
  result = libraries[name].result,
): Promise<number[][]> {
  const served: Record<string, Uint8Array> = { ...files };
  for (const [i, picture] of pictures.entries()) served[`pictures/${i}`] = picture;
  const page = `${makeClassifyModule(code, result)}
window.classifyNext = async (address, source) => {
  if (source === 'file') return classify(await (await fetch(address)).blob());
  const image = new Image();
  image.src = address;
  await image.decode();
  return classify(image);
};`;
  const calls = pictures.map((_, i) => [`/pictures/${i}`, source]);
  return runPage(browser, libraries[name], page, served, calls);
}

/** The same for the code of a head, which is handed an embedding. */
export async function runHeadCode(
  browser: Browser,
  code: string,
  files: Readonly<Record<string, Uint8Array>>,
  embedding: readonly number[],
): Promise<readonly number[]> {
  const page = `${makeClassifyModule(code, '[...(await probabilities.data())]')}
window.classifyNext = (embedding) => classify(tf.tensor2d([embedding]));`;
  const [probabilities = []] = await runPage(browser, libraries.tfjs, page, files, [[embedding]]);
  return probabilities;
}

async function runPage(
  browser: Browser,
  { client, imports, readFiles }: Library,
  script: string,
  files: Readonly<Record<string, Uint8Array>>,
  calls: readonly (readonly unknown[])[],
): Promise<number[][]> {
  const served = await readFiles();
  for (const [name, bytes] of Object.entries(files)) served[`/${name}`] = bytes;
  served['/page.mjs'] = new TextEncoder().encode(script);
  const page = await openClientPage(browser, client, served, imports);
  try {
    const answers: number[][] = [];
    for (const call of calls) answers.push(await page.call<number[]>('classifyNext', ...call));
    const [foreign] = page.foreignRequests;
    if (foreign !== undefined) throw new Error(`the page asked for ${foreign}`);
    return answers;
  } finally {
    await page.close();
  }
}
