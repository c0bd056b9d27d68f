import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPython } from '../clients/find-python.ts';
import { readOnnxMetadata } from '../clients/onnxruntime/open-onnx.ts';
import { predictInputs } from '../clients/onnxruntime/predict-inputs.ts';
import { type PythonInput, runPythonCode } from '../clients/run-python-code.ts';
import {
  type ExportedCode,
  expectNear,
  expectNearPixels,
  openExportedCode,
  readPreviewPixels,
} from './exported-code.ts';
import { choiceOf } from './read-code.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

// The code is read from the page and run as it stands there, but for the libraries that run models, which are not to be had here:
// what these would be given is given to ONNX Runtime in Node.

const patience = 240_000;
const without = 'numpy and Pillow are not installed (python3-numpy and python3-pil on Debian)';

let session: StudioSession;
let exported: ExportedCode;
const python = findPython('numpy', 'PIL');

beforeAll(async () => {
  session = await startStudioSession();
  exported = await openExportedCode(session);
}, patience);

afterAll(async () => {
  await session?.close();
});

/** Runs the code of a download, and holds the labels that it writes to those of the model. */
async function run(
  button: string,
  code: string,
): Promise<{ readonly inputs: readonly PythonInput[]; readonly file: Uint8Array }> {
  const files = await exported.download(button);
  const [file] = Object.values(files) as [Uint8Array];
  const metadata = Object.entries(button === 'ONNX' ? readOnnxMetadata(file) : {});
  const facts = {
    classCount: exported.labels.length,
    onnxMetadata: Object.fromEntries(metadata.map(([key, value]) => [key, JSON.stringify(value)])),
  };
  const { inputs, lines } = await runPythonCode(python as string, code, files, exported.pictures, facts);
  expect(lines).toEqual(
    exported.pictures.map((_, i) =>
      (exported.noneThreshold ?? 0) > 0.75
        ? 'None of these 0.75'
        : `${exported.labels[i % exported.labels.length]} 0.75`,
    ),
  );
  return { inputs, file };
}

test(
  'the code for ONNX gives the model nearly the pixels of the preview, and the others do the same',
  async ({ skip }) => {
    if (python === null) skip(without);
    const { inputs, file } = await run('ONNX', await exported.read('ONNX', 'Python'));
    expectNear(await predictInputs(file, inputs), exported, 0.15);

    const keras = await run('Keras', await exported.read('Keras'));
    const tflite = await run('TFLite', await exported.read('TFLite', 'Python'));
    const planes = inputs.map(({ values }) => values);
    const pixels = keras.inputs.map(({ values }) => values);
    expectNearPixels(pixels, await readPreviewPixels(session.browser, exported));
    for (const { inputs } of [keras, tflite]) {
      expect(inputs.map(({ shape }) => shape)).toEqual(planes.map(() => [1, 224, 224, 3]));
      expect(inputs.map(({ values }) => toPlanes(values))).toEqual(planes);
    }
  },
  patience,
);

test(
  'with preprocessing inside the code for ONNX gives the model the whole picture, and with 8 bits TFLite bytes',
  async ({ skip }) => {
    if (python === null) skip(without);
    const { studio } = exported;
    await choiceOf(studio, 'ONNX').getByRole('switch', { name: 'Takes pictures of any size' }).check();
    const { inputs, file } = await run('ONNX', await exported.read('ONNX', 'Python'));
    expect(inputs[0]).toMatchObject({ dtype: 'uint8', shape: [1, 428, 641, 3] });
    expectNear(await predictInputs(file, inputs), exported, 0.15);

    await choiceOf(studio, 'TFLite')
      .getByText(/^8-bit/)
      .click();
    const tflite = await run('TFLite', await exported.read('TFLite', 'Python'));
    expect(tflite.inputs[0]).toMatchObject({ dtype: 'uint8', shape: [1, 224, 224, 3] });
    expectNear(await predictInputs(file, tflite.inputs), exported, 0.15);
  },
  patience,
);

const noPython = 'there is no Python 3';

test('the code for the report prints its scores', async ({ skip }) => {
  const plainPython = findPython();
  if (plainPython === null) skip(noPython);
  const files = await exported.download('report');
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-report-'));
  const report = path.join(folder, 'graft-report.json');
  await writeFile(report, files['graft-report.json'] as Uint8Array);
  const code = await exported.read('report');
  const { stdout } = spawnSync(plainPython as string, ['-c', code], { cwd: folder, encoding: 'utf8' });
  await rm(folder, { recursive: true, force: true });
  const { evaluation } = JSON.parse(new TextDecoder().decode(files['graft-report.json']));
  const scores = [...stdout.matchAll(/^(\w+) ([\d.]+)\r?$/gm)].map(([, set, score]) => [set, Number(score)]);
  expect(scores).toEqual([
    ['validation', evaluation.validation.accuracy],
    ['test', evaluation.test.accuracy],
  ]);
});

test('every code is Python', async ({ skip }) => {
  const plainPython = findPython();
  if (plainPython === null) skip(noPython);
  for (const [button, language] of [
    ['ONNX', 'Python'],
    ['TFLite', 'Python'],
    ['Keras'],
    ['report'],
  ] as const) {
    const input = await exported.read(button, language);
    const parse = ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'];
    expect(spawnSync(plainPython as string, parse, { input, encoding: 'utf8' }).stderr, button).toBe('');
  }
});

/** From colours side by side to one plane for each. */
function toPlanes(values: PythonInput['values']): Float32Array {
  const places = values.length / 3;
  return Float32Array.from(values, (_, i) => values[(i % places) * 3 + Math.floor(i / places)] as number);
}
