import { enAdvice } from './en-advice.ts';
import { enAugmentationForm } from './en-augmentation-form.ts';
import { enCalibration } from './en-calibration.ts';
import { enCompression } from './en-compression.ts';
import { enEmbeddingMap } from './en-embedding-map.ts';
import { enEpochChanges } from './en-epoch-changes.ts';
import { enEvaluation } from './en-evaluation.ts';
import { enExperiments } from './en-experiments.ts';
import { enExplanation } from './en-explanation.ts';
import { enExport } from './en-export.ts';
import { enHealth } from './en-health.ts';
import { enHeatMap } from './en-heat-map.ts';
import { enLabels } from './en-labels.ts';
import { enNoneOfThese } from './en-none-of-these.ts';
import { enRecipe } from './en-recipe.ts';
import { enRuns } from './en-runs.ts';
import { enSettingsFinder } from './en-settings-finder.ts';
import { enShifts } from './en-shifts.ts';
import { enTrainOn } from './en-train-on.ts';
import { enTuning } from './en-tuning.ts';

/** Every English sentence that only parts of the page that are loaded when they are needed say. */
export const enLate = {
  advice: enAdvice,
  augmentationForm: enAugmentationForm,
  compression: enCompression,
  embeddingMap: enEmbeddingMap,
  calibration: enCalibration,
  labels: enLabels,
  epochChanges: enEpochChanges,
  evaluation: enEvaluation,
  experiments: enExperiments,
  explanation: enExplanation,
  export: enExport,
  heatMap: enHeatMap,
  noneOfThese: enNoneOfThese,
  recipe: enRecipe,
  health: enHealth,
  shifts: enShifts,
  tuning: enTuning,
  settingsFinder: enSettingsFinder,
  runs: enRuns,
  trainOn: enTrainOn,
};
