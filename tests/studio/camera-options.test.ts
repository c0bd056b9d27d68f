import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cameraLimits, defaultCameraOptions } from '../../src/studio/camera-options.ts';
import { createTestStudio } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

test('the options of the camera are there again at the next visit', () => {
  const { studio, preferences } = createTestStudio(createPlainEngine());
  expect(studio.store.getState().camera).toEqual(defaultCameraOptions);
  studio.changeCamera({ cameraId: 'back', framesPerSecond: 10, lengthSeconds: 3 });
  studio.changeCamera({ mirrored: false, delaySeconds: 2 });

  const { state } = createTestStudio(createPlainEngine(), {}, preferences);
  expect(state().camera).toEqual({
    cameraId: 'back',
    mirrored: false,
    framesPerSecond: 10,
    delaySeconds: 2,
    lengthSeconds: 3,
  });
});

test('whatever was stored, the options make sense', () => {
  const stored = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record(
        {
          cameraId: fc.oneof(fc.string({ maxLength: 500 }), fc.integer()),
          mirrored: fc.anything(),
          framesPerSecond: fc.oneof(fc.double(), fc.string()),
          delaySeconds: fc.double(),
          lengthSeconds: fc.integer(),
        },
        { requiredKeys: [] },
      )
      .map((options) => JSON.stringify(options)),
  );
  fc.assert(
    fc.property(stored, (text) => {
      const { camera } = createTestStudio(
        createPlainEngine(),
        {},
        new Map([['camera', text]]),
      ).studio.store.getState();
      expect(camera.cameraId === null || camera.cameraId.length <= 200).toBe(true);
      expect([null, true, false]).toContain(camera.mirrored);
      for (const option of ['framesPerSecond', 'delaySeconds', 'lengthSeconds'] as const) {
        expect(camera[option]).toBeGreaterThanOrEqual(cameraLimits[option].minimum);
        expect(camera[option]).toBeLessThanOrEqual(cameraLimits[option].maximum);
      }
    }),
    { seed: 7 },
  );
});
