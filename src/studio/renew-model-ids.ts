import type { ProjectModel } from '../core/project/project-file.ts';

/** A model of a project file, with other ids of classes and samples. */
export function renewModelIds(model: ProjectModel, newId: (id: string) => string): ProjectModel {
  const { split, evaluation } = model;
  const newIds = (ids: readonly string[]) => ids.map(newId);
  const renew = <Outcome extends object>(outcome: Outcome | null) =>
    outcome !== null && 'sampleIds' in outcome
      ? { ...outcome, sampleIds: newIds(outcome.sampleIds as readonly string[]) }
      : outcome;
  const { training, validation, test, leftOut } = split;
  return {
    ...model,
    classIds: newIds(model.classIds),
    splitNotes: model.splitNotes.map((note) =>
      'classId' in note ? { ...note, classId: newId(note.classId) } : note,
    ),
    split: {
      training: newIds(training),
      validation: newIds(validation),
      test: newIds(test),
      leftOut: newIds(leftOut),
    },
    evaluation: { validation: renew(evaluation.validation), test: renew(evaluation.test) },
  };
}
