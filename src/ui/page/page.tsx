import type { ReactNode } from 'react';
import { selectLosesWork } from '../../studio/select-loses-work.ts';
import { createLazyPart } from '../components/create-lazy-part.tsx';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { Notice } from '../components/notice.tsx';
import { EngineNotice } from '../features/engine/engine-notice.tsx';
import { EvaluatePanel } from '../features/evaluate/evaluate-panel.tsx';
import { ExperimentsDisclosure } from '../features/experiments/experiments-disclosure.tsx';
import { ExportPanel } from '../features/export/export-panel.tsx';
import { ImagesPanel } from '../features/images/images-panel.tsx';
import { PredictPanel } from '../features/predict/predict-panel.tsx';
import { OpeningProject } from '../features/project/opening-project.tsx';
import { StorageNotice } from '../features/project/storage-notice.tsx';
import { TrainPanel } from '../features/train/train-panel.tsx';
import { useMessages } from '../messages-context.ts';
import { useStudioState } from '../studio-context.tsx';
import classes from './page.module.css';
import { PageDropTarget } from './page-drop-target.tsx';
import { PageHeader } from './page-header.tsx';
import { PagePasteTarget } from './page-paste-target.tsx';
import { StatusBar } from './status-bar.tsx';
import { useFetchedParts } from './use-fetched-parts.ts';
import { useLeaveWarning } from './use-leave-warning.ts';

const EmbeddingMapPanel = createLazyPart(
  async () => (await import('../features/embedding-map/embedding-map-panel.tsx')).EmbeddingMapPanel,
  <span hidden />,
);

/** The one page: five steps in view of each other, flowing from left to right where there is room. */
export function Page() {
  const messages = useMessages();
  const hasImages = useStudioState((state) => state.samples.length > 0);
  const trained = useStudioState((state) => state.model !== null);
  const losesWork = useStudioState(selectLosesWork);
  const opening = useStudioState((state) => state.project.keeping.phase === 'opening');
  useLeaveWarning(losesWork);
  useFetchedParts();

  return (
    <div className={classes.page}>
      <a className={classes.skip} href="#steps">
        {messages.app.skipLink}
      </a>
      <PageHeader />
      <main id="steps" className={classes.main} tabIndex={-1}>
        <EngineNotice />
        <StorageNotice />
        <div className={classes.columns}>
          <div className={classes.column}>
            <Guarded>{opening ? <OpeningProject /> : <ImagesPanel />}</Guarded>
          </div>
          <div className={classes.gutter} data-reached={hasImages || undefined} aria-hidden />
          <div className={`${classes.column} ${classes.middle}`}>
            <div className={classes.cell}>
              <Guarded>
                <TrainPanel />
              </Guarded>
            </div>
            <div className={classes.joint} data-reached={trained || undefined} aria-hidden />
            <div className={classes.cell}>
              <Guarded>
                <EvaluatePanel />
              </Guarded>
              <Guarded>
                <ExperimentsDisclosure />
              </Guarded>
            </div>
            {hasImages && (
              <div className={classes.extra}>
                <Guarded>
                  <EmbeddingMapPanel />
                </Guarded>
              </div>
            )}
          </div>
          <div className={classes.gutter} data-reached={trained || undefined} aria-hidden />
          <div className={classes.column}>
            <Guarded>
              <PredictPanel />
            </Guarded>
            <div className={classes.joint} data-reached={trained || undefined} aria-hidden />
            <Guarded>
              <ExportPanel />
            </Guarded>
          </div>
        </div>
      </main>
      <StatusBar />
      {!opening && <PageDropTarget />}
      {!opening && <PagePasteTarget />}
    </div>
  );
}

/** A bug in one step leaves the others working. */
function Guarded({ children }: { readonly children: ReactNode }) {
  const { app } = useMessages();
  return (
    <ErrorBoundary fallback={(detail) => <Notice kind="problem">{app.broken(detail)}</Notice>}>
      {children}
    </ErrorBoundary>
  );
}
