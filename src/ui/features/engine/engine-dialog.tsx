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
  // Nothing is known of them until the engine runs.
  const reports = state.phase === 'ready' ? state.reports : [];
  const backends = Object.keys(engine.names) as (keyof typeof engine.names)[];

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
            ...backends.map((backend) => {
              const report = reports.find((each) => each.backend === backend);
              return {
                value: backend,
                label: engine.names[backend],
                help: report === undefined ? '' : describeBackend(report, messages),
                disabled: report?.state === 'unavailable' || report?.state === 'wrong-results',
              };
            }),
          ]}
        />
        <BaseModelChoice />
      </div>
    </Dialog>
  );
}
