/**
 * `npm run bench`: measures the built studio in one browser and one run; prints a table.
 * Options: --data DIR (a folder of data sets, each of class folders with split.json), --json FILE, --backends wasm,webgl,
 * --defaults (cross-validates candidate settings on the training parts instead).
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, run, stop } from './install.mjs';
import { importTypeScript } from './project.mjs';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'string' },
    backends: { type: 'string', default: 'wasm,webgl,webgpu' },
    defaults: { type: 'boolean', default: false },
  },
});

installPackages();
const { prepare } = await import('./prepare/prepare.mjs');
await prepare();
if (run('npm', ['run', 'build', '--silent']) !== 0)
  stop('The app could not be built; see the messages above.');

const { runBench } = await importTypeScript('tests/bench/run-bench.ts');
await runBench({
  dataFolder: options.data === undefined ? null : path.resolve(options.data),
  jsonFile: options.json === undefined ? null : path.resolve(options.json),
  backends: options.backends.split(','),
  chooseDefaults: options.defaults,
});
