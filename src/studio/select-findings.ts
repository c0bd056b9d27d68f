import type { TrainingSettings } from '../core/training/training-settings.ts';
import { type Finding, fewImages, type HealthState, markFinding } from './finding.ts';
import { rememberLast } from './remember-last.ts';
import { selectActiveClassSamples, selectActiveSamples } from './select-active-samples.ts';
import type { StudioState } from './studio-state.ts';

/**
 * The findings as they are now: without images that are gone or left out since and classes that have grown, without what was
 * dismissed, and without uneven classes while training weighs them.
 */
export function selectFindings({
  health,
  classes,
  samples,
  settings,
}: Pick<StudioState, 'health' | 'classes' | 'samples' | 'settings'>): readonly Finding[] {
  return narrowFindings(health.findings, health.dismissed, classes, samples, settings.classWeighting);
}

const narrowFindings = rememberLast(
  (
    _: unknown,
    findings: HealthState['findings'],
    dismissed: HealthState['dismissed'],
    classes: StudioState['classes'],
    allSamples: StudioState['samples'],
    classWeighting: TrainingSettings['classWeighting'],
  ): readonly Finding[] => {
    if (findings.length === 0) return findings;
    const classIdOf = new Map(
      selectActiveSamples(classes, allSamples).map(({ id, classId }) => [id, classId]),
    );
    const classIds = new Set(classes.filter(({ disabled }) => !disabled).map(({ id }) => id));
    return findings.flatMap((finding): Finding[] => {
      const { kind } = finding;
      const isNew = (id: string) => !dismissed.has(markFinding(kind, id));
      if (kind === 'few-images') {
        const counts = selectActiveClassSamples(classes, allSamples);
        const isSmall = (id: string) => (counts.get(id)?.length ?? 0) < fewImages;
        const left = finding.classIds.filter((id) => classIds.has(id) && isSmall(id) && isNew(id));
        return left.length === 0 ? [] : [{ ...finding, classIds: left }];
      }
      if (kind === 'imbalance') {
        if (classWeighting === 'balanced') return [];
        const { smallestId, largestId } = finding;
        return classIds.has(smallestId) && classIds.has(largestId) && isNew(smallestId) ? [finding] : [];
      }
      if (kind === 'nearer-to-other') {
        const moves = finding.moves.filter(({ sampleId, classId }) => {
          const now = classIdOf.get(sampleId);
          return now !== undefined && now !== classId && classIds.has(classId) && isNew(sampleId);
        });
        return moves.length === 0 ? [] : [{ kind, moves }];
      }
      if ('sampleIds' in finding) {
        const sampleIds = finding.sampleIds.filter((id) => classIdOf.has(id) && isNew(id));
        return sampleIds.length === 0 ? [] : [{ kind: finding.kind, sampleIds }];
      }
      const groups = finding.groups
        .map((group) => group.filter((id) => classIdOf.has(id)))
        .filter((group) => group.length > 1 && group.some(isNew))
        // Moved together since, or one of the two classes left out.
        .filter(
          (group) => kind !== 'across-classes' || new Set(group.map((id) => classIdOf.get(id))).size > 1,
        );
      return groups.length === 0 ? [] : [{ kind: finding.kind, groups }];
    });
  },
);
