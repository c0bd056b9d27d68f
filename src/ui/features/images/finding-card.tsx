import { Button } from '@mantine/core';
import { useId } from 'react';
import type { LateMessages } from '../../../messages/en.ts';
import type { Finding } from '../../../studio/finding.ts';
import { selectActiveClassSamples } from '../../../studio/select-active-samples.ts';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './finding-card.module.css';
import { FoundClasses } from './found-classes.tsx';
import { FoundGroups } from './found-groups.tsx';
import { FoundMoves } from './found-moves.tsx';
import { FoundSamples } from './found-samples.tsx';

/** So many classes are called by their names. */
const namedCount = 5;

/** One finding in plain words, with its images, a press that mends it and one that lets it go. */
export function FindingCard({ finding }: { readonly finding: Finding }) {
  const studio = useStudio();
  const { health } = useLateMessages();
  const titleId = useId();
  const studioClasses = useStudioState((state) => state.classes);
  const samples = useStudioState((state) => state.samples);
  const { title, text, mend } = describe(finding, studioClasses, samples, health);
  return (
    <section aria-labelledby={titleId} className={classes.card}>
      <h3 id={titleId} className={classes.title}>
        {title}
      </h3>
      <p className={classes.text}>{text}</p>
      {'classIds' in finding && <FoundClasses finding={finding} />}
      {'groups' in finding && <FoundGroups finding={finding} />}
      {'sampleIds' in finding && <FoundSamples finding={finding} />}
      {'moves' in finding && <FoundMoves finding={finding} />}
      <div className={classes.actions}>
        {mend !== null && (
          <Button ref={handOnFocus} variant="light" onClick={() => studio.mendFinding(finding)}>
            {mend}
          </Button>
        )}
        <Button
          ref={handOnFocus}
          variant="subtle"
          color="gray"
          aria-label={health.dismissAbout(title)}
          onClick={() => studio.dismissFinding(finding)}
        >
          {health.dismiss}
        </Button>
      </div>
    </section>
  );
}

/** What it is, why it matters, and what the press says that mends it; null where none does. */
function describe(
  finding: Finding,
  studioClasses: readonly StudioClass[],
  samples: readonly StudioSample[],
  health: LateMessages['health'],
): { readonly title: string; readonly text: string; readonly mend: string | null } {
  const nameOf = (classId: string) => studioClasses.find(({ id }) => id === classId)?.name ?? '';
  const countOf = (classId: string) =>
    selectActiveClassSamples(studioClasses, samples).get(classId)?.length ?? 0;
  if (finding.kind === 'few-images') {
    const names = finding.classIds.slice(0, namedCount).map(nameOf);
    const { title, text } = health.fewImages;
    return {
      title: title(finding.classIds.length),
      text: text(names, finding.classIds.length - names.length),
      mend: null,
    };
  }
  if (finding.kind === 'imbalance') {
    const { smallestId, largestId } = finding;
    const { title, text, mend } = health.imbalance;
    return {
      title: title(nameOf(largestId), nameOf(smallestId)),
      text: text(countOf(largestId), countOf(smallestId)),
      mend,
    };
  }
  const { title, text, mend } = health.findings[finding.kind];
  return { title: title(countWhat(finding)), text, mend };
}

function countWhat(finding: Exclude<Finding, { readonly kind: 'few-images' | 'imbalance' }>): number {
  if ('sampleIds' in finding) return finding.sampleIds.length;
  if ('moves' in finding) return finding.moves.length;
  if (finding.kind !== 'copies') return finding.groups.length;
  return finding.groups.reduce((sum, group) => sum + group.length - 1, 0);
}
