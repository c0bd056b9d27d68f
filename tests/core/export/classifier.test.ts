import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BaseModel, FoldedLayerInfo } from '../../../src/core/embedding/base-model.ts';
import { readClassifier } from '../../../src/core/export/classifier/read-classifier.ts';
import { writeClassifier } from '../../../src/core/export/classifier/write-classifier.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from './export-fixtures.ts';

const random = createRandom(7);
const draw = (length: number) => Float32Array.from({ length }, () => randomNormal(random));

/** Two layers: kernels of whole numbers, which half precision holds, and of others, which it would round. */
function makeBase(): Pick<BaseModel, 'layers'> & { readonly manifest: object } {
  const info = (name: string, rest: Partial<FoldedLayerInfo>): FoldedLayerInfo => ({
    name,
    kind: 'conv2d',
    strides: 2,
    kernelShape: [3, 3, 3, 5],
    kernelOffsetBytes: 0,
    biasOffsetBytes: 0,
    biasLength: 5,
    ...rest,
  });
  return {
    manifest: { id: 'tiny', inputSize: 8, name: 'Tiny', source: 'made here', licence: 'none' },
    layers: [
      { info: info('first', {}), kernel: draw(135).map(Math.round), bias: draw(5) },
      {
        info: info('second', { kind: 'depthwiseConv2d', strides: 1, kernelShape: [3, 3, 5, 1] }),
        kernel: draw(45),
        bias: draw(5),
      },
    ],
  };
}

const base = makeBase() as BaseModel;
const head = createTestHead(5, 4, 3);
const labels = ['a', 'a', '</script>\u2028"'];
const description = describeTestModel(labels, { id: 'tiny', inputSize: 8, embeddingSize: 5 });
const { manifest, weights } = writeClassifier(base, head, description);
/** As it comes out of a file. */
const readAgain = (text = JSON.stringify(manifest), bytes = weights) =>
  readClassifier(JSON.parse(text), Uint8Array.from(bytes).buffer);

describe('a classifier in files', () => {
  it('is the same to the last bit when it is read again, in half the bytes where that is possible', () => {
    const read = readAgain();
    if ('kind' in read) throw new Error(read.detail);
    expect(read.head).toEqual(head);
    read.layers.forEach(({ info, kernel, bias }, index) => {
      const { name, kind, strides, kernelShape } = info;
      expect({ name, kind, strides, kernelShape }).toEqual({
        name: base.layers[index]?.info.name,
        kind: base.layers[index]?.info.kind,
        strides: base.layers[index]?.info.strides,
        kernelShape: base.layers[index]?.info.kernelShape,
      });
      expect(kernel).toEqual(base.layers[index]?.kernel);
      expect(bias).toEqual(base.layers[index]?.bias);
    });
    expect(read.facts).toMatchObject({ labels, inputSize: 8, embeddingSize: 5, noneThreshold: 0.4 });
    expect(manifest.base.layers.map(({ kernel }) => kernel.dtype)).toEqual(['float16', 'float32']);
  });

  it('takes 6.6 MB with the built-in base, and rounds nothing of it', async () => {
    const builtIn = await readBuiltInBase();
    const files = writeClassifier(
      builtIn,
      createTestHead(1024, 0, 4),
      describeTestModel(['a', 'b', 'c', 'd']),
    );
    expect(files.weights.length).toBeLessThan(6.6e6);
    const read = readClassifier(files.manifest, files.weights.buffer);
    if ('kind' in read) throw new Error(read.detail);
    for (const [index, { kernel }] of read.layers.entries())
      expect(kernel.every((value, place) => value === builtIn.layers[index]?.kernel[place])).toBe(true);
  });

  it('is refused by name when the files do not belong together', () => {
    expect(readAgain(undefined, weights.slice(4))).toMatchObject({
      detail: expect.stringContaining('bytes'),
    });
    const others = JSON.stringify(manifest).replace('["a","a",', '["a",');
    expect(readAgain(others)).toMatchObject({ detail: 'it has 2 labels for 3 probabilities' });
    for (const what of [null, [], 'text', {}, { ...manifest, version: 2 }])
      expect(readClassifier(what, weights.buffer)).toMatchObject({ kind: 'classifier-unfit' });
    expect(() => writeClassifier(base, head, describeTestModel(labels))).toThrow(RangeError);
  });

  it('never throws, whatever a file says', () => {
    const places = listPlaces(manifest);
    const anything = fc.oneof(
      fc.constantFrom(null, -1, 0, 0.5, 3, 1e9, Number.MAX_SAFE_INTEGER, '', 'float16', [], {}, true),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (place, value) => {
        const read = readClassifier(replaceAt(structuredClone(manifest), place, value), weights.buffer);
        if ('kind' in read) expect(read.kind).toBe('classifier-unfit');
        else expect(read.head.layers.at(-1)?.outputSize).toBe(read.facts.labels.length);
      }),
      { seed: 11, numRuns: 1500 },
    );
  });
});

/** The paths to all values of a JSON value. */
function listPlaces(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => listPlaces(part, [...path, key]))];
}

function replaceAt(root: unknown, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value;
  let part = root as Record<string, unknown>;
  for (const key of path.slice(0, -1)) part = part[key] as Record<string, unknown>;
  part[path.at(-1) as string] = value;
  return root;
}
