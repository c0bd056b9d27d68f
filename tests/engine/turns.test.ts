import { expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { Head } from '../../src/core/training/head.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { BaseModelSource, EmbeddedImage, ImageToEmbed } from '../../src/engine/engine-api.ts';
import { drawPng } from './support/draw-image.ts';
import { blankImages, createGate, createMadeBase, createMadePorts, settle } from './support/made-ports.ts';

const builtIn: BaseModelSource = { kind: 'built-in' };

const head: Head = {
  embeddingSize: 2,
  classCount: 2,
  layers: [
    {
      inputSize: 2,
      outputSize: 2,
      kernel: Float32Array.of(1, -1, -1, 1),
      bias: new Float32Array(2),
      activation: 'linear',
    },
  ],
};

function drawImages(count: number): ImageToEmbed[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${i}`, image: drawPng('discs', i, 8) }));
}

test('an embedding run lets an image that a person waits for go first', async () => {
  const waitedFor = drawPng('checks', 1, 8);
  const gate = createGate();
  const base = createMadeBase('base');
  const engine = createEngine(
    createMadePorts({
      loadBaseModel: async () => base,
      images: {
        ...blankImages,
        async decode(image, ...rest) {
          if (image === waitedFor) await gate.opened;
          return blankImages.decode(image, ...rest);
        },
      },
    }),
  );
  await engine.start({ backend: 'cpu', baseModel: builtIn }, () => {});
  const order: string[] = [];
  let classifying: Promise<unknown> | null = null;
  let passesBefore = 0;
  const asked = createGate();
  const run = engine
    .embedImages(drawImages(40), async () => {
      if (classifying === null) {
        classifying = engine.classifyImage(waitedFor, head).then(() => order.push('classified'));
        passesBefore = base.passes.length;
        asked.open();
      }
      return 'continue';
    })
    .then(() => order.push('all embedded'));
  await asked.opened;
  await settle();
  // At most the pass that was already on its way has gone through.
  expect(base.passes.length - passesBefore).toBeLessThanOrEqual(1);
  expect(order).toEqual([]);
  gate.open();
  await run;
  expect(order).toEqual(['classified', 'all embedded']);
});

test('a classification that breaks does not end the embedding run', async () => {
  const broken = drawPng('checks', 1, 8);
  const engine = createEngine(
    createMadePorts({
      loadBaseModel: async () => createMadeBase('base'),
      images: {
        ...blankImages,
        async decode(image, ...rest) {
          if (image === broken) throw new Error('the decoder has a bug');
          return blankImages.decode(image, ...rest);
        },
      },
    }),
  );
  await engine.start({ backend: 'cpu', baseModel: builtIn }, () => {});
  const run = engine.embedImages(drawImages(10), async () => 'continue');
  await expect(engine.classifyImage(broken, head)).rejects.toThrow('the decoder has a bug');
  expect(await run).toMatchObject({ imagesEmbedded: 10 });
});

test('of two starts the later one counts, however long the earlier one loads', async () => {
  const gate = createGate();
  const engine = createEngine(
    createMadePorts({
      async loadBaseModel(source) {
        if (source.kind === 'built-in') {
          await gate.opened;
          return createMadeBase('slow', 2);
        }
        return createMadeBase('quick', 3);
      },
    }),
  );
  const order: string[] = [];
  const start = async (baseModel: BaseModelSource) => {
    const result = await engine.start({ backend: 'cpu', baseModel }, () => {});
    order.push(isFailure(result) ? result.kind : result.baseModel.name);
  };
  const starts = [start(builtIn), start({ kind: 'layers-url', url: 'quick', inputRange: [0, 1] })];
  await settle();
  gate.open();
  await Promise.all(starts);
  expect(order).toEqual(['slow', 'quick']);
  const sizes: number[] = [];
  await engine.embedImages(drawImages(1), async ([result]) => {
    if (result !== undefined && 'embedding' in result) sizes.push(result.embedding.length);
    return 'continue';
  });
  expect(sizes).toEqual([3]);
});

test('a start waits for the training run under way', async () => {
  const engine = createEngine(createMadePorts({ loadBaseModel: async () => createMadeBase('base') }));
  await engine.start({ backend: 'wasm', baseModel: builtIn }, () => {});
  const gate = createGate();
  const order: string[] = [];
  const request = {
    embeddings: { sampleCount: 2, embeddingSize: 2, values: Float32Array.of(1, 0, 0, 1) },
    classIndexes: Int32Array.of(0, 1),
    classCount: 2,
    trainingRows: Int32Array.of(0, 1),
    validationRows: new Int32Array(),
    settings: { ...defaultTrainingSettings, epochs: 3 },
  };
  const training = engine
    .trainHead(request, async () => {
      await gate.opened;
      return 'continue';
    })
    .then((outcome) => order.push(isFailure(outcome) ? outcome.kind : outcome.ending));
  const start = engine
    .start({ backend: 'cpu', baseModel: builtIn }, () => {})
    .then((result) => order.push(isFailure(result) ? result.kind : result.backend));
  await settle();
  expect(order).toEqual([]);
  gate.open();
  await Promise.all([training, start]);
  expect(order).toEqual(['finished', 'cpu']);
});

test('no more pixels are decoded at one time than the memory of a tablet bears', async () => {
  let together = 0;
  let most = 0;
  const engine = createEngine(
    createMadePorts({
      loadBaseModel: async () => createMadeBase('base'),
      images: {
        ...blankImages,
        async decode(...rest) {
          together += 24_000_000;
          most = Math.max(most, together);
          await new Promise((resolve) => setTimeout(resolve));
          together -= 24_000_000;
          return blankImages.decode(...rest);
        },
      },
    }),
  );
  await engine.start({ backend: 'cpu', baseModel: builtIn }, () => {});
  const photograph = new Uint8Array(await drawPng('discs', 1, 8).arrayBuffer());
  // Width and height of a PNG stand at bytes 16 and 20.
  new DataView(photograph.buffer).setUint32(16, 6000);
  new DataView(photograph.buffer).setUint32(20, 4000);
  const images = Array.from({ length: 12 }, (_, i) => ({
    id: `${i}`,
    image: new Blob([photograph, Uint8Array.of(i)]),
  }));
  expect(await engine.embedImages(images, async () => 'continue')).toMatchObject({ imagesEmbedded: 12 });
  // Two at one time: 48 megapixels are what is allowed, and it is made use of.
  expect(most).toBe(48_000_000);
});

/** An engine that notes what it decodes, and refuses what does not call itself a PNG. */
async function startCountingEngine() {
  const decoded: unknown[] = [];
  const base = createMadeBase('base');
  const engine = createEngine(
    createMadePorts({
      loadBaseModel: async () => base,
      images: {
        ...blankImages,
        async decode(image, ...rest) {
          decoded.push(image);
          await new Promise((resolve) => setTimeout(resolve));
          return image instanceof Blob && image.type === 'image/png'
            ? blankImages.decode(image, ...rest)
            : null;
        },
      },
    }),
  );
  await engine.start({ backend: 'cpu', baseModel: builtIn }, () => {});
  const passesAtStart = base.passes.length;
  const embed = async (files: readonly Blob[], knownImageHashes?: ReadonlySet<string>) => {
    const groups: (readonly EmbeddedImage[])[] = [];
    const images = files.map((image, index) => ({ id: `${index}`, image }));
    const keep = async (group: readonly EmbeddedImage[]) => {
      groups.push(group);
      return 'continue' as const;
    };
    const timings = await engine.embedImages(images, keep, knownImageHashes);
    return { groups, results: groups.flat(), timings };
  };
  return { embed, decoded, passes: () => base.passes.slice(passesAtStart) };
}

/** `embedded`, `known` or the kind of the failure. */
function outcomeOf(result: EmbeddedImage): string {
  if ('failure' in result) return result.failure.kind;
  return 'embedding' in result ? 'embedded' : 'known';
}

test('of equal files the first is decoded and embedded, even when another one is read sooner', async () => {
  const { embed, decoded, passes } = await startCountingEngine();
  const bytes = await drawPng('discs', 1, 8).arrayBuffer();
  const copy = () => new Blob([bytes], { type: 'image/png' });
  const slow = copy();
  const read = slow.arrayBuffer.bind(slow);
  slow.arrayBuffer = async () => {
    await settle();
    return read();
  };
  const { results, timings } = await embed([slow, copy(), drawPng('discs', 2, 8), copy()]);
  expect(results.map(({ id }) => id)).toEqual(['0', '1', '2', '3']);
  expect(results.map(outcomeOf)).toEqual(['embedded', 'known', 'embedded', 'known']);
  expect(decoded).toHaveLength(2);
  expect(decoded[0]).toBe(slow);
  expect(passes()).toEqual([2]);
  expect(timings).toMatchObject({ imagesEmbedded: 2 });
});

test('known images reach nobody who decodes or embeds, and are told in groups of bounded length', async () => {
  const { embed, decoded, passes } = await startCountingEngine();
  const files = drawImages(40).map(({ image }) => image);
  const first = await embed(files);
  const hashes = first.results.map((result) => ('embedding' in result ? result.imageHash : ''));
  const [decodedBefore, passesBefore] = [decoded.length, passes().length];
  const second = await embed(files, new Set(hashes));
  expect(second.results).toEqual(hashes.map((knownImageHash, index) => ({ id: `${index}`, knownImageHash })));
  expect(second.timings).toMatchObject({ imagesEmbedded: 0 });
  expect([decoded.length, passes().length]).toEqual([decodedBefore, passesBefore]);
  expect(Math.max(...second.groups.map(({ length }) => length))).toBeLessThan(files.length);
});

test('a copy of a file that was refused is refused for the same reason, without another try', async () => {
  const { embed, decoded } = await startCountingEngine();
  const bytes = await drawPng('discs', 1, 8).arrayBuffer();
  const copy = (type: string) => new Blob([bytes], { type });
  const { results } = await embed([copy('image/x'), copy('image/x'), copy('image/png'), copy('image/png')]);
  // What calls itself otherwise may be taken, as some browsers do it.
  expect(results.map(outcomeOf)).toEqual(['file-damaged', 'file-damaged', 'embedded', 'known']);
  expect(decoded).toHaveLength(2);
});
