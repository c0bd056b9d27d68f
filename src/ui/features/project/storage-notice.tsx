import { Button } from '@mantine/core';
import { isEmptyProject } from '../../../studio/is-empty-project.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';

/** From this share of its room on, the browser may soon refuse more. */
const fullFraction = 0.85;

/** Under the header: that the last project is not the one here, that something is not kept, or soon may not be. Nothing while all is well. */
export function StorageNotice() {
  const studio = useStudio();
  const { projects, general } = useMessages();
  const keeping = useStudioState((state) => state.project.keeping);
  const storage = useStudioState((state) => state.storage);
  // With the first class it is the person's new project.
  const unopened = useStudioState((state) => (isEmptyProject(state) ? state.unopened : null));
  if (unopened !== null && keeping.phase !== 'opening') {
    return (
      <FailureNotice
        failure={unopened}
        action={
          <Button variant="subtle" onClick={() => void studio.openLastProject()}>
            {general.tryAgain}
          </Button>
        }
      />
    );
  }
  if (keeping.phase === 'failed') {
    return (
      <FailureNotice
        failure={keeping.failure}
        action={
          <Button variant="subtle" onClick={() => void studio.keepProject()}>
            {general.tryAgain}
          </Button>
        }
      />
    );
  }
  const { usageBytes, quotaBytes } = storage ?? { usageBytes: null, quotaBytes: null };
  if (usageBytes === null || quotaBytes === null || usageBytes < fullFraction * quotaBytes) return null;
  return <Notice kind="problem">{projects.nearlyFull(usageBytes, quotaBytes)}</Notice>;
}
