import { evaluate } from '../core/evaluation/evaluate.ts';
import { findThresholdBasis, fitThreshold } from '../core/evaluation/none-threshold.ts';
import { applyTemperature, fitTemperature } from '../core/evaluation/temperature.ts';
import { isFailure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';
import { scaleLogits } from '../core/training/scale-logits.ts';
import type { BaseModelInfo, EngineClient } from '../engine/engine-api.ts';
import { evaluateModel, type JudgedSet } from './evaluate-model.ts';
import type { UnseenAnswers } from './judge-unseen.ts';
import type { EvaluationOutcome, SetEvaluation, TrainedModel } from './trained-model.ts';

/** What judging adds to heads that have just been trained. */
type JudgedHeads = Pick<
  TrainedModel,
  'head' | 'validationHead' | 'temperature' | 'noneThreshold' | 'evaluation'
>;

/** Of fewer images neither temperature nor threshold is fitted: they would be left to chance. */
const calibrationMinimum = 10;

/**
 * Calibrates the heads of a run on the validation set, and judges what came of it on both sets.
 *
 * The temperature is fitted on what heads say that have never seen the images: those of folds where there are any, else
 * `validationHead` on the validation images; where there was a refit, the head in use has been trained on all of them and is far too
 * sure of them. It is then folded into both heads, so that the studio and every export give the same confidences.
 * @param unseen what heads of folds say of the images; null where none were trained
 */
export async function judgeHeads(
  engine: EngineClient,
  trained: Pick<TrainedModel, 'head' | 'validationHead'>,
  baseModel: BaseModelInfo,
  sets: { readonly validation: JudgedSet; readonly test: JudgedSet },
  unseen: UnseenAnswers | null = null,
): Promise<JudgedHeads> {
  const raw = await evaluateModel(engine, trained.validationHead, baseModel, sets.validation);
  const temperature = chooseTemperature(unseen ?? (isFit(raw) ? raw : null), trained.head);
  const validation = scaleEvaluation(raw, trained.validationHead, temperature);
  const head = scaleLogits(trained.head, temperature);
  return {
    head,
    validationHead: scaleLogits(trained.validationHead, temperature),
    temperature,
    noneThreshold: chooseThreshold(validation),
    evaluation: { validation, test: await evaluateModel(engine, head, baseModel, sets.test) },
  };
}

/** The threshold for "None of these" that fits a validation set; null where there are too few images for one. */
export function chooseThreshold(outcome: EvaluationOutcome): number | null {
  if (!isFit(outcome)) return null;
  const { probabilities, trueClassIndexes, evaluation } = outcome;
  return fitThreshold(findThresholdBasis(probabilities, trueClassIndexes, evaluation.perClass.length));
}

function chooseTemperature(answers: UnseenAnswers | null, { classCount }: Head): number {
  if (answers === null || answers.trueClassIndexes.length < calibrationMinimum) return 1;
  return fitTemperature(answers.probabilities, answers.trueClassIndexes, classCount);
}

function scaleEvaluation(
  outcome: EvaluationOutcome,
  { classCount }: Head,
  temperature: number,
): EvaluationOutcome {
  if (outcome === null || isFailure(outcome)) return outcome;
  const probabilities = applyTemperature(outcome.probabilities, classCount, temperature);
  const evaluation = evaluate(probabilities, outcome.trueClassIndexes, classCount);
  return { ...outcome, probabilities, evaluation };
}

function isFit(outcome: EvaluationOutcome): outcome is SetEvaluation {
  return outcome !== null && !isFailure(outcome) && outcome.evaluation.sampleCount >= calibrationMinimum;
}
