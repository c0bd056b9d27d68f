import { Button } from '@mantine/core';
import type { InputSizesState } from '../../../studio/input-sizes-state.ts';
import { selectInputSizesBasis } from '../../../studio/select-input-sizes-basis.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import table from '../../components/table.module.css';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './input-size-measuring.module.css';

/** What each input size takes, and how often it is right, on the person's own images. */
export function InputSizeMeasuring() {
  const studio = useStudio();
  const { inputSize: words } = useLateMessages();
  const state = useStudioState(({ inputSizes }) => inputSizes);
  const isOutOfDate = useStudioState(
    (now) => now.inputSizes.phase === 'done' && now.inputSizes.basis !== selectInputSizesBasis(now),
  );
  if (state.phase === 'running') {
    return (
      <TaskProgress
        name={words.measuring}
        {...(state.doneFraction === null ? { detail: words.preparing } : {})}
        fraction={state.doneFraction}
        stopping={state.stopping}
        onStop={studio.stopInputSizes}
      />
    );
  }
  return (
    <>
      {state.phase === 'failed' && (
        <div role="alert">
          <FailureNotice failure={state.failure} />
        </div>
      )}
      {isOutOfDate && <Notice kind="hint">{words.outOfDate}</Notice>}
      {state.phase === 'done' && <Measured {...state} />}
      <Button variant="default" onClick={() => void studio.measureInputSizes()}>
        {state.phase === 'done' ? words.measureAgain : words.measure}
      </Button>
    </>
  );
}

function Measured({
  entries,
  imageCount,
  poolCount,
  unreadCount,
}: Extract<InputSizesState, { readonly phase: 'done' }>) {
  const { inputSize: words } = useLateMessages();
  const { general } = useMessages();
  return (
    <>
      <table className={table.table} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.size}</th>
            <th scope="col">{words.oneImage}</th>
            <th scope="col">{words.right}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ inputSize, msPerImage, isRight }) => (
            <tr key={inputSize}>
              <th scope="row">{words.choice(inputSize)}</th>
              <td>{general.milliseconds(msPerImage)}</td>
              <td>{general.percent(isRight.filter(Boolean).length / isRight.length)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>{words.judgedOn(imageCount, poolCount)}</p>
      {unreadCount > 0 && <p className={classes.note}>{words.unread(unreadCount)}</p>}
    </>
  );
}
