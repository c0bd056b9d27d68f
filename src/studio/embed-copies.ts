import type { Answer } from '../core/shared/answer.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { BaseModelInfo, EmbeddedCopies, EngineClient } from '../engine/engine-api.ts';
import { addTimings } from './add-timings.ts';
import { answerOrFailure } from './engine-access.ts';
import { copySettingKey, listCopyNumbers, listMissingCopies } from './list-missing-copies.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample } from './studio-state.ts';

/**
 * Embeds the copies of samples that are not known yet. Each group is kept as it comes, so that none is embedded twice
 * whatever ends the run.
 * @param onProgress counts copies; told at the start, too
 * @returns null at the end, even where images could not be read any more: those have no copies
 */
export async function embedCopies(
  context: StudioContext,
  samples: readonly StudioSample[],
  settings: TrainingSettings,
  client: EngineClient,
  baseModel: BaseModelInfo,
  onProgress: (doneCount: number, totalCount: number) => Answer,
): Promise<Failure | null> {
  const { embeddings, keeper, store } = context;
  const { copies } = embeddings;
  const settingKey = copySettingKey(baseModel, settings);
  if (listCopyNumbers(settings).length === 0) return null;
  const forgottenKeys = copies.enter(settingKey);
  if (forgottenKeys.length > 0) await keeper.keepCopies([], forgottenKeys);
  const missing = listMissingCopies(samples, settings, copies, baseModel);
  if (missing.length === 0) return null;
  const wanted = new Map(missing.map(({ imageHash, copyNumbers }) => [imageHash, copyNumbers.length]));
  const totalCount = [...wanted.values()].reduce((sum, count) => sum + count, 0);
  let doneCount = 0;
  let ended = false;
  if (onProgress(doneCount, totalCount) === 'stop') return null;

  const takeGroup = async (results: readonly EmbeddedCopies[]): Promise<Answer> => {
    const embedded = results.flatMap((result) =>
      'copies' in result
        ? result.copies.map(({ copyNumber, embedding }) =>
            copies.put(settingKey, result.imageHash, copyNumber, embedding),
          )
        : [],
    );
    await keeper.keepCopies(embedded);
    // A worker that is given up may still have something to say.
    if (ended) return 'stop';
    for (const { imageHash } of results) doneCount += wanted.get(imageHash) ?? 0;
    return onProgress(doneCount, totalCount);
  };
  const answer = await answerOrFailure(() => client.embedCopies(missing, settings, takeGroup));
  ended = true;
  if (isFailure(answer)) return answer;
  store.setState(addTimings(answer));
  return null;
}
