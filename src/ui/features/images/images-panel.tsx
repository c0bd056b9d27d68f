import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { countWaiting } from '../../../studio/count-waiting.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { BringImages } from './bring-images.tsx';
import { ClassList } from './class-list.tsx';
import { CreditsLink } from './credits-link.tsx';
import { DeletionNotice } from './deletion-notice.tsx';
import { HealthLine } from './health-line.tsx';
import { HistoryButtons } from './history-buttons.tsx';
import classes from './images-panel.module.css';
import { ImportTask } from './import-task.tsx';
import { ProblemList } from './problem-list.tsx';
import { ProjectOffer } from './project-offer.tsx';
import { suggestNextStep } from './suggest-next-step.ts';

const VideoDialog = createLazyPart(async () => (await import('./video-dialog.tsx')).VideoDialog);

/** Step one: the classes with their images, and every way to bring images in. */
export function ImagesPanel() {
  const studio = useStudio();
  const messages = useMessages();
  const classCount = useStudioState((state) => state.classes.length);
  const imageCount = useStudioState((state) => state.samples.length);
  const waitingCount = useStudioState((state) => countWaiting(state.samples));
  const importing = useStudioState((state) => state.importing !== null);
  const hint = useStudioState(({ importing, classes, samples }) =>
    importing === null ? suggestNextStep(classes, samples, messages) : null,
  );
  const { images, steps } = messages;

  return (
    <Panel
      id="images"
      title={steps.images}
      icon={<IconPhoto size={20} stroke={1.75} />}
      summary={classCount > 0 ? images.summary(imageCount, classCount) : undefined}
    >
      <div className={classes.body}>
        <BringImages compact={classCount > 0} />
        <HistoryButtons />
        <ImportTask />
        <ProjectOffer />
        <ProblemList />
        {!importing && waitingCount > 0 && (
          <Notice
            kind="hint"
            action={
              <Button ref={handOnFocus} variant="subtle" onClick={() => void studio.continueImport()}>
                {images.continueImport}
              </Button>
            }
          >
            {images.waitingHint(waitingCount)}
          </Notice>
        )}
        {hint !== null && <Notice kind="hint">{hint}</Notice>}
        <HealthLine />
        <ClassList />
        <CreditsLink />
        <DeletionNotice />
        <Videos />
      </div>
    </Panel>
  );
}

/** Asks for the frames of videos that wait. */
function Videos() {
  const [video, ...others] = useStudioState((state) => state.videos);
  return video === undefined ? null : <VideoDialog videos={[video, ...others]} />;
}
