import { describe, expect, it } from 'vitest';
import { tolerances } from '../../../src/core/export/export-check.ts';
import type { Answer } from '../../../src/core/shared/answer.ts';
import type { Head } from '../../../src/core/training/head.ts';
import { type CheckRequest, checkExport } from '../../../src/engine/checks/check-export.ts';
import type { CheckedImage, ExportClient } from '../../../src/engine/checks/export-client.ts';
import { blankImages } from '../support/made-ports.ts';

/** Says `first` whatever it is shown, as surely as the embedding is large. */
const head: Head = {
  embeddingSize: 2,
  classCount: 2,
  layers: [
    {
      inputSize: 2,
      outputSize: 2,
      kernel: Float32Array.of(1, 0, -1, 0),
      bias: Float32Array.of(0, 0),
      activation: 'linear',
    },
  ],
};
const rightAnswer = Float32Array.of(0.8807971, 0.1192029);
const image = new Blob(['an image'], { type: 'image/png' });

interface Made {
  readonly answer?: (image: CheckedImage) => Promise<Float32Array>;
  readonly labels?: readonly string[] | null;
  readonly open?: () => Promise<ExportClient>;
  readonly pictures?: CheckRequest['pictures'];
  readonly stopAfter?: number;
  readonly msPerImage?: number;
  readonly tells?: () => Promise<Answer>;
}

async function check(made: Made) {
  let disposedCount = 0;
  let nowMs = 0;
  const client: ExportClient = {
    name: 'Reader 1.0',
    labels: made.labels === undefined ? ['first', 'second'] : made.labels,
    predict: made.answer ?? (async () => rightAnswer),
    dispose: () => disposedCount++,
  };
  const { check: result, answers } = await checkExport(
    {
      head,
      inputSize: 4,
      embed: async () => {
        nowMs += made.msPerImage ?? 0;
        return Float32Array.of(1, -1);
      },
      open: made.open ?? (async () => client),
      clientName: 'Reader',
      labels: ['first', 'second'],
      tolerance: tolerances.float32,
      pictures: made.pictures ?? [1, 2, 3].map((number) => ({ imageHash: `${number}`, image })),
    },
    { images: blankImages, clock: { now: () => nowMs, wait: async () => {} } },
    made.tells ?? (async (doneCount) => (doneCount === made.stopAfter ? 'stop' : 'continue')),
  );
  return { result, answers, disposedCount };
}

describe('checkExport', () => {
  it('passes a file that says what the studio says', async () => {
    const { result, disposedCount } = await check({});
    expect(result).toMatchObject({ outcome: 'compared', client: 'Reader 1.0', imageCount: 3, passed: true });
    expect(result).toHaveProperty('sameClassCount', 3);
    expect(disposedCount).toBe(1);
  });

  it('fails a file that is off by more than is promised on one image, though the class is right', async () => {
    let count = 0;
    const { result } = await check({
      answer: async () => (++count === 2 ? Float32Array.of(0.88, 0.12) : rightAnswer),
    });
    expect(result).toMatchObject({ outcome: 'compared', sameClassCount: 3, passed: false });
    expect(result).toHaveProperty('largestDifference', expect.closeTo(0.0008, 4));
  });

  it('fails a file that gives what is no number', async () => {
    const { result } = await check({ answer: async () => Float32Array.of(Number.NaN, 0.1) });
    expect(result).toMatchObject({ outcome: 'compared', largestDifference: 1, passed: false });
  });

  it('says when the program refuses the file, breaks off, or finds other classes in it', async () => {
    const refusal = { outcome: 'refused', client: 'Reader' };
    const broken = async () => Promise.reject(new Error('no such operation'));
    expect((await check({ open: broken })).result).toEqual({ ...refusal, detail: 'no such operation' });
    const late = await check({ answer: broken });
    expect(late.result).toEqual({ ...refusal, client: 'Reader 1.0', detail: 'no such operation' });
    expect(late.disposedCount).toBe(1);
    const { result } = await check({ labels: ['first', 'second '] });
    expect(result).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('class names') });
    const short = await check({ answer: async () => Float32Array.of(1) });
    expect(short.result).toMatchObject({ outcome: 'refused', detail: 'it gives 1 numbers for 2 classes' });
  });

  it('passes over pictures that cannot be read, and says where none can', async () => {
    const empty = { imageHash: 'e', image: new Blob([]) };
    const { result } = await check({ pictures: [empty, { imageHash: '1', image }] });
    expect(result).toMatchObject({ imageCount: 1, passed: true });
    const nothing = { outcome: 'unchecked', reason: 'no-images' };
    expect((await check({ pictures: [empty] })).result).toEqual(nothing);
    expect((await check({ pictures: [] })).result).toEqual(nothing);
  });

  it('leaves it at fewer pictures when it is told to stop, or takes long', async () => {
    expect((await check({ stopAfter: 2 })).result).toMatchObject({ imageCount: 2 });
    expect((await check({ msPerImage: 8000 })).result).toMatchObject({ imageCount: 2 });
  });

  it('opens nothing once it is told to stop, and takes a program that is ended then for no refusal', async () => {
    const brokenOff = { outcome: 'unchecked', reason: 'broken-off' };
    let openCount = 0;
    const open = async () => Promise.reject(new Error(`opened ${++openCount} times`));
    expect((await check({ stopAfter: 0, open })).result).toEqual({ ...brokenOff, client: 'Reader' });
    expect(openCount).toBe(0);

    let stops = false;
    const ended = (count: number) => {
      let askedCount = 0;
      stops = false;
      return async () => {
        if (askedCount++ < count) return rightAnswer;
        stops = true;
        throw new Error('it was ended');
      };
    };
    const tells = async () => (stops ? 'stop' : 'continue');
    expect((await check({ answer: ended(0), tells })).result).toEqual({ ...brokenOff, client: 'Reader 1.0' });
    expect((await check({ answer: ended(2), tells })).result).toMatchObject({ imageCount: 2, passed: true });
  });
});
