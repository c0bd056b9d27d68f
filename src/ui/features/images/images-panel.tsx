import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { BringImages } from './bring-images.tsx';
import { ClassCard } from './class-card.tsx';
import { CreditsLink } from './credits-link.tsx';
import { DeletionNotice } from './deletion-notice.tsx';
import classes from './images-panel.module.css';
import { ProblemList } from './problem-list.tsx';
import { suggestNextStep } from './suggest-next-step.ts';

const noSamples: readonly StudioSample[] = [];

/** Step one: the classes with their images, and every way to bring images in. */
export function ImagesPanel() {
  const studio = useStudio();
  const messages = useMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const samples = useStudioState((state) => state.samples);
  const importing = useStudioState((state) => state.importing);
  const byClass = useMemo(() => groupByClass(samples), [samples]);
  const waitingCount = useMemo(() => samples.filter((each) => each.state === 'waiting').length, [samples]);
  const hint = importing === null ? suggestNextStep(studioClasses, samples, messages) : null;
  const { images, steps } = messages;

  return (
    <Panel
      id="images"
      title={steps.images}
      icon={<IconPhoto size={20} stroke={1.75} />}
      summary={studioClasses.length > 0 ? images.summary(samples.length, studioClasses.length) : undefined}
    >
      <div className={classes.body}>
        <BringImages compact={studioClasses.length > 0} />
        {importing !== null && (
          <TaskProgress
            name={
              importing.phase === 'reading'
                ? images.reading(importing.name)
                : images.importing(importing.name)
            }
            detail={
              importing.totalCount > 0
                ? images.importCount(importing.doneCount, importing.totalCount)
                : messages.general.images(importing.doneCount)
            }
            fraction={importing.totalCount > 0 ? importing.doneCount / importing.totalCount : null}
            onStop={() => studio.stopImport()}
            stopping={importing.stopping}
          />
        )}
        <ProblemList />
        {importing === null && waitingCount > 0 && (
          <Notice
            kind="hint"
            action={
              <Button variant="subtle" onClick={() => void studio.continueImport()}>
                {images.continueImport}
              </Button>
            }
          >
            {images.waitingHint(waitingCount)}
          </Notice>
        )}
        {hint !== null && <Notice kind="hint">{hint}</Notice>}
        {studioClasses.length > 0 && (
          <ul className={classes.classes}>
            {studioClasses.map((each) => (
              <li key={each.id}>
                <ClassCard studioClass={each} samples={byClass.get(each.id) ?? noSamples} />
              </li>
            ))}
          </ul>
        )}
        <CreditsLink />
        <DeletionNotice />
      </div>
    </Panel>
  );
}

function groupByClass(samples: readonly StudioSample[]): ReadonlyMap<string, readonly StudioSample[]> {
  const groups = new Map<string, StudioSample[]>();
  for (const sample of samples) {
    const group = groups.get(sample.classId);
    if (group === undefined) groups.set(sample.classId, [sample]);
    else group.push(sample);
  }
  return groups;
}
