import { MantineProvider } from '@mantine/core';
import { expect, test } from 'vitest';
import { defaultTrainingSettings } from '../../../../src/core/training/training-settings.ts';
import type { TrainedModel } from '../../../../src/studio/trained-model.ts';
import { CutOffNotice } from '../../../../src/ui/features/train/cut-off-notice.tsx';
import { renderWithState } from '../../render-with-state.tsx';

/** Of a run of 50 epochs of the head, and 6 with blocks where there are any. */
function render(epochCount: number, tunedBlockCount: number): string {
  const cutOffModel = {
    settings: { ...defaultTrainingSettings, epochs: 50, tunedBlockCount, tuningEpochs: 6 },
    history: Array.from({ length: epochCount }, () => ({})),
  } as unknown as TrainedModel;
  return renderWithState(
    <MantineProvider>
      <CutOffNotice />
    </MantineProvider>,
    { cutOffModel },
  );
}

test('a training that was cut off says how far it came, and of blocks that they are not kept', () => {
  expect(render(12, 0)).toContain('A training was cut off after 12 epochs of 50.');
  expect(render(12, 2)).toContain('A training was cut off after 12 epochs of 50.');
  expect(render(50, 2)).toContain('while blocks of the base model learned. Its head from before that');
});
