import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Failure, isFailure } from '../../src/core/shared/failure.ts';
import { en } from '../../src/messages/en.ts';
import { describeFailure } from '../../src/studio/describe-failure.ts';

/** One of every kind: a kind that is missing here is a type error. */
const failures: { readonly [Kind in Failure['kind']]: Extract<Failure, { readonly kind: Kind }> } = {
  'file-not-an-image': { kind: 'file-not-an-image', mediaType: 'text/plain' },
  'file-empty': { kind: 'file-empty' },
  'file-damaged': { kind: 'file-damaged', format: 'JPEG' },
  'file-format-unsupported': { kind: 'file-format-unsupported', format: 'HEIC' },
  'file-too-many-pixels': { kind: 'file-too-many-pixels', width: 20_000, height: 14_000, limit: 1e8 },
  'file-too-large': { kind: 'file-too-large', sizeBytes: 3e8, limitBytes: 1e8 },
  'file-unreadable': { kind: 'file-unreadable', detail: 'NotFoundError' },
  'file-fully-transparent': { kind: 'file-fully-transparent' },
  'file-cut-off': { kind: 'file-cut-off', format: 'jpeg', readFraction: 0.02 },
  'decoder-unreachable': { kind: 'decoder-unreachable', format: 'heic', detail: 'offline' },
  'decoder-gave-up': { kind: 'decoder-gave-up', format: 'tiff', detail: '60 s' },
  'import-empty': { kind: 'import-empty' },
  'import-no-classes': { kind: 'import-no-classes' },
  'import-is-model': { kind: 'import-is-model' },
  'import-too-many-files': { kind: 'import-too-many-files', limit: 20_000 },
  'import-too-large': { kind: 'import-too-large', limitBytes: 2e9 },
  'path-climbs-out': { kind: 'path-climbs-out' },
  'path-too-long': { kind: 'path-too-long' },
  'path-without-class': { kind: 'path-without-class' },
  'zip-unreadable': { kind: 'zip-unreadable', detail: 'End of file' },
  'zip-encrypted': { kind: 'zip-encrypted' },
  'zip-inside-zip': { kind: 'zip-inside-zip' },
  'zip-bomb': { kind: 'zip-bomb', ratio: 1029 },
  'import-too-many-classes': { kind: 'import-too-many-classes', limit: 1000 },
  'start-stopped': { kind: 'start-stopped' },
  'speed-not-measured': { kind: 'speed-not-measured' },
  'files-beyond-limit': { kind: 'files-beyond-limit', limit: 20_000 },
  'import-stopped': { kind: 'import-stopped', readCount: 12 },
  'import-no-room': { kind: 'import-no-room', readCount: 12 },
  'base-model-unfit': { kind: 'base-model-unfit', detail: 'its input is not square' },
  'base-model-unreachable': { kind: 'base-model-unreachable', url: 'https://a.example/m', detail: '404' },
  'no-backend': { kind: 'no-backend', tried: ['webgl', 'wasm'] },
  'backend-unavailable': { kind: 'backend-unavailable', backend: 'webgpu', detail: 'no adapter' },
  'backend-wrong': { kind: 'backend-wrong', backend: 'webgl' },
  'engine-crashed': { kind: 'engine-crashed', detail: 'the worker was ended' },
  'out-of-memory': { kind: 'out-of-memory', detail: '' },
  'too-few-classes': { kind: 'too-few-classes', classCount: 1 },
  'class-without-training-samples': { kind: 'class-without-training-samples', classNames: ['cat'] },
  'setting-out-of-range': { kind: 'setting-out-of-range', setting: 'epochs', minimum: 1, maximum: 1000 },
  'loss-not-finite': { kind: 'loss-not-finite', epoch: 1 },
  'nothing-to-save': { kind: 'nothing-to-save' },
  'no-folds': { kind: 'no-folds' },
  'search-needs-validation': { kind: 'search-needs-validation' },
  'nothing-trained': { kind: 'nothing-trained' },
  'head-does-not-fit': { kind: 'head-does-not-fit' },
  'model-of-other-base': { kind: 'model-of-other-base', baseModel: 'MobileNet', inputSize: 160 },
  'base-not-compressible': { kind: 'base-not-compressible', baseModel: 'MobileNet' },
  'base-not-cuttable': { kind: 'base-not-cuttable', baseModel: 'MobileNet' },
  'activations-too-large': {
    kind: 'activations-too-large',
    sizeBytes: 700e6,
    limitBytes: 500e6,
    blockCount: 1,
  },
  'nothing-to-judge': { kind: 'nothing-to-judge' },
  'nothing-to-calibrate': { kind: 'nothing-to-calibrate' },
  'head-of-tuned-base': { kind: 'head-of-tuned-base' },
  'tuned-on-all': { kind: 'tuned-on-all' },
  'base-not-exportable': { kind: 'base-not-exportable', baseModel: 'Other' },
  'download-failed': { kind: 'download-failed', detail: 'disk full' },
  'model-missing': { kind: 'model-missing' },
  'model-of-other-program': { kind: 'model-of-other-program', format: 'keras' },
  'model-is-images': { kind: 'model-is-images' },
  'model-link-elsewhere': { kind: 'model-link-elsewhere', address: 'https://a.example/m.zip' },
  'model-link-unreachable': { kind: 'model-link-unreachable', address: 'm.zip', detail: 'offline' },
  'model-link-too-large': { kind: 'model-link-too-large', address: 'm.zip', limitBytes: 1e8 },
  'model-not-of-graft': { kind: 'model-not-of-graft', format: 'onnx' },
  'model-program-missing': {
    kind: 'model-program-missing',
    program: 'ONNX Runtime',
    fetched: false,
    detail: 'offline',
  },
  'model-ambiguous': { kind: 'model-ambiguous', modelCount: 3 },
  'model-unfit': { kind: 'model-unfit', detail: 'its input is not an image' },
  'model-not-finite': { kind: 'model-not-finite' },
  'model-needs-base': { kind: 'model-needs-base', baseModel: 'mobilenet-v1', inputSize: 224 },
  'model-stopped': { kind: 'model-stopped', detail: 'the worker was ended' },
  'camera-refused': { kind: 'camera-refused' },
  'camera-missing': { kind: 'camera-missing' },
  'camera-gone': { kind: 'camera-gone' },
  'camera-busy': { kind: 'camera-busy', detail: 'NotReadableError' },
  'camera-unsupported': { kind: 'camera-unsupported' },
  'project-unreadable': { kind: 'project-unreadable' },
  'project-newer': { kind: 'project-newer', version: 2, knownVersion: 1 },
  'project-cut-short': { kind: 'project-cut-short' },
  'project-image-odd': { kind: 'project-image-odd' },
  'project-image-missing': { kind: 'project-image-missing' },
  'project-more-left-out': { kind: 'project-more-left-out', imageCount: 1234 },
  'project-model-damaged': { kind: 'project-model-damaged' },
  'project-embeddings-damaged': { kind: 'project-embeddings-damaged' },
  'project-runs-damaged': { kind: 'project-runs-damaged', count: 2 },
  'video-unplayable': { kind: 'video-unplayable', mediaType: 'video/x-msvideo' },
  'video-broke-off': { kind: 'video-broke-off', frameCount: 12 },
  'video-in-import': { kind: 'video-in-import' },
  'image-elsewhere': { kind: 'image-elsewhere' },
  'drop-without-image': { kind: 'drop-without-image' },
  'clipboard-without-image': { kind: 'clipboard-without-image' },
  'clipboard-refused': { kind: 'clipboard-refused', detail: 'Read permission denied.' },
  'storage-full': { kind: 'storage-full' },
  'storage-failed': { kind: 'storage-failed', detail: 'The disk is on fire' },
  'project-open-elsewhere': { kind: 'project-open-elsewhere', name: 'Birds' },
  'project-gone': { kind: 'project-gone' },
  'project-unread': { kind: 'project-unread', detail: 'UnknownError' },
  'image-lost': { kind: 'image-lost' },
  'project-busy': { kind: 'project-busy' },
  'part-unreachable': { kind: 'part-unreachable', detail: 'Failed to fetch' },
};

