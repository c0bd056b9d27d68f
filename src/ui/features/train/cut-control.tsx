import { Button } from '@mantine/core';
import { type CSSProperties, useId, useMemo } from 'react';
import { activationLimitBytes } from '../../../core/embedding/activation-limit.ts';
import { largestCut } from '../../../core/embedding/cut-base-model.ts';
import { estimateTuning, type TuningEstimate } from '../../../studio/estimate-tuning.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './cut-control.module.css';
import { useHeadWeights } from './use-head-weights.ts';

interface CutControlProps {
  /** Where the cuts lie in the picture above: the deepest and that of the head alone, as fractions of its width. */
  readonly from: number;
  readonly to: number;
}

/** The cut that the person moves, below the picture of the blocks, and what training from there on would take. */
export function CutControl({ from, to }: CutControlProps) {
  const studio = useStudio();
  const { tuning: words } = useLateMessages();
  const id = useId();
  const engine = useStudioState((state) => state.engine);
  const chosen = useStudioState((state) => state.settings.tunedBlockCount);
  const running = useStudioState((state) => state.training.phase === 'running');
  const cuts = engine.phase === 'ready' ? engine.cuts : null;
  const blockCount = Math.min(chosen, cuts?.length ?? chosen);
  const place = { '--from': from, '--to': to } as CSSProperties;

  return (
    <div className={classes.control}>
      <div
        className={classes.rail}
        style={place}
        data-disabled={cuts === null || cuts.length === 0 || running}
      >
        <span className={classes.line} aria-hidden />
        <input
          className={classes.slider}
          type="range"
          min={0}
          max={largestCut}
          step={1}
          value={largestCut - blockCount}
          disabled={cuts === null || cuts.length === 0 || running}
          aria-label={words.cut}
          aria-valuetext={words.choice(blockCount)}
          aria-describedby={id}
          onChange={(event) =>
            studio.changeSettings({ tunedBlockCount: largestCut - Number(event.currentTarget.value) })
          }
        />
      </div>
      <div className={classes.words}>
        <p className={classes.choice}>{words.choice(blockCount)}</p>
        <p id={id} className={classes.note}>
          {cuts?.length === 0 ? words.notCuttable : blockCount === 0 ? words.frozenBase : words.tunedBase}
        </p>
      </div>
      {blockCount > 0 && <TuningFacts />}
    </div>
  );
}

/** What is trained and frozen, memory and time, before it begins. */
function TuningFacts() {
  const { tuning: words } = useLateMessages();
  const headWeights = useHeadWeights();
  const engine = useStudioState((state) => state.engine);
  const classesOfState = useStudioState((state) => state.classes);
  const samples = useStudioState((state) => state.samples);
  const settings = useStudioState((state) => state.settings);
  const timings = useStudioState((state) => state.timings);
  const estimate = useMemo(
    () => estimateTuning({ engine, classes: classesOfState, samples, settings, timings }),
    [engine, classesOfState, samples, settings, timings],
  );
  if (estimate === null || engine.phase !== 'ready') return null;
  const { cut, imageCount, activationBytes, durationMs } = estimate;
  const facts = [
    [words.trained, words.numbers(cut.parameterCount + headWeights)],
    [words.frozen, words.numbers(engine.baseModel.parameterCount - cut.parameterCount)],
    [words.memory, words.memoryOf(activationBytes, imageCount)],
    [words.time, durationMs === null ? words.timeUnknown : words.timeOf(durationMs)],
  ] as const;
  return (
    <>
      <dl className={classes.facts} aria-label={words.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <TooLarge estimate={estimate} />
      <Disclosure title={words.whichCount}>
        <p className={classes.note}>{words.course}</p>
        <p className={classes.note}>{words.counted}</p>
      </Disclosure>
    </>
  );
}

function TooLarge({ estimate }: { readonly estimate: TuningEstimate }) {
  const studio = useStudio();
  const { tuning: words } = useLateMessages();
  const { cut, activationBytes, largestFit } = estimate;
  if (largestFit === cut.blockCount) return null;
  return (
    <Notice
      kind="problem"
      action={
        <Button variant="light" onClick={() => studio.changeSettings({ tunedBlockCount: largestFit })}>
          {words.takeFit(largestFit)}
        </Button>
      }
    >
      {words.tooLarge(activationBytes, activationLimitBytes, largestFit)}
    </Notice>
  );
}
