import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Augmentation, changeImage, drawImageChange } from '../../src/core/images/augment-image.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { EmbeddedCopies, ImageToCopy } from '../../src/engine/engine-api.ts';
import { type ConnectedEngine, connectEngine } from './support/connect-engine.ts';
import { drawPixels, drawPng, toPng } from './support/draw-image.ts';
import { pngImages } from './support/node-ports.ts';
import { startServer, type TestServer } from './support/serve.ts';

const side = 224;
const augmentation: Augmentation = {
  flip: true,
  rotationDegrees: 15,
  cropFraction: 0.2,
  brightnessFraction: 0.3,
  colourFraction: 0.3,
};

let server: TestServer;
let engine: ConnectedEngine;
/** The images that were decoded. */
const decoded: unknown[] = [];

beforeAll(async () => {
  server = await startServer();
  engine = connectEngine(server.builtInBaseUrl, (ports) => ({
    ...ports,
    images: {
      ...ports.images,
      decode(image, ...rest) {
        decoded.push(image);
        return pngImages.decode(image, ...rest);
      },
    },
  }));
  const started = await engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(started.kind);
});

afterAll(async () => {
  engine.close();
  await server.close();
});

const pixels = [0, 1, 2, 3, 4, 5].map((seed) => drawPixels('discs', seed, side));
const images: readonly ImageToCopy[] = pixels.map((data, index) => ({
  image: toPng({ width: side, height: side, channels: 3, data }),
  imageHash: `hash ${index}`,
  copyNumbers: index === 1 ? [2] : [1, 2, 3],
}));

async function copy(wanted: readonly ImageToCopy[], answer: 'continue' | 'stop' = 'continue') {
  const results: EmbeddedCopies[] = [];
  const timings = await engine.client.embedCopies(wanted, augmentation, async (group) => {
    results.push(...group);
    return answer;
  });
  if (isFailure(timings)) throw new Error(timings.kind);
  return { results, timings };
}

function copiesOf(result: EmbeddedCopies | undefined) {
  if (result === undefined || !('copies' in result)) throw new Error(`no copies: ${JSON.stringify(result)}`);
  return result.copies;
}

async function embedPixels(data: Uint8Array): Promise<Float32Array> {
  let embedding = new Float32Array();
  const image = toPng({ width: side, height: side, channels: 3, data });
  await engine.client.embedImages([{ id: 'a', image }], async ([result]) => {
    if (result !== undefined && 'embedding' in result) embedding = result.embedding;
    return 'continue';
  });
  return embedding;
}

describe('embedCopies', () => {
  test('decodes each image once, and embeds the copies that are wanted as it embeds their pixels', async () => {
    decoded.length = 0;
    const { results, timings } = await copy(images);
    expect(decoded).toHaveLength(images.length);
    expect(results.map(({ imageHash }) => imageHash)).toEqual(images.map(({ imageHash }) => imageHash));
    const numbers = results.map((result) => copiesOf(result).map(({ copyNumber }) => copyNumber));
    expect(numbers).toEqual(images.map(({ copyNumbers }) => [...copyNumbers]));
    expect(timings.imagesEmbedded).toBe(16);
    for (const [index, place] of [
      [0, 0],
      [1, 0],
      [5, 2],
    ] as const) {
      const { copyNumber, embedding } = copiesOf(results[index])[place] ?? { copyNumber: 0, embedding: [] };
      const change = drawImageChange(augmentation, `hash ${index}`, copyNumber);
      const changed = changeImage(pixels[index] as Uint8Array, side, change);
      expect(changed).not.toEqual(pixels[index]);
      const expected = await embedPixels(changed);
      const largest = Math.max(...expected.map((value, i) => Math.abs(value - (embedding[i] as number))));
      expect(largest).toBeLessThan(1e-4);
    }
  });

  test('gives the reason for an image that cannot be read any more, and the copies of the others', async () => {
    const png = drawPng('discs', 7);
    const broken = {
      ...(images[0] as ImageToCopy),
      image: png.slice(0, png.size - 400),
      imageHash: 'broken',
    };
    const { results, timings } = await copy([images[0] as ImageToCopy, broken, images[2] as ImageToCopy]);
    expect(
      results.map((result) => ('failure' in result ? result.failure.kind : result.copies.length)),
    ).toEqual([3, 'file-damaged', 3]);
    expect(timings.imagesEmbedded).toBe(6);
  });

  test('ends when it is told to stop, and leaves no tensor behind', async () => {
    const before = await engine.client.countTensors();
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...(images[0] as ImageToCopy),
      imageHash: `many ${index}`,
      copyNumbers: [1],
    }));
    const { results } = await copy(many, 'stop');
    expect(results.length).toBeLessThan(20);
    expect(await engine.client.countTensors()).toBe(before);
  });
});

test('drawCopies gives a small picture of each copy that is wanted, or the reason why not', async () => {
  const pictures = await engine.client.drawCopies(images[0] as ImageToCopy, augmentation);
  if (isFailure(pictures)) throw new Error(pictures.kind);
  expect(pictures).toHaveLength(3);
  // The test's decoder keeps the first pixels as they are.
  const bytes = await Promise.all(
    pictures.map(async (picture) => [...new Uint8Array(await picture.arrayBuffer())]),
  );
  for (const [index, picture] of bytes.entries()) {
    const change = drawImageChange(augmentation, 'hash 0', index + 1);
    const changed = changeImage(pixels[0] as Uint8Array, side, change);
    const [red, green, blue] = changed;
    expect(picture.slice(0, 4)).toEqual([red, green, blue, 255]);
  }
  const empty = { ...(images[0] as ImageToCopy), image: new Blob([]) };
  expect(await engine.client.drawCopies(empty, augmentation)).toEqual({ kind: 'file-empty' });
});
