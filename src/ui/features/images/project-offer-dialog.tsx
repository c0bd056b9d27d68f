import { Button } from '@mantine/core';
import { selectLosesWork } from '../../../studio/select-loses-work.ts';
import type { OfferedProjects } from '../../../studio/studio-state.ts';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './project-offer-dialog.module.css';

/** Asks what becomes of project files that were brought to other work. */
export function ProjectOfferDialog({
  offer: { files, failure },
  onClose,
}: {
  readonly offer: OfferedProjects;
  readonly onClose: () => void;
}) {
  const studio = useStudio();
  const { projectOffer: words } = useMessages();
  const losesWork = useStudioState(selectLosesWork);
  return (
    <Dialog title={words.title(files.map(({ path }) => path))} onClose={onClose} size={480}>
      <div className={classes.ways}>
        {failure !== null && <FailureNotice failure={failure} />}
        <div className={classes.way}>
          <Button fullWidth onClick={() => void studio.settleOffer('add')}>
            {words.add}
          </Button>
          <p>{words.addText(files.length)}</p>
        </div>
        <div className={classes.way}>
          <Button fullWidth variant="default" onClick={() => void studio.settleOffer('open')}>
            {words.open}
          </Button>
          <p>{losesWork ? words.openLosesText : words.openText(files.length)}</p>
        </div>
      </div>
    </Dialog>
  );
}
