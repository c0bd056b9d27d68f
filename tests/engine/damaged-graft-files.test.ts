import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportCHeader } from '../../src/core/export/c-header/export-c-header.ts';
import { exportKeras } from '../../src/core/export/keras/export-keras.ts';
import { quantizeNetwork } from '../../src/core/export/tflite/quantize-network.ts';
import { createRandom } from '../../src/core/shared/random.ts';
import type { GraftFileFormat } from '../../src/engine/opened-model-api.ts';
import { openModel } from '../../src/engine/worker/opened-models/open-model.ts';
import {
  createTestHead,
  createTestImages,
  describeTestModel,
  readBuiltInBase,
} from '../core/export/export-fixtures.ts';
import { nodeBackends } from './support/node-ports.ts';
import { nodePrograms } from './support/node-programs.ts';

const labels = ['cat', 'dog'];
let keras: Uint8Array<ArrayBuffer>;
let header: string;

beforeAll(async () => {
  const base = await readBuiltInBase();
  await tf.setBackend('wasm');
  const head = createTestHead(base.manifest.embeddingSize, 0, labels.length);
  const description = describeTestModel(labels);
  keras = (await exportKeras(base, head, description)).bytes;
  const network = await quantizeNetwork(base, head, createTestImages(base.manifest.inputSize));
  header = strFromU8(exportCHeader(base, head, description, network).bytes);
});

function open(format: GraftFileFormat, bytes: Uint8Array<ArrayBuffer>) {
  const source = { format, modelPath: 'file', files: [{ path: 'file', blob: new Blob([bytes]) }] };
  return openModel(source, { backends: nodeBackends, checkPrograms: nodePrograms });
}

/** LiteRT does not run here: a header that is whole gets so far. */
const isWhole = { kind: 'model-program-missing' };
const unfit = (detail: string) => ({ kind: 'model-unfit', detail: expect.stringContaining(detail) });

describe('a C header of Graft', () => {
  const cases: readonly (readonly [string, () => string, object])[] = [
    ['as it is', () => header, isWhole],
    ['with the line ends of Windows', () => header.replaceAll('\n', '\r\n'), isWhole],
    ['that ends within the bytes', () => header.slice(0, -1000), unfit('bytes of the model')],
    ['that ends within the labels', () => header.slice(0, header.indexOf('"dog"')), unfit('label 2 of 2')],
    ['that ends before the bytes', () => header.slice(0, header.indexOf('alignas')), unfit('ends before')],
    ['with a byte too large', () => header.replace(/,0,0,/, ',0,256,'), unfit('of the model is damaged')],
    ['with a byte too many', () => header.replace(/,0,0,/, ',0,0,0,'), unfit('bytes of the model')],
    ['with letters among the bytes', () => header.replace(/,0,0,/, ',0,x,'), unfit('is damaged')],
    [
      'with more labels than it says',
      () => header.replace(/(LABEL_COUNT) 2$/m, '$1 1'),
      unfit('takes or gives'),
    ],
    [
      'with fewer labels than it says',
      () => header.replace(/(LABEL_COUNT) 2$/m, '$1 3'),
      unfit('label 3 of 3'),
    ],
    [
      'with very many labels',
      () => header.replace(/(LABEL_COUNT) 2$/m, '$1 99999999'),
      unfit('99999999 labels'),
    ],
    ['of another image size', () => header.replace(/(INPUT_SIZE) 224$/m, '$1 192'), unfit('takes or gives')],
    [
      'that says it is huge',
      () => header.replace(/(MODEL_LENGTH) \d+$/m, '$1 999999999'),
      unfit('999999999'),
    ],
    ['with a damaged label', () => header.replace('"dog"', '"do\\9"'), unfit('label 2 of 2')],
  ];
  test.each(cases)('%s', async (_, make, expected) => {
    expect(await open('c-header', strToU8(make()))).toMatchObject(expected);
  });
});

describe('a Keras file of Graft', () => {
  type Files = Record<string, Uint8Array<ArrayBuffer>>;
  const change = (name: string, make: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) => () => {
    const files = unzipSync(keras) as Files;
    return zipSync({ ...files, [name]: make(files[name] as Uint8Array<ArrayBuffer>) }, { level: 0 });
  };
  const changeText = (name: string, from: string | RegExp, to: string) =>
    change(name, (bytes) => strToU8(strFromU8(bytes).replace(from, to)));
  const weights = 'model.weights.h5';
  const other = { kind: 'model-of-other-program', format: 'keras' };
  /** The bytes of a number of a layer in the middle. */
  const spoil = (bytes: Uint8Array<ArrayBuffer>) => {
    const spoilt = Uint8Array.from(bytes);
    const at = 4 * Math.floor(bytes.length / 8);
    spoilt.set([0, 0, 0xc0, 0x7f], at);
    return spoilt;
  };
  const cases: readonly (readonly [string, () => Uint8Array<ArrayBuffer>, object])[] = [
    ['that is cut short', () => keras.slice(0, 1_000_000), other],
    ['whose files are packed', () => zipSync(unzipSync(keras) as Files), other],
    ['without what Graft says', change('metadata.json', () => strToU8('{}')), other],
    ['without a description', change('config.json', () => strToU8('{')), unfit('does not list the layers')],
    ['without an input', changeText('config.json', 'InputLayer', 'Input'), unfit('which images it takes')],
    [
      'with a layer of its own',
      changeText('config.json', '"Dense"', '"Lambda"'),
      unfit('none that Graft writes'),
    ],
    ['with one layer more', changeText('config.json', '"ReLU"', '"Dense"'), unfit('vars/0')],
    ['with a larger layer', changeText('config.json', /"units":2\b/, '"units":3'), { kind: 'model-unfit' }],
    ['with a huge layer', changeText('config.json', /"units":2\b/, '"units":2e9'), unfit('2000000000')],
    ['of another size', changeText('config.json', '224,224', '64,64'), unfit('images of 64 pixels')],
    ['without weights', change(weights, () => new Uint8Array()), unfit('is no HDF5 file')],
    ['whose weights end early', change(weights, (bytes) => bytes.slice(0, 1e6)), unfit('is no HDF5 file')],
    ['with a weight that is no number', change(weights, spoil), unfit('holds what is no number')],
  ];
  test.each(cases)('%s', async (_, make, expected) => {
    expect(await open('keras', make())).toMatchObject(expected);
  });

  test('with any byte of its weights changed is opened or refused, and the next one opens', async () => {
    const random = createRandom(1);
    const outcomes = new Set<string>();
    for (let round = 0; round < 8; round++) {
      const spoilt = change(weights, (bytes) => {
        const changed = Uint8Array.from(bytes);
        // What describes the numbers lies in front.
        changed[Math.floor(random.next() * 8000)] = Math.floor(random.next() * 256);
        return changed;
      });
      const answer = await open('keras', spoilt());
      outcomes.add('kind' in answer ? answer.kind : 'opened');
      if (!('kind' in answer)) answer.dispose();
    }
    expect([...outcomes].filter((kind) => kind !== 'opened' && kind !== 'model-unfit')).toEqual([]);
    const answer = await open('keras', keras);
    expect(answer).toMatchObject({ facts: { labels, format: 'keras' } });
    if (!('kind' in answer)) answer.dispose();
  });
});
