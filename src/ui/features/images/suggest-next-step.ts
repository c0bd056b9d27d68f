import type { Messages } from '../../../messages/en.ts';
import { selectActiveClassSamples } from '../../../studio/select-active-samples.ts';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';

/** How many images a class should have before its results are worth something. */
const fewImages = 5;
/** From this ratio on, the smaller class suffers. */
const unbalancedRatio = 5;

/** The one thing that would help most before training, in a sentence; null when nothing stands out. */
export function suggestNextStep(
  allClasses: readonly StudioClass[],
  samples: readonly StudioSample[],
  { images }: Messages,
): string | null {
  const classes = allClasses.filter(({ disabled }) => !disabled);
  if (classes.length === 0) return null;
  const classSamples = selectActiveClassSamples(allClasses, samples);
  const sized = classes.map(({ id, name }) => ({ name, count: classSamples.get(id)?.length ?? 0 }));
  const empty = sized.filter((each) => each.count === 0);
  if (empty.length > 0) return images.hintEmptyClasses(empty.map((each) => each.name));
  if (classes.length === 1) return images.hintSecondClass;
  const fewest = sized.reduce((a, b) => (b.count < a.count ? b : a));
  const most = sized.reduce((a, b) => (b.count >= a.count ? b : a));
  if (fewest.count < fewImages) return images.hintFewImages(fewest.name, fewest.count);
  if (most.count >= unbalancedRatio * fewest.count) return images.hintUnbalanced(most.name, fewest.name);
  return null;
}
