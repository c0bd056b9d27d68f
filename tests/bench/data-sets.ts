import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';

/** A folder of class folders whose `split.json` says which files train and which test. */
export interface DataSet {
  readonly name: string;
  readonly folder: string;
  /** Paths below `folder`, each `class/file`. */
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/** The data sets directly below a folder; folders without a usable `split.json` are passed over. */
export async function findDataSets(dataFolder: string): Promise<DataSet[]> {
  const dataSets: DataSet[] = [];
  for (const name of (await readdir(dataFolder)).sort()) {
    const folder = path.join(dataFolder, name);
    const splitFile = path.join(folder, 'split.json');
    if (!existsSync(splitFile)) continue;
    const { train, test } = JSON.parse(await readFile(splitFile, 'utf8'));
    if (Array.isArray(train) && Array.isArray(test)) dataSets.push({ name, folder, train, test });
  }
  return dataSets;
}

/** The data set as a ZIP of `train/class/file` and `test/class/file`, as a person would bring it in. */
export async function zipDataSet({ folder, train, test }: DataSet): Promise<Buffer> {
  const files: Record<string, Uint8Array> = {};
  for (const [set, paths] of Object.entries({ train, test })) {
    for (const file of paths) files[`${set}/${file}`] = await readFile(path.join(folder, file));
  }
  return Buffer.from(zipSync(files, { level: 0 }));
}
