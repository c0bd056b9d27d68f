import { useState } from 'react';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './base-model-form.module.css';
import { ChooseButton } from './choose-button.tsx';
import { describeBackend } from './describe-backend.ts';
import { RadioCards } from './radio-cards.tsx';

/** Which backend computes. Nothing changes before the button is pressed, so that the arrow keys only look around. */
export function BackendChoice() {
  const studio = useStudio();
  const messages = useMessages();
  const { engine } = messages;
  const state = useStudioState((each) => each.engine);
  const wanted = useStudioState((each) => each.wantedBackend);
  const [chosen, setChosen] = useState(wanted);
  // Nothing is known of them until the engine runs.
  const reports = state.phase === 'ready' ? state.reports : [];
  const backends = Object.keys(engine.names) as (keyof typeof engine.names)[];

  return (
    <div className={classes.form}>
      <RadioCards
        legend={engine.chooseTitle}
        value={chosen}
        onChange={setChosen}
        choices={[
          { value: 'auto', label: engine.automatic, help: engine.automaticHelp },
          ...backends.map((backend) => {
            const report = reports.find((each) => each.backend === backend);
            return {
              value: backend,
              label: engine.names[backend],
              help: report === undefined ? engine.untried : describeBackend(report, messages),
              // What could not be brought up may be there by now.
              disabled: report?.state === 'wrong-results',
            };
          }),
        ]}
      />
      <div className={classes.buttons}>
        <ChooseButton
          label={engine.use}
          disabled={chosen === wanted && state.phase === 'ready'}
          onChoose={() => void studio.chooseBackend(chosen)}
        />
        <ChooseButton
          label={engine.measureAgain}
          quiet
          onChoose={() => {
            setChosen('auto');
            void studio.measureBackends();
          }}
        />
      </div>
    </div>
  );
}
