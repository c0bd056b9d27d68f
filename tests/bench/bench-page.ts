import { openTrainingPart, validateFold } from './defaults/validate-in-page.ts';
import { measureHealth, timeComparison } from './health/measure-in-page.ts';
import { findFlipped, openForLabels } from './labels/check-in-page.ts';
import { makePhotoFiles } from './make-photos.ts';
import { timeBarePass } from './peers/time-bare-pass.ts';
import { compareRecipes, openForRecipes } from './recipes/compare-in-page.ts';
import { resamplePhoto } from './resample-photos.ts';
import { timeBackend } from './time-backend.ts';
import { compareTuning, openForTuning } from './tuning/tune-in-page.ts';

const modelUrl = new URL('models/mobilenet-v1/', document.baseURI).href;

/** What the bench calls in its page. */
const bench = {
  timeBackend: timeBackend.bind(null, modelUrl),
  openTrainingPart: openTrainingPart.bind(null, modelUrl),
  validateFold,
  measureHealth: measureHealth.bind(null, modelUrl),
  timeComparison,
  openForRecipes: openForRecipes.bind(null, modelUrl),
  compareRecipes,
  openForLabels: openForLabels.bind(null, modelUrl),
  findFlipped,
  openForTuning: openForTuning.bind(null, modelUrl),
  compareTuning,
  resamplePhoto,
  makePhotoFiles,
  timeBarePass: timeBarePass.bind(null, modelUrl),
};
declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
