import type { Failure } from '../core/shared/failure.ts';
import type { BaseModelInfo } from '../engine/engine-api.ts';
import { baseModelKey } from './embedding-store.ts';
import type { TrainedModel } from './trained-model.ts';

/** Why the model cannot be used with the base model in use: it belongs to another one, or to another input size. Null where it can. */
export function refuseOtherBase(
  { baseModel: own }: Pick<TrainedModel, 'baseModel'>,
  inUse: BaseModelInfo,
): Failure | null {
  if (baseModelKey(own) === baseModelKey(inUse)) return null;
  return { kind: 'model-of-other-base', baseModel: own.name, inputSize: own.inputSize };
}
