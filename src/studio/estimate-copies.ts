import { splitSamples } from '../core/dataset/split-samples.ts';
import type { Failure } from '../core/shared/failure.ts';
import { groupSamples, type NearDuplicateFinder, type NearDuplicates } from './find-near-duplicates.ts';
import { listCopyNumbers, listMissingCopies } from './list-missing-copies.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import { selectModelFit } from './select-model-fit.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample, StudioState } from './studio-state.ts';

/** What augmented copies cost, before they are made. */
export interface CopyEstimate {
  /** Images of the training set; only about so many while they were not compared with each other. */
  readonly imageCount: number;
  /** Copies of each; fewer than asked for where more would be alike. */
  readonly copiesPerImage: number;
  /** Copies that are not known yet. */
  readonly newCount: number;
  /** How long these will take, by what images took so far; null where nothing was measured. */
  readonly durationMs: number | null;
}

/** Says what copies would cost, and shows how they would look. */
export function createCopyEstimator(
  { store, embeddings, engine }: StudioContext,
  finder: NearDuplicateFinder,
) {
  return {
    estimateCopies(): CopyEstimate | null {
      const state = store.getState();
      if (state.engine.phase !== 'ready') return null;
      const { classes, settings } = state;
      const { baseModel } = state.engine;
      const training = new Set(findTrainingSet(state, finder.recall(baseModel)));
      const trained = selectActiveSamples(classes, state.samples).filter(({ id }) => training.has(id));
      const copiesPerImage = listCopyNumbers(settings).length;
      const missing = listMissingCopies(trained, settings, embeddings.copies, baseModel);
      const waitingCount = trained.filter(({ imageHash }) => imageHash === null).length;
      const newCount =
        missing.reduce((sum, { copyNumbers }) => sum + copyNumbers.length, 0) + waitingCount * copiesPerImage;
      const msPerImage = measureImages(state);
      return {
        imageCount: trained.length,
        copiesPerImage,
        newCount,
        durationMs: msPerImage === null ? null : newCount * msPerImage,
      };
    },

    drawCopies({ image, imageHash }: StudioSample): Promise<readonly Blob[] | Failure> {
      const { settings } = store.getState();
      const copyNumbers = listCopyNumbers(settings);
      if (imageHash === null || copyNumbers.length === 0) return Promise.resolve([]);
      return engine.ask((client) => client.drawCopies({ image, imageHash, copyNumbers }, settings));
    },
  };
}

/**
 * The ids of the samples that would be trained on: as in the last training where nothing changed, else by a new split,
 * which is only near to the one to come while the images were not compared.
 */
function findTrainingSet(state: StudioState, nearDuplicates: NearDuplicates | null): readonly string[] {
  const { model, settings, classes } = state;
  const isSameDraw =
    model?.settings.seed === settings.seed &&
    model.settings.validationFraction === settings.validationFraction;
  if (isSameDraw && selectModelFit(state) === 'current') return model.split.training;
  const samples = selectActiveSamples(classes, state.samples);
  const groups = nearDuplicates === null ? null : groupSamples(samples, nearDuplicates);
  return splitSamples(samples, settings, groups ?? []).split.training;
}

/** Milliseconds per image: of this visit where there were some, else of the backend's trial at the start. */
function measureImages({ timings, engine }: StudioState): number | null {
  if (timings.imagesEmbedded > 0) return timings.totalMs / timings.imagesEmbedded;
  if (engine.phase !== 'ready') return null;
  const report = engine.reports.find(({ backend }) => backend === engine.backend);
  return report?.state === 'ready' ? report.msPerImage : null;
}
