import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BaseModel } from '../../../src/core/embedding/base-model.ts';
import { exportFullModel } from '../../../src/core/export/export-full-model.ts';
import { exportHeadModel } from '../../../src/core/export/export-head-model.ts';
import { createTestHead, describeTestModel, readBuiltInBase, unzipModel } from './export-fixtures.ts';

const small = { embeddingSize: 4 };

function exportSmallHead(labels: readonly string[]) {
  return exportHeadModel(createTestHead(4, 0, labels.length), describeTestModel(labels, small));
}

describe('the files of an exported head', () => {
  it('are exactly model.json, weights.bin and metadata.json', async () => {
    const { fileNames, weights } = unzipModel(await exportSmallHead(['a', 'b']));
    expect([...fileNames].sort()).toEqual(['metadata.json', 'model.json', 'weights.bin']);
    // Scale and offset of the standardizing, then kernel and bias.
    expect(weights.length).toBe(4 * (2 * 4 + 4 * 2 + 2));
  });

  it('carry every label as it was written, in order', async () => {
    const awkward = [
      '__proto__',
      'constructor',
      '🐈‍⬛ "cat"',
      "it's <b>\\n</b>\n",
      'é',
      'e\u0301',
      ' ',
      '\ud800',
      '',
    ];
    const label = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'binary', minLength: 200, maxLength: 200 }),
      fc.constantFrom(...awkward),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(label, { minLength: 2, maxLength: 12 }), async (labels) => {
        const { metadata } = unzipModel(await exportSmallHead(labels));
        expect(metadata.labels).toEqual(labels);
      }),
      { seed: 2, examples: [[awkward]] },
    );
  });

  it('are byte for byte the same when the same model is exported again', async () => {
    const [first, second] = [await exportSmallHead(['a', 'b']), await exportSmallHead(['a', 'b'])];
    expect(second).toEqual(first);
  });

  it('say what goes in, what comes out, and what the model was measured at', async () => {
    const { metadata } = unzipModel(await exportSmallHead(['a', 'b']));
    expect(metadata).toMatchObject({
      format: 'graft-model',
      version: 1,
      contains: 'head',
      graftVersion: '9.8.7',
      createdAt: '2026-03-04T05:06:07.000Z',
      inputSize: 224,
      inputRange: [-1, 1],
      input: { shape: [null, 4], dtype: 'float32' },
      output: { shape: [null, 2], dtype: 'float32' },
      baseModel: { id: 'mobilenet-v1-1.0-224', sha256: '0123456789abcdef' },
      metrics: { validation: { sampleCount: 8, accuracy: 0.875, macroF1: 0.8 }, test: null },
    });
  });
});

describe('the files of an exported full model', () => {
  let base: BaseModel;
  beforeAll(async () => {
    base = await readBuiltInBase();
  });

  it('are byte for byte the same when the same model is exported again', async () => {
    const head = createTestHead(1024, 8, 2);
    const first = await exportFullModel(base, head, describeTestModel(['a', 'b']));
    const second = await exportFullModel(base, head, describeTestModel(['a', 'b']));
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    expect(first.mediaType).toBe('application/zip');
  });

  it('say how a picture becomes the input, so that pixel values meet the input range', async () => {
    const description = describeTestModel(['a', 'b'], { inputRange: [-1, 1] });
    const { metadata } = unzipModel(await exportFullModel(base, createTestHead(1024, 0, 2), description));
    expect(metadata).toMatchObject({
      contains: 'full',
      input: { shape: [null, 224, 224, 3] },
      preprocessing: {
        crop: 'centre-square',
        resize: { width: 224, height: 224 },
        background: '#ffffff',
        channels: 'RGB',
      },
    });
    const { scale, description: words } = metadata.preprocessing as {
      scale: { multiply: number; add: number };
      description: string;
    };
    expect(scale.add).toBe(-1);
    expect(255 * scale.multiply + scale.add).toBeCloseTo(1, 12);
    expect(words).toMatch(/square in the middle.*224 x 224.*0 becomes -1 and 255 becomes 1/s);
  });

  it('name their tensors as Keras does, all float32', async () => {
    const { model } = unzipModel(
      await exportFullModel(base, createTestHead(1024, 8, 2), describeTestModel(['a', 'b'])),
    );
    const weights = model.weightsManifest.flatMap((group) => group.weights) as {
      name: string;
      dtype: string;
    }[];
    const names = weights.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'conv1/kernel',
        'conv_dw_1/depthwise_kernel',
        'hidden_1/kernel',
        'probabilities/bias',
      ]),
    );
    expect(weights.every(({ dtype }) => dtype === 'float32')).toBe(true);
  });
});
