import { rememberLast } from './remember-last.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { StudioState } from './studio-state.ts';

type Material = Pick<StudioState, 'classes' | 'samples' | 'settings'>;

const describe = rememberLast(
  (
    _: string | null,
    classes: Material['classes'],
    samples: Material['samples'],
    settings: Material['settings'],
  ): string =>
    JSON.stringify([
      settings,
      selectActiveSamples(classes, samples).map(({ id, classId, assignedSet, pinnedSet }) => [
        id,
        classId,
        assignedSet,
        pinnedSet,
      ]),
    ]),
);

/** Equal exactly while the images that count, their classes and sets, and the settings are the same. */
export function selectInputSizesBasis({ classes, samples, settings }: Material): string {
  return describe(classes, samples, settings);
}
