import { Button } from '@mantine/core';
import type { CompressionEntry, CompressionState } from '../../../studio/studio-state.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { Explanation } from '../../components/explanation.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import table from '../../components/table.module.css';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './compression-part.module.css';

/** Size and accuracy of the trained model with weights of fewer bits. */
export function CompressionPart({ model }: { readonly model: TrainedModel }) {
  const studio = useStudio();
  const { compression: words, export: exportWords } = useLateMessages();
  const state = useStudioState(({ compression }) => compression);
  return (
    <div className={classes.part}>
      <p className={classes.text}>{words.intro}</p>
      {state.phase === 'failed' && (
        <div role="alert">
          <FailureNotice failure={state.failure} />
        </div>
      )}
      {state.phase === 'done' && <Measured state={state} />}
      {state.phase === 'done' && state.model !== model && <Notice kind="hint">{words.outOfDate}</Notice>}
      {state.phase === 'running' ? (
        <TaskProgress
          name={words.measuring}
          fraction={state.doneFraction}
          stopping={state.stopping}
          onStop={studio.stopCompression}
        />
      ) : (
        <Button variant="default" onClick={() => void studio.measureCompression()}>
          {state.phase === 'done' ? words.measureAgain : words.measure}
        </Button>
      )}
      <Explanation subject={exportWords.compression}>
        <p>{words.explanation}</p>
      </Explanation>
    </div>
  );
}

function Measured({ state }: { readonly state: Extract<CompressionState, { readonly phase: 'done' }> }) {
  const { compression: words } = useLateMessages();
  const { general } = useMessages();
  const rows: readonly { readonly name: string; read(entry: CompressionEntry): string }[] = [
    { name: words.size, read: ({ sizeBytes }) => general.size(sizeBytes) },
    { name: words.accuracy, read: ({ accuracy }) => general.percent(accuracy) },
    { name: words.changed, read: ({ changedCount }) => words.changedOf(changedCount, state.imageCount) },
    { name: words.largestDifference, read: ({ largestDifference }) => words.points(largestDifference) },
    {
      name: words.speed,
      read: ({ msPerImage }) => (msPerImage === null ? words.asFloat32 : general.milliseconds(msPerImage)),
    },
  ];
  const int8 = state.entries.find(({ precision }) => precision === 'int8');
  return (
    <>
      {int8 !== undefined && (
        <p className={classes.verdict}>
          {int8.changedCount === 0
            ? words.holds(general.size(int8.sizeBytes))
            : words.fails(int8.changedCount)}
        </p>
      )}
      <table className={table.table} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.precision}</th>
            {state.entries.map(({ precision }) => (
              <th key={precision} scope="col">
                {words.precisions[precision]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, read }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {state.entries.map((entry) => (
                <td key={entry.precision}>{read(entry)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.text}>{words.judgedOn[state.set](state.imageCount)}</p>
      {state.leftOut.length > 0 && <Notice kind="problem">{words.unread(state.leftOut)}</Notice>}
    </>
  );
}
