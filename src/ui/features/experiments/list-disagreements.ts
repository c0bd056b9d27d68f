import type { ApproachName } from '../../../core/experiments/approach.ts';
import { isFailure } from '../../../core/shared/failure.ts';
import type { Comparison } from '../../../studio/experiments-state.ts';

/** The trained head, or another approach. */
export type ComparedName = 'head' | ApproachName;

/** One judged image on which not all approaches say the same. */
export interface Disagreement {
  readonly sampleId: string;
  readonly trueClassIndex: number;
  /** What they say, the largest group first. */
  readonly answers: readonly { readonly classIndex: number; readonly names: readonly ComparedName[] }[];
  readonly wrongCount: number;
}

/** Without the floor, which looks at nothing. */
const compared: readonly ComparedName[] = [
  'head',
  'linear',
  'neighbours',
  'centroids',
  'imagenet',
  'scratch',
];

/** The judged images on which the approaches that look at images disagree, those that most of them get wrong first. */
export function listDisagreements({ basis, head, results }: Comparison): readonly Disagreement[] {
  const answering = compared.flatMap((name) => {
    const result = name === 'head' ? head : results[name];
    return result === undefined || isFailure(result)
      ? []
      : [{ name, predicted: result.predictedClassIndexes }];
  });
  const found = basis.judgedIds.map((sampleId, row): Disagreement => {
    const trueClassIndex = basis.classIndexes[basis.trainingIds.length + row] as number;
    const groups = new Map<number, ComparedName[]>();
    for (const { name, predicted } of answering) {
      const classIndex = predicted[row] as number;
      groups.set(classIndex, [...(groups.get(classIndex) ?? []), name]);
    }
    const answers = [...groups].map(([classIndex, names]) => ({ classIndex, names }));
    answers.sort((a, b) => b.names.length - a.names.length);
    const rightCount = groups.get(trueClassIndex)?.length ?? 0;
    return { sampleId, trueClassIndex, answers, wrongCount: answering.length - rightCount };
  });
  return found.filter(({ answers }) => answers.length > 1).sort((a, b) => b.wrongCount - a.wrongCount);
}
