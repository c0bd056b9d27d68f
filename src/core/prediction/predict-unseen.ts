import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import { crossValidate } from '../training/cross-validate.ts';
import type { CrossValidationRequest } from '../training/cross-validation-request.ts';
import { predictOutOfFold } from './predict-out-of-fold.ts';

/**
 * What heads that were trained in the same way say of rows that they have not seen: those of each fold are judged by a head
 * that was trained on all others. Reports how much is done, 0 to 1; ends when answered `stop`.
 * @returns sampleCount * classCount probabilities, row by row, NaN for rows in no fold; null when it was stopped
 */
export async function* predictUnseen(
  request: CrossValidationRequest,
): AsyncGenerator<number, Float32Array<ArrayBuffer> | Failure | null, Answer | undefined> {
  const heads = yield* crossValidate(request);
  if (heads === null || 'kind' in heads) return heads;
  return predictOutOfFold(heads, request.embeddings, request.classCount);
}
