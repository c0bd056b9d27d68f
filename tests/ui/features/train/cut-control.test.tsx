import { MantineProvider } from '@mantine/core';
import { expect, test } from 'vitest';
import type { BaseCut } from '../../../../src/core/embedding/list-cuts.ts';
import { defaultTrainingSettings } from '../../../../src/core/training/training-settings.ts';
import { en } from '../../../../src/messages/en.ts';
import { noTimings } from '../../../../src/studio/embedding-store.ts';
import type { StudioState } from '../../../../src/studio/studio-state.ts';
import { CutControl } from '../../../../src/ui/features/train/cut-control.tsx';
import { findTrainingObstacle } from '../../../../src/ui/features/train/find-training-obstacle.ts';
import { builtInBase } from '../../../studio/support/plain-engine.ts';
import { createSamples, renderWithState } from '../../render-with-state.tsx';

const cuts: readonly BaseCut[] = [10e6, 20e6, 20e6, 20e6].map((activationBytes, index) => ({
  blockCount: index + 1,
  parameterCount: 10 * (index + 1),
  activationBytes,
  workFraction: 0.1,
}));

/** 30 images of two classes, on an engine with these cuts. */
function createState(tunedBlockCount: number, ofBase = cuts): StudioState {
  const samples = [...createSamples('a', 15), ...createSamples('b', 15)];
  const classes = ['a', 'b'].map((id) => ({ id, name: id, colour: 0, disabled: false }));
  return {
    classes,
    samples,
    settings: { ...defaultTrainingSettings, tunedBlockCount },
    engine: { phase: 'ready', backend: 'wasm', reports: [], baseModel: builtInBase, cuts: ofBase },
    timings: noTimings,
    training: { phase: 'idle' },
    settingsFinder: { work: { phase: 'idle' } },
    importing: null,
  } as unknown as StudioState;
}

const draw = (state: StudioState) =>
  renderWithState(
    <MantineProvider>
      <CutControl from={0.3} to={0.6} />
    </MantineProvider>,
    state,
  );

test('the head alone is the default, at the right end, and nothing is said of memory', () => {
  const page = draw(createState(0));
  expect(page).toMatch(/<input[^>]*type="range"[^>]*value="4"/);
  expect(page).toContain('aria-valuetext="Only the new head learns"');
  expect(page).not.toContain('<dl');
});

test('a cut says what is trained and frozen, memory and time, and lets training begin', () => {
  const page = draw(createState(1));
  expect(page).toContain('aria-valuetext="The last block and the new head learn"');
  // 18 numbers of the head of two classes, and 10 of the block.
  for (const text of ['28 numbers', '90 numbers', '300 MB for 30 images at the cut', 'not known before'])
    expect(page).toContain(text);
  expect(page).not.toContain('the limit is');
  expect(findTrainingObstacle(createState(1), en)).toBeNull();
});

test('a cut that needs more than 500 MB offers one that does not, and rests "Train"', () => {
  const page = draw(createState(3));
  expect(page).toContain('So deep a cut would need 600 MB; the limit is 500 MB.');
  expect(page).toMatch(/<button[^>]*>.*Train the last block<.*<\/button>/);
  expect(findTrainingObstacle(createState(3), en)).toMatch(/too much memory/);
  const huge = cuts.map((cut) => ({ ...cut, activationBytes: 20e6 }));
  expect(draw(createState(1, huge))).toMatch(/<button[^>]*>.*Train the head alone<.*<\/button>/);
});

test('a base model that cannot be cut leaves the cut where it is, and says why', () => {
  const page = draw(createState(2, []));
  expect(page).toMatch(/<input[^>]*type="range"[^>]*disabled=""/);
  expect(page).toContain('aria-valuetext="Only the new head learns"');
  expect(page).toContain('its layers are not known one by one');
  expect(findTrainingObstacle(createState(2, []), en)).toBeNull();
});
