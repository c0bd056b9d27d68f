import type { Failure } from '../core/shared/failure.ts';
import type { BaseModelInfo, OpenedModelFacts } from '../engine/engine-api.ts';

/** Why a head from a file cannot be run on the base model in use: it belongs to another one, or to another input size. Null where it can. */
export function refuseHead(
  { head, inputSize, inputRange }: OpenedModelFacts,
  inUse: BaseModelInfo,
): Failure | null {
  if (head === null) return null;
  const fits =
    head.baseModel.sha256 === inUse.sha256 &&
    head.head.embeddingSize === inUse.embeddingSize &&
    inputSize === inUse.inputSize &&
    String(inputRange) === String(inUse.inputRange);
  return fits ? null : { kind: 'model-needs-base', baseModel: head.baseModel.id, inputSize };
}
