import type { Messages } from '../../../messages/en.ts';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';

/** How many images a class should have before its results are worth something. */
const fewImages = 5;
/** From this ratio on, the smaller class suffers. */
const unbalancedRatio = 5;

/** The one thing that would help most before training, in a sentence; null when nothing stands out. */
export function suggestNextStep(
  classes: readonly StudioClass[],
  samples: readonly StudioSample[],
  { images }: Messages,
): string | null {
  if (classes.length === 0) return null;
  const counts = new Map(classes.map((each) => [each.id, 0]));
  for (const sample of samples) counts.set(sample.classId, (counts.get(sample.classId) ?? 0) + 1);
  const sized = classes.map((each) => ({ name: each.name, count: counts.get(each.id) ?? 0 }));
  const empty = sized.filter((each) => each.count === 0);
  if (empty.length > 0) return images.hintEmptyClasses(empty.map((each) => each.name));
  if (classes.length === 1) return images.hintSecondClass;
  const byCount = [...sized].sort((a, b) => a.count - b.count);
  const [fewest] = byCount;
  const most = byCount.at(-1);
  if (fewest === undefined || most === undefined) return null;
  if (fewest.count < fewImages) return images.hintFewImages(fewest.name, fewest.count);
  if (most.count >= unbalancedRatio * fewest.count) return images.hintUnbalanced(most.name, fewest.name);
  return null;
}
