import type { Failure } from '../shared/failure.ts';
import { findSettingProblem } from './training-settings.ts';
import type { TrainingRequest } from './training-types.ts';

/** Why nothing can be trained on this; null when something can. */
export function findRequestProblem(request: TrainingRequest): Failure | null {
  const { classCount, classIndexes, trainingRows, settings } = request;
  if (classCount < 2) return { kind: 'too-few-classes', classCount };
  const trainedClasses = new Set(Array.from(trainingRows, (row) => classIndexes[row]));
  if (trainedClasses.size < classCount) return { kind: 'class-without-training-samples', classNames: [] };
  return findSettingProblem(settings);
}
