import { expect, test } from 'vitest';
import { listCameras, openCamera } from '../../src/platform/camera.ts';

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
  expect(await openCamera(null, cameraThatFails(name))).toEqual(failure);
});

test('a page that may not have cameras at all gets a failure', async () => {
  expect(await openCamera(null, null)).toEqual({ kind: 'camera-unsupported' });
});

test('a camera is asked for by its id where there is one, and may be another where it is gone', async () => {
  const asked: unknown[] = [];
  const devices = {
    getUserMedia: (constraints?: MediaStreamConstraints) => {
      asked.push(constraints?.video);
      return Promise.reject(new DOMException('', 'NotFoundError'));
    },
  };
  await openCamera('microscope', devices);
  await openCamera(null, devices);
  const anyCamera = { facingMode: { ideal: 'environment' } };
  expect(asked).toMatchObject([{ deviceId: { exact: 'microscope' } }, anyCamera, anyCamera]);
});

test('cameras are listed with where they look, as far as that is known', async () => {
  const device = (deviceId: string, label: string, more = {}) =>
    ({ kind: 'videoinput', deviceId, label, groupId: '', ...more }) as MediaDeviceInfo;
  const devices = {
    enumerateDevices: async () => [
      device('1', 'camera2 1, facing front'),
      device('2', 'Kamera', { getCapabilities: () => ({ facingMode: ['environment'] }) }),
      device('3', 'USB', { getCapabilities: () => ({ facingMode: [] }) }),
      { ...device('4', 'Microphone'), kind: 'audioinput' } as MediaDeviceInfo,
      // So it looks before a camera has been allowed.
      device('', ''),
    ],
  };
  expect(await listCameras(devices)).toEqual([
    { id: '1', label: 'camera2 1, facing front', facing: 'user' },
    { id: '2', label: 'Kamera', facing: 'environment' },
    { id: '3', label: 'USB', facing: null },
  ]);
});

test.each([
  ['no cameras at all', null],
  ['no list of them', {}],
  ['a list that it keeps to itself', { enumerateDevices: () => Promise.reject(new Error('no')) }],
])('a browser with %s lists none', async (_, devices) => {
  expect(await listCameras(devices)).toEqual([]);
});
