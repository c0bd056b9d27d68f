import { listOpenedSamples, matchClasses } from './match-classes.ts';
import type { OpenedEvaluation } from './opened-evaluation.ts';
import type { OpenedModel } from './opened-model.ts';
import type { StudioState } from './studio-state.ts';

/** Whether figures of a model from a file are those of now; what changed first counts. */
export type OpenedFit = 'current' | 'pixels-changed' | 'images-changed';

/**
 * Compares what was judged with the model that is open, and with the images of the same set as they are now. Figures of a part
 * of the set stay current while images join the rest of it.
 */
export function findOpenedFit(
  { model, set, setEvaluation, unreadCount, ended }: OpenedEvaluation,
  openModel: OpenedModel,
  state: Pick<StudioState, 'classes' | 'samples' | 'model'>,
): OpenedFit {
  if (model !== openModel) return 'pixels-changed';
  const matched = matchClasses(state, model);
  const samples = listOpenedSamples(state, matched, set);
  const columnNow = new Map(samples.map(({ id, classId }) => [id, matched.columns.get(classId)]));
  const { sampleIds, trueClassIndexes } = setEvaluation;
  const isAsJudged = sampleIds.every((id, row) => columnNow.get(id) === trueClassIndexes[row]);
  const isWhole = ended !== null || samples.length === sampleIds.length + unreadCount;
  return isAsJudged && isWhole ? 'current' : 'images-changed';
}
