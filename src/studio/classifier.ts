import { matchNames } from '../core/dataset/match-names.ts';
import type { Classifier } from './opened-model.ts';
import { selectModelClassColours, selectModelClassNames } from './select-class-name.ts';
import type { StudioClass, StudioState } from './studio-state.ts';

/** The classifier in use: the one that was chosen, where there are two; null when there is none. */
export function selectClassifier({
  model,
  opened,
  usesOpened,
}: Pick<StudioState, 'model' | 'opened' | 'usesOpened'>): Classifier | null {
  return opened.model !== null && (usesOpened || model === null) ? opened.model : model;
}

/** What stands for each column: the class of a trained model, the place of an opened one. */
export function columnIdsOf(classifier: Classifier): readonly string[] {
  return 'facts' in classifier
    ? classifier.labels.map((_, column) => `column ${column}`)
    : classifier.classIds;
}

/** The name of each column. */
export function selectLabels(classes: readonly StudioClass[], classifier: Classifier): readonly string[] {
  return 'facts' in classifier ? classifier.labels : selectModelClassNames(classes, classifier);
}

/** The colour of each column: of an opened model, that of the class that is called the same; null where there is none. */
export function selectColumnColours(
  classes: readonly StudioClass[],
  classifier: Classifier,
): readonly (number | null)[] {
  if (!('facts' in classifier)) return selectModelClassColours(classes, classifier);
  const names = classes.map(({ name }) => name);
  return matchNames(classifier.labels, names).map((place) => classes[place]?.colour ?? null);
}

/** Below which confidence the answer is "None of these", 0 to 1; null for never. */
export function noneThresholdOf(classifier: Classifier): number | null {
  return 'facts' in classifier ? classifier.facts.noneThreshold : classifier.noneThreshold;
}
