import { type Interval, wilsonInterval } from '../core/evaluation/wilson-interval.ts';
import type { SetEvaluation, TrainedModel } from './trained-model.ts';

/** What to try next, with the numbers that it follows from. Classes are told by their columns; fractions are 0 to 1. */
export type Advice =
  /** So few images were judged that the accuracy is not known well. */
  | { readonly kind: 'few-judged'; readonly imageCount: number; readonly interval: Interval }
  /** `classCount` classes have few training images; that one the fewest, `imageCount`. */
  | {
      readonly kind: 'few-training';
      readonly classIndex: number;
      readonly imageCount: number;
      readonly classCount: number;
    }
  /** It is much better on what it has learned from. */
  | { readonly kind: 'overfitting'; readonly trainingAccuracy: number; readonly validationAccuracy: number }
  /** It is not even good on what it has learned from. */
  | { readonly kind: 'underfitting'; readonly trainingAccuracy: number }
  | {
      readonly kind: 'imbalance';
      readonly smallestIndex: number;
      readonly largestIndex: number;
      readonly ratio: number;
    }
  | {
      readonly kind: 'confused';
      readonly trueClassIndex: number;
      readonly predictedClassIndex: number;
      readonly count: number;
      readonly support: number;
    }
  | {
      readonly kind: 'weak-class';
      readonly classIndex: number;
      readonly recall: number;
      readonly accuracy: number;
    }
  /** Some images are judged wrong with much confidence: they may be in the wrong class. */
  | { readonly kind: 'sure-mistakes'; readonly count: number }
  /** Nothing stands out. */
  | { readonly kind: 'try-it' };

const limits = {
  judgedCount: 50,
  trainingCount: 15,
  accuracyGap: 0.1,
  trainingAccuracy: 0.8,
  imbalance: 3,
  confusedCount: 2,
  confusedShare: 0.15,
  weakerBy: 0.15,
  weakSupport: 5,
  sureConfidence: 0.8,
} as const;

/** So many pieces of advice are given at once. */
const mostCount = 3;

/** What follows from the figures of one set, what brings most first. */
export function selectAdvice(model: TrainedModel, set: SetEvaluation): readonly Advice[] {
  const found = [
    adviseOnMistakes(set),
    adviseOnTrainingCount(model),
    adviseOnImbalance(model),
    adviseOnConfusion(set),
    adviseOnWeakClass(set),
    adviseOnFit(model),
    adviseOnJudgedCount(set),
  ].filter((advice) => advice !== null);
  return found.length === 0 ? [{ kind: 'try-it' }] : found.slice(0, mostCount);
}

function adviseOnJudgedCount({ evaluation }: SetEvaluation): Advice | null {
  const { sampleCount, accuracy } = evaluation;
  if (sampleCount >= limits.judgedCount) return null;
  const interval = wilsonInterval(Math.round(accuracy * sampleCount), sampleCount);
  return { kind: 'few-judged', imageCount: sampleCount, interval };
}

function adviseOnTrainingCount({ setCounts }: TrainedModel): Advice | null {
  const counts = setCounts.map(({ training }) => training);
  const imageCount = Math.min(...counts);
  if (imageCount >= limits.trainingCount) return null;
  return {
    kind: 'few-training',
    classIndex: counts.indexOf(imageCount),
    imageCount,
    classCount: counts.filter((count) => count < limits.trainingCount).length,
  };
}

function adviseOnImbalance({ setCounts, settings }: TrainedModel): Advice | null {
  const counts = setCounts.map(({ training }) => training);
  const [smallest, largest] = [Math.min(...counts), Math.max(...counts)];
  if (settings.classWeighting === 'balanced' || largest < limits.imbalance * smallest) return null;
  return {
    kind: 'imbalance',
    smallestIndex: counts.indexOf(smallest),
    largestIndex: counts.indexOf(largest),
    ratio: largest / Math.max(1, smallest),
  };
}

function adviseOnFit({ history, bestEpoch }: TrainedModel): Advice | null {
  const best = history.find(({ epoch }) => epoch === bestEpoch);
  if (best === undefined) return null;
  const { accuracy: trainingAccuracy, validationAccuracy } = best;
  // Where images are changed, mixed or hidden in part, it does worse on those that it learns from than on others.
  const isWeak = Math.max(trainingAccuracy, validationAccuracy ?? 0) < limits.trainingAccuracy;
  if (isWeak) return { kind: 'underfitting', trainingAccuracy };
  if (validationAccuracy === null || trainingAccuracy - validationAccuracy < limits.accuracyGap) return null;
  return { kind: 'overfitting', trainingAccuracy, validationAccuracy };
}

function adviseOnConfusion({ evaluation }: SetEvaluation): Advice | null {
  let worst: Extract<Advice, { readonly kind: 'confused' }> | null = null;
  for (const [trueClassIndex, row] of evaluation.confusionMatrix.counts.entries()) {
    const support = evaluation.perClass[trueClassIndex]?.support ?? 0;
    for (const [predictedClassIndex, count] of row.entries()) {
      if (predictedClassIndex === trueClassIndex || count < limits.confusedCount) continue;
      if (count < limits.confusedShare * support || count <= (worst?.count ?? 0)) continue;
      worst = { kind: 'confused', trueClassIndex, predictedClassIndex, count, support };
    }
  }
  return worst;
}

function adviseOnWeakClass({ evaluation }: SetEvaluation): Advice | null {
  const { accuracy, perClass } = evaluation;
  let weakest: Extract<Advice, { readonly kind: 'weak-class' }> | null = null;
  for (const [classIndex, { recall, support }] of perClass.entries()) {
    if (support < limits.weakSupport || recall > accuracy - limits.weakerBy) continue;
    if (weakest === null || recall < weakest.recall) {
      weakest = { kind: 'weak-class', classIndex, recall, accuracy };
    }
  }
  return weakest;
}

function adviseOnMistakes({ evaluation, trueClassIndexes, probabilities }: SetEvaluation): Advice | null {
  const classCount = evaluation.perClass.length;
  const sure = trueClassIndexes.filter((trueClass, row) => {
    const predicted = evaluation.predictedClassIndexes[row] as number;
    const confidence = probabilities[row * classCount + predicted] as number;
    return predicted !== trueClass && confidence >= limits.sureConfidence;
  });
  return sure.length === 0 ? null : { kind: 'sure-mistakes', count: sure.length };
}
