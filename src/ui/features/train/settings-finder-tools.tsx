import { type ReactNode, useId } from 'react';
import type { SettingsJob } from '../../../studio/settings-finder-state.ts';
import { Explanation } from '../../components/explanation.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { CrossValidationTool } from './cross-validation-tool.tsx';
import { LearningRateTool } from './learning-rate-tool.tsx';
import { SettingSearchTool } from './setting-search-tool.tsx';
import classes from './settings-finder-tools.module.css';

/** Three ways to better settings: a test of learning rates, cross-validation, and a search. */
export function SettingsFinderTools() {
  const { settingsFinder } = useLateMessages();
  return (
    <div className={classes.tools}>
      <p className={classes.note}>{settingsFinder.intro}</p>
      <Tool job="rate-test" words={settingsFinder.rate}>
        <LearningRateTool />
      </Tool>
      <Tool job="cross-validation" words={settingsFinder.folds}>
        <CrossValidationTool />
      </Tool>
      <Tool job="search" words={settingsFinder.search}>
        <SettingSearchTool />
      </Tool>
    </div>
  );
}

interface ToolProps {
  readonly job: SettingsJob;
  readonly words: {
    readonly title: string;
    readonly intro: string;
    readonly progress: string;
    readonly explanation: readonly string[];
  };
  readonly children: ReactNode;
}

function Tool({ job, words, children }: ToolProps) {
  const studio = useStudio();
  const work = useStudioState((state) => state.settingsFinder.work);
  const id = useId();
  const isMine = work.phase !== 'idle' && work.job === job;
  return (
    <section className={classes.tool} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {words.title}
      </h3>
      <p className={classes.note}>{words.intro}</p>
      <Explanation subject={words.title}>
        {words.explanation.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Explanation>
      {children}
      {isMine && work.phase === 'running' && (
        <TaskProgress
          name={words.progress}
          fraction={work.doneFraction}
          stopping={work.stopping}
          onStop={studio.stopFinding}
        />
      )}
      {isMine && work.phase === 'failed' && <FailureNotice failure={work.failure} />}
    </section>
  );
}
