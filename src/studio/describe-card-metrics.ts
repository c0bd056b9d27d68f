import { listConfusions } from '../core/evaluation/list-confusions.ts';
import { wilsonInterval } from '../core/evaluation/wilson-interval.ts';
import type { CardBlock, CardTable } from '../core/export/model-card/card-document.ts';
import { type CardSource, unfoldedClassMaximum } from './card-source.ts';
import { figuresOf } from './evaluate-model.ts';
import type { SetEvaluation } from './trained-model.ts';

/** A matrix of more classes is too wide for paper; then the pairs are listed. */
const matrixMaximum = 12;
const pairMaximum = 20;
const mistakeMaximum = 10;
/** Of classes with fewer images, one mistake says little. */
const weakSupport = 5;
const weakRecall = 0.8;
/** So many are named. */
const weakMaximum = 8;
/** More pairs that are mixed up as often as each other say nothing of one of them. */
const worstPairMaximum = 3;
/** Of many classes, so many stand before the table of all. */
const leastFoundCount = 10;

/** The figures of each set that the model was measured on, the test set first. */
export function describeCardMetrics(source: CardSource): readonly CardBlock[] {
  const measured = listMeasured(source);
  if (measured.length === 0) return [{ kind: 'text', text: source.words.metrics.none }];
  return measured.flatMap(([set, figures], index) => [
    ...describeScores(source, set, figures),
    // Of one set in full: that of the other tells the same less surely.
    ...(index === 0 ? describeMistakes(source, figures) : []),
  ]);
}

/** Where the model fails, as far as its figures tell, and what no figure tells. */
export function describeCardLimits(source: CardSource): readonly CardBlock[] {
  const { limits } = source.words;
  const { labels, model } = source;
  const [judged] = listMeasured(source);
  const items = [limits.closed(labels.length, model.noneThreshold !== null)];
  if (judged !== undefined) {
    const { sampleCount, accuracy, perClass, confusionMatrix } = judged[1].evaluation;
    items.push(limits.few(sampleCount, wilsonInterval(Math.round(accuracy * sampleCount), sampleCount)));
    const weak = perClass
      .map(({ recall, support }, column) => ({ recall, support, label: labels[column] ?? '' }))
      .filter(({ recall, support }) => support >= weakSupport && recall < weakRecall)
      .sort((a, b) => a.recall - b.recall);
    for (const { label, recall } of weak.slice(0, weakMaximum)) items.push(limits.weak(label, recall));
    if (weak.length > weakMaximum) items.push(limits.moreWeak(weak.length - weakMaximum, weakRecall));
    items.push(...describeWorstPairs(source, confusionMatrix.counts));
  }
  const { inputSize } = model.baseModel;
  return [
    {
      kind: 'list',
      items: [...items, limits.likeThese, limits.square(inputSize), limits.base, limits.people],
    },
  ];
}

/** The pair that is mixed up most often, or those that are so alike; nothing where these are many. */
function describeWorstPairs(
  { labels, words: { limits } }: CardSource,
  counts: readonly (readonly number[])[],
): readonly string[] {
  const confusions = listConfusions(counts);
  const amount = confusions[0]?.count ?? 0;
  const pairs = confusions
    .filter(({ count }) => count === amount)
    .map((pair) => [labels[pair.trueClassIndex] ?? '', labels[pair.predictedClassIndex] ?? ''] as const);
  const [first] = pairs;
  if (first === undefined || pairs.length > worstPairMaximum) return [];
  return [pairs.length === 1 ? limits.confused(...first, amount) : limits.confusedAlike(pairs, amount)];
}

function listMeasured({ model }: CardSource): (readonly ['validation' | 'test', SetEvaluation])[] {
  return (['test', 'validation'] as const).flatMap((set) => {
    const figures = figuresOf(model.evaluation[set]);
    return figures === null ? [] : [[set, figures] as const];
  });
}

function describeScores(
  source: CardSource,
  set: 'validation' | 'test',
  { evaluation }: SetEvaluation,
): readonly CardBlock[] {
  const { words, general } = source;
  const { metrics } = words;
  const { sampleCount, accuracy, macroF1, expectedCalibrationError, perClass } = evaluation;
  const rightCount = Math.round(accuracy * sampleCount);
  const { percent } = general;
  return [
    { kind: 'text', text: metrics.sets[set](sampleCount) },
    {
      kind: 'figures',
      figures: [
        {
          label: metrics.accuracy,
          value: percent(accuracy),
          detail: metrics.interval(wilsonInterval(rightCount, sampleCount)),
        },
        { label: metrics.macroF1, value: general.score(macroF1), detail: metrics.macroF1Detail },
        {
          label: metrics.calibration,
          value: percent(expectedCalibrationError),
          detail: metrics.calibrationDetail,
        },
      ],
    },
    ...tabulateClasses(source, perClass),
  ];
}

