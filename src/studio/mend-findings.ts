import { givenSet } from '../core/dataset/given-set.ts';
import type { createSettingsEditor } from './change-settings.ts';
import type { createSampleEditor } from './edit-samples.ts';
import { type Finding, type GroupFinding, markFinding } from './finding.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample } from './studio-state.ts';

/** Mends what a check has found, each finding in one edit, and lets findings go. */
export interface FindingMender {
  /**
   * Copies are removed but for the first. Near duplicates are left out but for the first, those that lie in several sets on
   * the side that is trained on, those in several classes altogether. Faulty and far images are left out, the others
   * moved to the class that they look like. Where classes are uneven, training weighs them from then on. Nothing happens
   * for classes with few images.
   */
  mendFinding(finding: Finding): void;
  /** Does not tell of these images or classes again, as far as this kind of finding goes. */
  dismissFinding(finding: Finding): void;
}

export function createFindingMender(
  { store, edits, announce, ports }: StudioContext,
  editor: ReturnType<typeof createSampleEditor>,
  settingsEditor: ReturnType<typeof createSettingsEditor>,
): FindingMender {
  return {
    mendFinding(finding) {
      if ('groups' in finding) {
        const ids = finding.groups.flatMap((group) => chooseToGo(finding.kind, group));
        if (finding.kind === 'copies') editor.removeSamples(ids);
        else editor.disableSamples(ids, true);
      } else if ('sampleIds' in finding) editor.disableSamples(finding.sampleIds, true);
      else if ('moves' in finding) moveEach(finding.moves);
      else if (finding.kind === 'imbalance') {
        settingsEditor.changeSettings({ classWeighting: 'balanced' });
        announce(ports.messages.announcements.rareClassesWeighed);
      }
    },
    dismissFinding(finding) {
      store.setState(({ health }) => ({
        health: {
          ...health,
          dismissed: new Set([
            ...health.dismissed,
            ...listIds(finding).map((id) => markFinding(finding.kind, id)),
          ]),
        },
      }));
    },
  };

  function chooseToGo(kind: GroupFinding['kind'], group: readonly string[]): readonly string[] {
    if (kind === 'across-classes') return group;
    if (kind !== 'across-sets') return group.slice(1);
    const ids = new Set(group);
    const members = store.getState().samples.filter(({ id }) => ids.has(id));
    const inTest = members.some((sample) => givenSet(sample) === 'test');
    const stays = (sample: StudioSample) => givenSet(sample) === (inTest ? 'test' : 'validation');
    return members.filter((sample) => !stays(sample)).map(({ id }) => id);
  }

  function moveEach(moves: readonly { readonly sampleId: string; readonly classId: string }[]): void {
    const classIds = new Set(store.getState().classes.map(({ id }) => id));
    const targets = new Map(
      moves
        .filter(({ classId }) => classIds.has(classId))
        .map(({ sampleId, classId }) => [sampleId, classId]),
    );
    const movedCount = store.getState().samples.filter(({ id }) => targets.has(id)).length;
    if (movedCount === 0) return;
    edits.edit({ kind: 'move-images', className: null }, ({ samples }) => ({
      samples: samples.map((sample) => {
        const classId = targets.get(sample.id);
        return classId === undefined ? sample : { ...sample, classId };
      }),
    }));
    announce(ports.messages.announcements.imagesMovedToTheirClasses(movedCount));
  }
}

function listIds(finding: Finding): readonly string[] {
  if ('groups' in finding) return finding.groups.flat();
  if ('sampleIds' in finding) return finding.sampleIds;
  if ('moves' in finding) return finding.moves.map(({ sampleId }) => sampleId);
  return finding.kind === 'few-images' ? finding.classIds : [finding.smallestId];
}
