import { MantineProvider } from '@mantine/core';
import { expect, test } from 'vitest';
import { defaultTrainingSettings } from '../../../../src/core/training/training-settings.ts';
import { nothingFound } from '../../../../src/studio/settings-finder-state.ts';
import type { StudioState } from '../../../../src/studio/studio-state.ts';
import { SettingSearchTool } from '../../../../src/ui/features/train/setting-search-tool.tsx';
import { renderWithState } from '../../render-with-state.tsx';

/** After a search of two choices, with so many of 40 validation images right by the first and by the best. */
function render(firstCount: number, bestCount: number): string {
  const trial = (rightCount: number) => ({
    settings: defaultTrainingSettings,
    validationAccuracy: rightCount / 40,
    validationLoss: 1 - rightCount / 40,
    bestEpoch: 3,
    durationMs: 1,
  });
  const search = {
    trials: [trial(firstCount), trial(bestCount)],
    bestIndex: bestCount > firstCount ? 1 : 0,
    budgetSeconds: 15,
    validationCount: 40,
  };
  return renderWithState(
    <MantineProvider>
      <SettingSearchTool />
    </MantineProvider>,
    {
      settings: defaultTrainingSettings,
      classes: [],
      samples: [],
      engine: { phase: 'starting' } as StudioState['engine'],
      importing: null,
      training: { phase: 'idle' },
      settingsFinder: { ...nothingFound, search },
    },
  );
}

test('what a search gained is called luck where it is a few images, and what to do next follows from it', () => {
  expect(render(30, 32)).toMatch(
    /2 validation images of 40 more than yours\. So few may be luck.* cross-validate/,
  );
  const much = render(30, 37);
  expect(much).toMatch(/7 validation images of 40 more than yours\. Next: look at the test accuracy/);
  expect(much).not.toContain('luck,');
  expect(render(30, 20)).toMatch(/your own settings did best\. Next: more images/);
});
