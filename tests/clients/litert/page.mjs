/** What the tests call in the page: LiteRT as a web page uses it. */
import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

let loading = null;

/**
 * Runs the squares under `/squares` through `/model.tflite`, one by one: as bytes where the model takes these, else scaled.
 * @param {number} side of the squares
 * @param {readonly [number, number]} range what bytes 0 and 255 become
 * @returns {Promise<{ input: object, output: object, values: number[] }>} what goes in and out, and all that came out
 */
async function predictSquares(side, [lowest, highest]) {
  loading ??= loadLiteRt('/node_modules/@litertjs/core/wasm/');
  await loading;
  const model = await loadAndCompile('/model.tflite', { accelerator: 'wasm' });
  const [input] = model.getInputDetails();
  const [output] = model.getOutputDetails();
  const bytes = new Uint8Array(await (await fetch('/squares')).arrayBuffer());
  const scale = (highest - lowest) / 255;
  const values = [];
  for (let at = 0; at < bytes.length; at += 3 * side * side) {
    const square = bytes.slice(at, at + 3 * side * side);
    const data =
      input.dtype === 'uint8' ? square : Float32Array.from(square, (byte) => byte * scale + lowest);
    const images = new Tensor(data, [1, side, side, 3]);
    const [result] = await model.run([images]);
    values.push(...(await result.data()));
    images.delete();
    result.delete();
  }
  model.delete();
  const describe = ({ name, dtype, shape }) => ({ name, dtype, shape: [...shape] });
  return { input: describe(input), output: describe(output), values };
}

Object.assign(window, { predictSquares });
