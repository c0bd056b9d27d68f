/**
 * `npm run bench`: measures the built studio in one browser and one run, and prints what was reached beside what must be.
 *
 * --data DIR       adds accuracy on data sets: a folder of sets, each of class folders with a split.json of train and test
 * --json FILE      writes the figures
 * --backends LIST  only these of wasm,webgl,webgpu,cpu; peers are compared on the first of them
 * --full           the large sizes: a thousand images and ten thousand embeddings, and 5,000 and 20,000 images beside
 *                  peers; takes hours
 * --peers          of all that, only the comparison with peers
 * --scale          the studio alone with 500 and with 20,000 images; takes half an hour
 * --projects       adds imports of thousands of images, and the reopening of a project; needs --data
 * --defaults       instead of all that, chooses default settings by cross-validation on the training parts of --data
 * --gallery        instead of all that, measures what edits of a class of ten thousand images cost the page
 * --health         instead of all that, measures on --data how well near duplicates, blurred images and misfits are found
 * --augmentation   instead of all that, measures on --data what copies of training images bring and cost
 * --recipes        instead of all that, compares on --data the default settings with Teachable Machine's recipe
 * --tuning         instead of all that, measures on signdigits of --data what training the last two blocks brings, 3 seeds
 * --label-errors   instead of all that, flips a tenth of the training labels of flowers5 of --data and looks for them, 5 seeds
 * --exports        instead of all that, times downloads on --data, and holds what opens them to the preview
 * --learning-curve  instead of all that, times the learning curve on --data, and prints from scratch against transfer
 * --input-sizes    instead of all that, measures on --data what each input size of the base model takes and gives, 3 seeds
 * --seeds N        with how many seeds --recipes trains, from 1 on (10)
 * --repeats N      how often the cross-validation deals the samples anew (3)
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { getReady } from './get-ready.mjs';
import { installTestClient, installTestClients, stop } from './install.mjs';
import { importTypeScript } from './project.mjs';

const allBackends = ['wasm', 'webgl', 'webgpu', 'cpu'];
const options = readOptions();
const backends = options.backends.split(',');
const repeats = Number(options.repeats);
const seedCount = Number(options.seeds);
const dataFolder = options.data === undefined ? null : path.resolve(options.data);

const unknown = backends.filter((backend) => !allBackends.includes(backend));
if (unknown.length > 0) stop(`No such backend: ${unknown.join(', ')}. There are ${allBackends.join(', ')}.`);
if (!Number.isInteger(repeats) || repeats < 1) stop('--repeats must be a whole number, 1 or more.');
if (!Number.isInteger(seedCount) || seedCount < 1) stop('--seeds must be a whole number, 1 or more.');
if (dataFolder !== null && !existsSync(dataFolder)) stop(`There is no folder ${dataFolder}.`);
const needsData = [
  'augmentation',
  'defaults',
  'exports',
  'health',
  'input-sizes',
  'label-errors',
  'learning-curve',
  'projects',
  'recipes',
  'tuning',
].find((name) => options[name]);
if (dataFolder === null && needsData !== undefined)
  stop(`--${needsData} needs data sets: name their folder with --data DIR.`);

await getReady();
// The library of Teachable Machine is one of the peers.
installTestClient('teachable-machine');
const { findDataSets } = await importTypeScript('tests/bench/data-sets.ts');
const dataSets = dataFolder === null ? [] : await findDataSets(dataFolder);
if (dataFolder !== null && dataSets.length === 0) {
  stop(`${dataFolder} has no data set: no folder in it has a split.json with "train" and "test".`);
}
const {
  chooseDefaultSettings,
  compareInputSizes,
  compareRecipes,
  drawLearningCurve,
  findWrongLabels,
  measureBesidePeers,
  measureCopies,
  measureDownloads,
  measureImageHealth,
  measureLargeGallery,
  measureLastBlocks,
  measureManyImages,
  runBench,
} = await importTypeScript('tests/bench/run-bench.ts');
const jsonFile = options.json === undefined ? null : path.resolve(options.json);
if (options.defaults) await chooseDefaultSettings({ dataSets, repeats, jsonFile });
else if (options.augmentation) await measureCopies({ dataSets, jsonFile });
else if (options.recipes) await compareRecipes({ dataSets, seedCount, jsonFile });
else if (options.tuning) await measureLastBlocks({ dataSets, jsonFile });
else if (options['label-errors']) await findWrongLabels({ dataSets, jsonFile });
else if (options['input-sizes']) await compareInputSizes({ dataSets, jsonFile });
else if (options['learning-curve']) await drawLearningCurve({ dataSets, jsonFile });
else if (options.exports) {
  installTestClients();
  await measureDownloads({ dataSets, jsonFile });
} else if (options.gallery) await measureLargeGallery({ jsonFile });
else if (options.peers)
  await measureBesidePeers({ dataSets, backend: backends[0], full: options.full, jsonFile });
else if (options.scale) await measureManyImages({ dataSets, backend: backends[0], jsonFile });
else if (options.health) await measureImageHealth({ dataSets, jsonFile });
else await runBench({ dataSets, backends, full: options.full, projects: options.projects, jsonFile });

function readOptions() {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        json: { type: 'string' },
        backends: { type: 'string', default: allBackends.join() },
        full: { type: 'boolean', default: false },
        projects: { type: 'boolean', default: false },
        defaults: { type: 'boolean', default: false },
        peers: { type: 'boolean', default: false },
        scale: { type: 'boolean', default: false },
        exports: { type: 'boolean', default: false },
        gallery: { type: 'boolean', default: false },
        health: { type: 'boolean', default: false },
        'input-sizes': { type: 'boolean', default: false },
        'label-errors': { type: 'boolean', default: false },
        'learning-curve': { type: 'boolean', default: false },
        augmentation: { type: 'boolean', default: false },
        recipes: { type: 'boolean', default: false },
        tuning: { type: 'boolean', default: false },
        repeats: { type: 'string', default: '3' },
        seeds: { type: 'string', default: '10' },
      },
    }).values;
  } catch (error) {
    return stop(error.message);
  }
}
