import { useId } from 'react';
import type { ImageShift } from '../../../core/images/shift-image.ts';
import type { ShiftsState } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { RestingButton } from '../../components/resting-button.tsx';
import table from '../../components/table.module.css';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { useModelClassNames } from '../../use-model-classes.ts';
import classes from './experiments-part.module.css';
import shifts from './shifts-part.module.css';
import { summariseShifts } from './summarise-shifts.ts';

/** So many points may be lost without a word of advice, as a fraction. */
const bearable = 0.05;

/** So many classes are named in each condition. */
const namedClasses = 3;

/** What can be done about each condition. */
const remedies = {
  darker: 'light',
  brighter: 'light',
  grey: 'colour',
  blurred: 'sharpness',
  turned: 'place',
  closer: 'place',
  surroundings: 'surroundings',
} as const satisfies Record<ImageShift, string>;

/** The trained head on images that look otherwise than those it knows. */
export function ShiftsPart({ ready }: { readonly ready: boolean }) {
  const studio = useStudio();
  const id = useId();
  const { shifts: words } = useLateMessages();
  const state = useStudioState(({ shifts }) => shifts);
  const model = useStudioState((studioState) => studioState.model);
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {words.title}
      </h3>
      <p className={classes.help}>{words.help}</p>
      <div className={classes.buttons}>
        <RestingButton
          variant="default"
          resting={!ready || state.phase === 'running'}
          onClick={() => void studio.measureShifts()}
        >
          {state.phase === 'done' ? words.again : words.start}
        </RestingButton>
      </div>
      {state.phase === 'running' && (
        <TaskProgress
          name={words.running}
          fraction={state.doneFraction}
          stopping={state.stopping}
          onStop={studio.stopShifts}
        />
      )}
      {state.phase === 'failed' && <FailureNotice failure={state.failure} />}
      {state.phase === 'done' && state.model !== model && <Notice kind="hint">{words.outOfDate}</Notice>}
      {state.phase === 'done' && <Measured state={state} />}
    </section>
  );
}

function Measured({ state }: { readonly state: Extract<ShiftsState, { readonly phase: 'done' }> }) {
  const { shifts: words } = useLateMessages();
  const { general } = useMessages();
  const classNames = useModelClassNames(state.model);
  const { accuracy, imageCount, conditions } = summariseShifts(state);
  const worst = conditions.reduce((most, next) => (next.lost > most.lost ? next : most));
  return (
    <>
      <table className={`${table.table} ${shifts.shifts}`} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {words.condition}
            </th>
            <th scope="col">{words.accuracy}</th>
            <th scope="col">{words.lost}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" colSpan={2}>
              {words.asTheyAre}
            </th>
            <td>{general.percent(accuracy)}</td>
            <td />
          </tr>
          {conditions.map(({ shift, preview, accuracy: shifted, lost, losers }) => (
            <tr key={shift}>
              <td className={shifts.picture}>{preview !== null && <BlobImage blob={preview} alt="" />}</td>
              <th scope="row">
                {words.names[shift]}
                {losers.slice(0, namedClasses).map(({ classIndex, rightBefore, right, total }) => (
                  <span key={classIndex} className={shifts.loser}>
                    {words.ofClass(classNames[classIndex] ?? '', rightBefore, right, total)}
                  </span>
                ))}
                {losers.length > namedClasses && (
                  <span className={shifts.loser}>{words.moreClasses(losers.length - namedClasses)}</span>
                )}
              </th>
              <td>{general.percent(shifted)}</td>
              <td>{words.points(lost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.finding}>
        {worst.lost > bearable
          ? `${words.worst(words.names[worst.shift], words.points(worst.lost))} ${words.remedies[remedies[worst.shift]]}`
          : words.holds}
      </p>
      <p className={classes.intro}>{words.judgedOn[state.set](imageCount)}</p>
      {state.leftOut.length > 0 && <Notice kind="problem">{words.unread(state.leftOut)}</Notice>}
      <Explanation subject={words.title}>
        <p>{words.explanation}</p>
        <p>{words.explanationSurroundings}</p>
      </Explanation>
    </>
  );
}
