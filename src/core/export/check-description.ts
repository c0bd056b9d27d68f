import type { BaseModel } from '../embedding/base-model.ts';
import type { ModelDescription } from './model-description.ts';

/** @throws RangeError where the description speaks of another base model */
export function checkDescription(base: BaseModel, description: ModelDescription): void {
  const { id, inputSize } = base.manifest;
  if (description.baseModel.id !== id || description.baseModel.inputSize !== inputSize) {
    throw new RangeError(`the description speaks of ${description.baseModel.id}, the base model is ${id}`);
  }
}
