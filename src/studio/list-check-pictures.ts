import type { Picture } from '../engine/engine-api.ts';
import { spread } from './spread.ts';
import type { StudioSample, StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** More images make a check no surer, but the wait for a download longer. */
const pictureMaximum = 20;

/** So many show the ranges of numbers that a network works with; more make an 8-bit export longer. */
const calibrationMaximum = 100;

/** Images of a model's classes that its files are checked on, spread over all. */
export function listCheckPictures(
  { samples }: Pick<StudioState, 'samples'>,
  { classIds }: Pick<TrainedModel, 'classIds'>,
): readonly Picture[] {
  const known = new Set(classIds);
  return listPictures(
    samples.filter(({ classId }) => known.has(classId)),
    pictureMaximum,
  );
}

/** Images that a model has learned from, spread over all. */
export function listCalibrationPictures(
  { samples }: Pick<StudioState, 'samples'>,
  { split }: Pick<TrainedModel, 'split'>,
): readonly Picture[] {
  const training = new Set(split.training);
  return listPictures(
    samples.filter(({ id }) => training.has(id)),
    calibrationMaximum,
  );
}

function listPictures(samples: readonly StudioSample[], maximum: number): readonly Picture[] {
  const pictures = samples.flatMap(({ image, imageHash }) =>
    imageHash === null ? [] : [{ imageHash, image }],
  );
  return spread(pictures, maximum);
}
