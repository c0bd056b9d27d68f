import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { BackendChoice } from './backend-choice.tsx';
import { BaseModelChoice } from './base-model-choice.tsx';
import classes from './engine-dialog.module.css';
import { EngineTask } from './engine-task.tsx';
import { SpeedPart } from './speed-part.tsx';

/** The choice of backend, with what was measured, and of base model; what becomes of a choice stands at the foot. */
export function EngineDialog({ onClose }: { readonly onClose: () => void }) {
  const { engine } = useMessages();
  const state = useStudioState((each) => each.engine);
  const choiceFailure = useStudioState((each) => each.choiceFailure);
  const failure = state.phase === 'failed' ? state.failure : state.phase === 'ready' ? choiceFailure : null;

  return (
    <Dialog title={engine.title} onClose={onClose} size={620}>
      <div className={classes.body} tabIndex={-1}>
        <BackendChoice />
        <BaseModelChoice />
        <SpeedPart />
        {(failure !== null || state.phase !== 'ready') && (
          <div className={classes.outcome}>
            {failure === null ? (
              <EngineTask />
            ) : (
              // The page's live region lies behind the dialog, out of a screen reader's reach.
              <div role="alert">
                <FailureNotice failure={failure} />
              </div>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}
