import { expect, test } from 'vitest';
import { openCamera } from '../../src/platform/camera.ts';

/** A browser whose camera answers with an error of this name. */
function cameraThatFails(name: string) {
  return { getUserMedia: () => Promise.reject(new DOMException('no picture', name)) };
}

test.each([
  ['NotAllowedError', { kind: 'camera-refused' }],
  ['SecurityError', { kind: 'camera-refused' }],
  ['NotFoundError', { kind: 'camera-missing' }],
  ['OverconstrainedError', { kind: 'camera-missing' }],
  ['NotReadableError', { kind: 'camera-busy', detail: 'no picture' }],
  ['AbortError', { kind: 'camera-busy', detail: 'no picture' }],
  ['NotSupportedError', { kind: 'camera-unsupported' }],
])('%s becomes a failure that can be explained', async (name, failure) => {
  expect(await openCamera(cameraThatFails(name))).toEqual(failure);
});

test('a page that may not have cameras at all gets a failure', async () => {
  expect(await openCamera(null)).toEqual({ kind: 'camera-unsupported' });
});
