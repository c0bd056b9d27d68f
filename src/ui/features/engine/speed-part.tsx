import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { describeFailure } from '../../../studio/describe-failure.ts';
import type { BackendSpeed, SpeedState } from '../../../studio/speed-state.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import table from '../../components/table.module.css';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './base-model-form.module.css';

/** So many images are learned from in the words below the table, for so many epochs; an epoch is measured on so many. */
const example = { images: 500, epochs: 50, measuredOn: 1000 } as const;

/** A short form of the benchmark, for everybody. */
export function SpeedPart() {
  const studio = useStudio();
  const { engine } = useMessages();
  const { speed: words } = useLateMessages();
  const state = useStudioState(({ speed }) => speed);
  return (
    <section aria-labelledby="speed-title" className={classes.form}>
      <div>
        <h3 id="speed-title" className={classes.title}>
          {words.title}
        </h3>
        <p className={classes.note}>{words.intro}</p>
      </div>
      {state.phase === 'failed' && (
        <div role="alert">
          <FailureNotice failure={state.failure} />
        </div>
      )}
      {state.phase === 'done' && <Measured {...state} />}
      {state.phase === 'running' ? (
        <TaskProgress
          name={words.running}
          {...(state.backend === null ? {} : { detail: engine.names[state.backend] })}
          fraction={state.doneFraction}
          stopping={state.stopping}
          onStop={studio.stopSpeed}
        />
      ) : (
        <Button variant="default" onClick={() => void studio.measureSpeed()}>
          {state.phase === 'done' ? words.again : words.start}
        </Button>
      )}
    </section>
  );
}

function Measured({ backends, inputSize }: Extract<SpeedState, { readonly phase: 'done' }>) {
  const messages = useMessages();
  const { engine, general } = messages;
  const { speed: words } = useLateMessages();
  const clipboard = useClipboard({ timeout: 2000 });
  const rows = backends.map((each, index) => {
    const name = engine.names[each.backend];
    return { name: index === 0 ? words.inUse(name) : name, cells: describe(each) };
  });
  const [first] = backends;
  const meaning =
    first?.state === 'measured'
      ? words.meaning(
          engine.names[first.backend],
          example.images * first.imageMs,
          (example.epochs * first.epochMs * example.images) / example.measuredOn,
        )
      : null;
  const heads = [words.backend, words.pass, words.image, words.epoch];

  function describe(speed: BackendSpeed): readonly string[] {
    switch (speed.state) {
      case 'measured':
        return [speed.passMs, speed.imageMs, speed.epochMs].map(general.milliseconds);
      case 'emulated':
        return [words.emulated];
      case 'absent':
        return [words.absent];
      case 'failed':
        return [describeFailure(speed.failure, messages)];
      case 'left-out':
        return [words.leftOut];
    }
  }

  function copy(): void {
    const table = [heads, ...rows.map(({ name, cells }) => [name, ...cells])].map((row) => row.join('\t'));
    const lines = [words.heading(inputSize, navigator.hardwareConcurrency), ...table, meaning ?? ''];
    clipboard.copy(lines.join('\n').trim());
  }

  return (
    <>
      {meaning !== null && <p className={classes.meaning}>{meaning}</p>}
      <table className={table.table} aria-label={words.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td
                  key={heads[column + 1]}
                  {...(cells.length === 1 ? { colSpan: heads.length - 1 } : { className: table.number })}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>{words.explanation}</p>
      <Button variant="subtle" onClick={copy}>
        {clipboard.copied ? words.copied : words.copy}
      </Button>
      <p aria-live="polite" className={classes.note}>
        {clipboard.error !== null && words.copyRefused}
      </p>
    </>
  );
}
