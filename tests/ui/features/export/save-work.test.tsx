import { MantineProvider } from '@mantine/core';
import { expect, test } from 'vitest';
import { enExport } from '../../../../src/messages/en-export.ts';
import type { StudioState } from '../../../../src/studio/studio-state.ts';
import { SaveWork } from '../../../../src/ui/features/export/save-work.tsx';
import { startStudioWithImages } from '../../../studio/support/start-studio-with-images.ts';
import { renderWithState } from '../../render-with-state.tsx';

const projectFile = { fileName: 'mine.graft', sizeBytes: 2000, check: null };
const dataSetFile = { fileName: 'mine.zip', sizeBytes: 1000, check: null };
const projectBefore = enExport.project.savedBefore(projectFile.fileName);
const dataSetBefore = enExport.dataSet.savedBefore(dataSetFile.fileName);

/** The part after both files were saved of one state, drawn in another. */
function render(madeFrom: StudioState, now: StudioState): string {
  return renderWithState(
    <MantineProvider>
      <SaveWork
        saved={
          new Map([
            ['project', { ...projectFile, madeFrom }],
            ['data-set', { ...dataSetFile, madeFrom }],
          ])
        }
      />
    </MantineProvider>,
    now,
  );
}

test('saved work is shown as saved until it changes, and then says that it is from before', async () => {
  const { studio, state } = await startStudioWithImages();
  const saved = state();
  const fresh = render(saved, state());
  expect(fresh).toContain('mine.graft, 2 kB');
  expect(fresh).toContain('mine.zip, 1 kB');

  studio.changeSettings({ epochs: 7 });
  const otherSettings = render(saved, state());
  expect(otherSettings).toContain(projectBefore);
  expect(otherSettings).toContain('mine.zip, 1 kB');

  studio.renameClass(state().classes[0]?.id ?? '', 'ruby');
  const otherName = render(saved, state());
  expect(otherName).toContain(projectBefore);
  expect(otherName).toContain(dataSetBefore);
  expect(otherName).not.toContain('mine.zip, 1 kB');
});
