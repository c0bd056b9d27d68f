import { givenSet } from '../core/dataset/given-set.ts';
import { rememberLast } from './remember-last.ts';
import { selectActiveClassSamples } from './select-active-samples.ts';
import type { StudioClass, StudioSample, StudioState } from './studio-state.ts';

/** So many images are shown with their copies. */
const previewCount = 3;

/** An image whose copies are shown, and its class. */
export interface PreviewSample {
  readonly sample: StudioSample;
  readonly className: string;
}

/** A few images that may be trained on, each of another class: the first of each that is ready. */
export function selectPreviewSamples({ classes, samples }: StudioState): readonly PreviewSample[] {
  return choose(classes, samples);
}

const choose = rememberLast(
  (
    before: readonly PreviewSample[] | null,
    classes: readonly StudioClass[],
    allSamples: readonly StudioSample[],
  ): readonly PreviewSample[] => {
    const classSamples = selectActiveClassSamples(classes, allSamples);
    const chosen = classes
      .flatMap(({ id, name: className }) => {
        const sample = classSamples.get(id)?.find(mayBeCopied);
        return sample === undefined ? [] : [{ sample, className }];
      })
      .slice(0, previewCount);
    const isAsBefore =
      before?.length === chosen.length &&
      chosen.every(
        ({ sample, className }, index) =>
          sample === before[index]?.sample && className === before[index]?.className,
      );
    return isAsBefore ? before : chosen;
  },
);

function mayBeCopied(sample: StudioSample): boolean {
  const set = givenSet(sample);
  return sample.state === 'ready' && set !== 'validation' && set !== 'test';
}
