import { type EmbeddingTable, stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';
import type { BaseModelInfo, Picture } from '../engine/engine-api.ts';
import { refuseOtherBase } from './refuse-other-base.ts';
import { spread } from './spread.ts';
import type { StudioContext } from './studio-context.ts';
import type { TrainedModel } from './trained-model.ts';

/** Images that a model has not learned from, and the head to judge on them. */
export interface JudgedImages {
  readonly set: 'validation' | 'test';
  readonly head: Head;
  readonly rows: readonly {
    readonly picture: Picture;
    /** What the person knows the image by. */
    readonly file: string;
    readonly classIndex: number;
  }[];
  /** One row for each, by the base model that the model has; null where that was tuned: then they are to be embedded by it. */
  readonly table: EmbeddingTable | null;
}

/**
 * The test images; where there are none, the validation images, with the head that was trained without them.
 * @param maximum so many at most, spread over all
 */
export function pickJudged(
  { store, embeddings }: StudioContext,
  baseModel: BaseModelInfo,
  model: TrainedModel,
  maximum: number,
): JudgedImages | Failure {
  const misfit = refuseOtherBase(model, baseModel);
  if (misfit !== null) return misfit;
  const set = model.split.test.length > 0 ? 'test' : 'validation';
  // Of a refit's blocks, only those that have seen the validation images are kept.
  if (set === 'validation' && model.tunedLayers !== null && model.refitDone) return { kind: 'tuned-on-all' };
  const columns = new Map(
    model.split[set].map((id, row) => [id, model.sampleClassIndexes[set][row] as number]),
  );
  const known = store.getState().samples.flatMap(({ id, file, image, imageHash }) => {
    const embedding = imageHash === null ? null : embeddings.get(imageHash, baseModel);
    const classIndex = columns.get(id);
    return embedding === null || imageHash === null || classIndex === undefined
      ? []
      : [{ picture: { imageHash, image }, file, embedding, classIndex }];
  });
  const rows = spread(known, maximum);
  if (rows.length === 0) return { kind: 'nothing-to-judge' };
  const table =
    model.tunedLayers === null
      ? stackEmbeddings(
          rows.map(({ embedding }) => embedding),
          baseModel.embeddingSize,
        )
      : null;
  return { set, head: set === 'test' ? model.head : model.validationHead, rows, table };
}
