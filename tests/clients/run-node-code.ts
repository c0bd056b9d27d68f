import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../scripts/project.mjs';
import { makeClassifyModule } from './make-classify-module.ts';

/** What the code for Node imports, and where that is installed. */
const packages: Readonly<Record<string, string>> = {
  '@napi-rs/canvas': 'tests/clients/canvas/node_modules/@napi-rs/canvas',
  '@tensorflow/tfjs': 'node_modules/@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm': 'node_modules/@tensorflow/tfjs-backend-wasm',
  'onnxruntime-node': 'tests/clients/onnxruntime/node_modules/onnxruntime-node',
};

/** Runs in the folder of the code: each picture becomes the photo that the code opens. */
const program = `import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { classify } from './code.mjs';
const answers = [];
for (let i = 0; i < (await readdir('pictures')).length; i++) {
  await copyFile('pictures/' + i, 'photo.jpg');
  answers.push(await classify());
}
await writeFile('answers.json', JSON.stringify(answers));
process.exit();`;

/**
 * Runs code that the studio shows for Node, in a process and a folder of its own.
 * @param files that lie beside it, by name
 * @param result what is wanted of each picture, in terms of the code: its probabilities, or what they come from
 * @returns that, and what the code wrote on the way
 */
export async function runNodeCode(
  code: string,
  files: Readonly<Record<string, Uint8Array>>,
  pictures: readonly Uint8Array[],
  result = '[...probabilities]',
): Promise<{ readonly answers: number[][]; readonly printed: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-node-'));
  try {
    for (const [name, target] of Object.entries(packages)) {
      const link = path.join(folder, 'node_modules', name);
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(path.join(projectFolder, target), link, 'junction');
    }
    await mkdir(path.join(folder, 'pictures'));
    for (const [i, picture] of pictures.entries())
      await writeFile(path.join(folder, 'pictures', String(i)), picture);
    for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
    await writeFile(path.join(folder, 'code.mjs'), makeClassifyModule(code, result));
    await writeFile(path.join(folder, 'program.mjs'), program);
    const { stdout } = await promisify(execFile)(process.execPath, ['program.mjs'], {
      cwd: folder,
      timeout: 300_000,
    });
    const answers = JSON.parse(await readFile(path.join(folder, 'answers.json'), 'utf8')) as number[][];
    return { answers, printed: stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