/** One row for each class; of many classes first those that are found least. */
function tabulateClasses(
  { words, general, labels }: CardSource,
  perClass: SetEvaluation['evaluation']['perClass'],
): readonly CardBlock[] {
  const { metrics, allClasses } = words;
  const { percent } = general;
  const rows = perClass.map(({ support, recall, precision, f1, rightCount: found }, column) => {
    const { lower, upper } = wilsonInterval(found, support);
    return {
      header: labels[column] ?? '',
      cells: [
        String(support),
        percent(recall),
        `${percent(lower)} – ${percent(upper)}`,
        percent(precision),
        general.score(f1),
      ],
    };
  });
  const table: CardTable = { kind: 'table', caption: metrics.perClass, columns: metrics.columns, rows };
  if (rows.length <= unfoldedClassMaximum) return [table];
  const leastFound = perClass
    .map(({ recall, support }, column) => ({ recall, support, column }))
    .filter(({ support }) => support > 0)
    .sort((a, b) => a.recall - b.recall || b.support - a.support)
    .slice(0, leastFoundCount)
    .flatMap(({ column }) => rows[column] ?? []);
  return [
    { ...table, caption: metrics.leastFound(leastFound.length), rows: leastFound },
    { kind: 'folded', title: allClasses(rows.length), block: table },
  ];
}

function describeMistakes(source: CardSource, figures: SetEvaluation): readonly CardBlock[] {
  const { words, labels } = source;
  const { counts } = figures.evaluation.confusionMatrix;
  const matrix = labels.length > matrixMaximum ? listPairs(source, counts) : drawMatrix(source, counts);
  const mistakes = listMistakes(source, figures);
  return [...(matrix === null ? [] : [matrix]), mistakes ?? { kind: 'text', text: words.metrics.noMistakes }];
}

function drawMatrix({ words, labels }: CardSource, counts: readonly (readonly number[])[]): CardTable {
  return {
    kind: 'table',
    caption: words.metrics.confusion,
    columns: [words.metrics.trueClass, ...labels],
    rows: labels.map((header, row) => ({ header, cells: (counts[row] ?? []).map(String) })),
    shades: counts.map((row) => {
      const support = row.reduce((sum, count) => sum + count, 0);
      return row.map((count) => (support === 0 ? 0 : count / support));
    }),
  };
}

function listPairs({ words, labels }: CardSource, counts: readonly (readonly number[])[]): CardTable | null {
  const pairs = listConfusions(counts).slice(0, pairMaximum);
  if (pairs.length === 0) return null;
  return {
    kind: 'table',
    caption: words.metrics.pairs,
    columns: words.metrics.pairColumns,
    rows: pairs.map(({ trueClassIndex, predictedClassIndex, count }) => ({
      header: labels[trueClassIndex] ?? '',
      cells: [labels[predictedClassIndex] ?? '', String(count)],
    })),
  };
}

/** The wrong answers with the highest confidence; null where there are none. */
function listMistakes({ words, general, labels }: CardSource, figures: SetEvaluation): CardTable | null {
  const { evaluation, files, trueClassIndexes, probabilities } = figures;
  const mistakes = files.flatMap((file, row) => {
    const predicted = evaluation.predictedClassIndexes[row] ?? 0;
    const truth = trueClassIndexes[row] ?? 0;
    const confidence = probabilities[row * labels.length + predicted] ?? 0;
    return predicted === truth ? [] : [{ file, predicted, truth, confidence }];
  });
  if (mistakes.length === 0) return null;
  mistakes.sort((a, b) => b.confidence - a.confidence);
  return {
    kind: 'table',
    caption: words.metrics.mistakes,
    columns: words.metrics.mistakeColumns,
    rows: mistakes.slice(0, mistakeMaximum).map(({ file, predicted, truth, confidence }) => ({
      header: file,
      cells: [labels[truth] ?? '', labels[predicted] ?? '', general.percent(confidence)],
    })),
  };
}
