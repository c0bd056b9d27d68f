import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { BaseModelChoice } from './base-model-choice.tsx';
import { describeBackend } from './describe-backend.ts';
import classes from './engine-dialog.module.css';
import { RadioCards } from './radio-cards.tsx';

/** The choice of backend, with what was measured, and of base model. */
export function EngineDialog({ onClose }: { readonly onClose: () => void }) {
  const studio = useStudio();
  const messages = useMessages();
  const { engine } = messages;
  const state = useStudioState((each) => each.engine);
  const wanted = useStudioState((each) => each.wantedBackend);
  const choiceFailure = useStudioState((each) => each.choiceFailure);
  const reports = state.phase === 'ready' ? state.reports : [];

  return (
    <Dialog title={engine.title} onClose={onClose} size={620}>
      <div className={classes.body}>
        {choiceFailure !== null && <FailureNotice failure={choiceFailure} />}
        <RadioCards
          legend={engine.chooseTitle}
          value={wanted}
          onChange={(backend) => void studio.chooseBackend(backend)}
          choices={[
            { value: 'auto', label: engine.automatic, help: engine.automaticHelp },
            ...reports.map((report) => ({
              value: report.backend,
              label: engine.names[report.backend],
              help: describeBackend(report, messages),
              disabled: report.state === 'unavailable' || report.state === 'wrong-results',
            })),
          ]}
        />
        <BaseModelChoice />
      </div>
    </Dialog>
  );
}
