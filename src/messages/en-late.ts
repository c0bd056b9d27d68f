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
import { enExportChecks } from './en-export-checks.ts';
import { enHealth } from './en-health.ts';
import { enHeatMap } from './en-heat-map.ts';
import { enInputSize } from './en-input-size.ts';
import { enLabels } from './en-labels.ts';
import { enModelCard } from './en-model-card.ts';
import { enNoneOfThese } from './en-none-of-these.ts';
import { enOpenedEvaluation } from './en-opened-evaluation.ts';
import { enOpenedModel } from './en-opened-model.ts';
import { enPredictMany } from './en-predict-many.ts';
import { enRecipe } from './en-recipe.ts';
import { enRuns } from './en-runs.ts';
import { enSettingsFinder } from './en-settings-finder.ts';
import { enShare } from './en-share.ts';
import { enShifts } from './en-shifts.ts';
import { enSpeed } from './en-speed.ts';
import { enTrainOn } from './en-train-on.ts';
import { enTrainingCurves } from './en-training-curves.ts';
import { enTuning } from './en-tuning.ts';

/** Every English sentence that only parts of the page that are loaded when they are needed say. */
export const enLate = {
  advice: enAdvice,
  augmentationForm: enAugmentationForm,
  compression: enCompression,
  embeddingMap: enEmbeddingMap,
  calibration: enCalibration,
  labels: enLabels,
  modelCard: enModelCard,
  epochChanges: enEpochChanges,
  evaluation: enEvaluation,
  experiments: enExperiments,
  explanation: enExplanation,
  export: enExport,
  exportChecks: enExportChecks,
  heatMap: enHeatMap,
  inputSize: enInputSize,
  noneOfThese: enNoneOfThese,
  openedEvaluation: enOpenedEvaluation,
  openedModel: enOpenedModel,
  predictMany: enPredictMany,
  recipe: enRecipe,
  health: enHealth,
  share: enShare,
  shifts: enShifts,
  speed: enSpeed,
  trainingCurves: enTrainingCurves,
  tuning: enTuning,
  settingsFinder: enSettingsFinder,
  runs: enRuns,
  trainOn: enTrainOn,
};
