import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What the code gives to a model. */
export interface PythonInput {
  readonly dtype: 'uint8' | 'float32';
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float32Array;
}

/**
 * Runs code that the studio shows for Python, with `tests/clients/python` in place of the libraries that run models: everything but
 * the model itself.
 * @param python with numpy and Pillow
 * @param files that lie beside it, by name
 * @param facts what the stand-ins answer with
 * @returns what the model would be given for each picture, and the lines that the code writes
 */
export async function runPythonCode(
  python: string,
  code: string,
  files: Readonly<Record<string, Uint8Array>>,
  pictures: readonly Uint8Array[],
  facts: { readonly classCount: number; readonly onnxMetadata: Readonly<Record<string, string>> },
): Promise<{ readonly inputs: readonly PythonInput[]; readonly lines: readonly string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-python-'));
  try {
    await cp(fileURLToPath(new URL('python', import.meta.url)), folder, { recursive: true });
    await mkdir(path.join(folder, 'pictures'));
    for (const [i, picture] of pictures.entries())
      await writeFile(path.join(folder, 'pictures', String(i)), picture);
    for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
    await writeFile(path.join(folder, 'facts.json'), JSON.stringify(facts));
    await writeFile(path.join(folder, 'code.py'), code);
    const { stdout } = await promisify(execFile)(python, ['run.py'], {
      cwd: folder,
      timeout: 300_000,
      env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' },
    });
    const described: Omit<PythonInput, 'values'>[] = JSON.parse(
      await readFile(path.join(folder, 'inputs.json'), 'utf8'),
    );
    const inputs = described.map(async (input, i) => {
      const bytes = Uint8Array.from(await readFile(path.join(folder, `input-${i}`)));
      return { ...input, values: input.dtype === 'uint8' ? bytes : new Float32Array(bytes.buffer) };
    });
    return { inputs: await Promise.all(inputs), lines: stdout.trimEnd().split(/\r?\n/) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
