import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { checkPrograms } from '../../../core/export/check-programs.ts';
import type { OpenedModel, OpenedModelState } from '../../../studio/opened-model.ts';
import { Explanation } from '../../components/explanation.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { FilePicker } from '../../components/file-picker.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './model-from-file.module.css';

/** The way in for a model from a file, and what is to be known of the one that is open. */
export function ModelFromFile() {
  const studio = useStudio();
  const ports = usePagePorts();
  const { openedModel: words } = useLateMessages();
  const { general } = useMessages();
  const { model, lasting, opening, fetching, problem } = useStudioState((state) => state.opened);
  const program = fetching === null ? null : checkPrograms[fetching.program];
  return (
    <div className={classes.part}>
      {model === null ? (
        <>
          <p className={classes.text}>{words.intro}</p>
          <p className={classes.text}>
            {words.programs(
              Object.values(checkPrograms).map(({ name, sizeBytes }) =>
                words.program(name, general.size(sizeBytes)),
              ),
            )}
          </p>
        </>
      ) : (
        <Notes model={model} lasting={lasting} />
      )}
      <FilePicker
        label={model === null ? words.open : words.openAnother}
        icon={<IconFolderOpen size={18} stroke={1.75} />}
        multiple
        resting={opening !== null}
        onPick={(files) => void studio.openModel(ports.readPickedFiles(files))}
      />
      {opening !== null && (
        <TaskProgress
          {...(fetching === null || program === null
            ? { name: words.openingTask, detail: opening, fraction: null }
            : {
                name: words.fetching(program.name),
                detail: words.fetched(general.size(fetching.loadedBytes), general.size(program.sizeBytes)),
                fraction: Math.min(1, fetching.loadedBytes / program.sizeBytes),
              })}
          onStop={studio.stopOpeningModel}
        />
      )}
      {problem !== null && (
        <div role="alert">
          <FailureNotice subject={problem.name} failure={problem.failure} />
        </div>
      )}
      {model !== null && (
        <>
          <Button variant="subtle" onClick={studio.closeModel}>
            {words.close}
          </Button>
          <Explanation subject={words.title}>
            <p>{words.explanation}</p>
            {model.facts.maker === 'teachable-machine' && <p>{words.teachableMachine}</p>}
            <p>{words.isolation}</p>
          </Explanation>
        </>
      )}
    </div>
  );
}

/** What a person may not expect of it. */
function Notes({
  model: { facts, labels },
  lasting,
}: {
  readonly model: OpenedModel;
  readonly lasting: OpenedModelState['lasting'];
}) {
  const { openedModel: words } = useLateMessages();
  const { foundLabelCount } = facts;
  const notes = [
    facts.labels !== null
      ? null
      : foundLabelCount === 0
        ? words.noLabels
        : words.otherLabels(foundLabelCount, labels.length),
    new Set(labels).size < labels.length ? words.repeatedLabels : null,
    facts.output === 'probabilities' ? null : words.outputs[facts.output],
    words.lasting[lasting],
  ];
  return notes
    .filter((note) => note !== null)
    .map((note) => (
      <p key={note} className={classes.text}>
        {note}
      </p>
    ));
}
