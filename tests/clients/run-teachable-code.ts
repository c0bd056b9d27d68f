import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { projectFolder } from '../../scripts/project.mjs';

const cdn = 'https://cdn.jsdelivr.net/npm/';

/** What the code loads from there, and where that is installed, in the version that it names. */
const installed: Readonly<Record<string, string>> = {
  '@tensorflow/tfjs@1.3.1': 'teachable-machine/node_modules/@tensorflow/tfjs',
  '@teachablemachine/image@0.8.5': 'teachable-machine/node_modules/@teachablemachine/image',
  'p5@1': 'p5/node_modules/p5',
};

/**
 * Opens code that the studio shows for Teachable Machine's library, as a page of its own. What it loads from the network comes from
 * the installed packages.
 * @param files that lie beside it, by name; they may be changed later
 * @param withLatestTfjs on wasm, instead of the old TF.js that the library asks for, which has no backend that is fast everywhere
 */
export async function openTeachableCode(
  browser: Browser,
  code: string,
  files: Readonly<Record<string, Uint8Array>>,
  withLatestTfjs = false,
): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera'] });
  const page = await context.newPage();
  const home = 'https://teachable.test/';
  await context.route('**', async (route) => {
    const url = route.request().url();
    if (url === home) return route.fulfill({ contentType: 'text/html', body: `<!doctype html>${code}` });
    const body = url.startsWith(home)
      ? files[url.slice(home.length)]
      : await readPackageFile(url.slice(cdn.length), withLatestTfjs);
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ body: Buffer.from(body) });
  });
  await page.goto(home, { waitUntil: 'commit' });
  return page;
}

async function readPackageFile(name: string, withLatestTfjs: boolean): Promise<Uint8Array | undefined> {
  const [known, folder] = Object.entries(installed).find(([known]) => name.startsWith(`${known}/`)) ?? [];
  if (known === undefined || folder === undefined) return undefined;
  if (withLatestTfjs && known.startsWith('@tensorflow/')) return readLatestTfjs();
  return readFile(path.join(projectFolder, 'tests/clients', folder, name.slice(known.length)));
}

/** TF.js with wasm, which whoever loads a model waits for. */
async function readLatestTfjs(): Promise<Uint8Array> {
  const read = (name: string) => readFile(path.join(projectFolder, 'node_modules/@tensorflow', name));
  const wasm = await read('tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
  return Buffer.concat([
    await read('tfjs/dist/tf.min.js'),
    Buffer.from('\n'),
    await read('tfjs-backend-wasm/dist/tf-backend-wasm.min.js'),
    Buffer.from(`
tf.wasm.setWasmPath('data:application/wasm;base64,${wasm.toString('base64')}');
const { loadLayersModel } = tf;
tf.loadLayersModel = async (...from) => {
  await tf.setBackend('wasm');
  return loadLayersModel(...from);
};`),
  ]);
}

/**
 * Runs the code for an image of a page on many pictures, with the latest TF.js: letter by letter the same, but what it does with a
 * picture stands in a function, so that the model is loaded once.
 * @returns the probabilities of each picture, in the order of the classes
 */
export async function runTeachableCode(
  browser: Browser,
  code: string,
  files: Readonly<Record<string, Uint8Array>>,
  pictures: readonly Uint8Array[],
): Promise<number[][]> {
  const at = code.indexOf('const image = ');
  const many = `${code.slice(0, at)}
window.classifyPicture = async (address) => {
document.querySelector('#photo').src = address;
${code.slice(at).replace('</script>', 'return predictions.map(({ probability }) => probability);\n};\n</script>')}`;
  const served: Record<string, Uint8Array> = { ...files };
  for (const [i, picture] of pictures.entries()) served[`pictures/${i}`] = picture;
  const page = await openTeachableCode(browser, many, served, true);
  try {
    await page.waitForFunction(() => 'classifyPicture' in window);
    const answers: number[][] = [];
    for (const i of pictures.keys()) {
      answers.push(
        await page.evaluate(
          (address) =>
            (window as unknown as { classifyPicture(address: string): Promise<number[]> }).classifyPicture(
              address,
            ),
          `pictures/${i}`,
        ),
      );
    }
    return answers;
  } finally {
    await page.context().close();
  }
}