describe('a failure in words', () => {
  test.each(Object.values(failures))('$kind is a failure with a sentence', (failure) => {
    expect(isFailure(failure)).toBe(true);
    const sentence = describeFailure(failure, en);
    expect(sentence).toMatch(/^[\p{Lu}“].*[^.]\.$/u);
    expect(sentence).not.toMatch(/undefined|NaN|\[object|null|\(\)/);
  });

  test.each(Object.values(failures))('$kind says more than that it went wrong', (failure) => {
    const parts = describeFailure(failure, en).split(/[.;] /);
    expect(parts.length, 'what happened, what was kept, what to do').toBeGreaterThan(1);
  });

  test('names backends and settings as the page does', () => {
    expect(describeFailure(failures['no-backend'], en)).toContain('WebGL, WebAssembly');
    expect(describeFailure({ ...failures['setting-out-of-range'], setting: 'batchSize' }, en)).toContain(
      'Batch size must lie between 1 and 1000',
    );
  });

  test('counts in the singular and plural', () => {
    expect(describeFailure({ kind: 'import-stopped', readCount: 1 }, en)).toContain('after 1 file,');
    expect(describeFailure({ kind: 'import-stopped', readCount: 2 }, en)).toContain('after 2 files,');
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(describeFailure({ kind: 'class-without-training-samples', classNames: names }, en)).toContain(
      '“e” and 2 more',
    );
  });

  test('stays one short line of text, whatever stands in a detail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (detail) => {
        const sentence = describeFailure({ kind: 'zip-unreadable', detail }, en);
        expect(Array.from(sentence).length).toBeLessThan(400);
        expect(sentence).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      }),
      { seed: 1 },
    );
    const markup = '<img src=x onerror=alert(1)>';
    expect(describeFailure({ kind: 'zip-unreadable', detail: markup }, en)).toContain(markup);
  });
});
