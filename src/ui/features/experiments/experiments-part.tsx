import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { PartFailure } from '../../../core/shared/failure.ts';
import type { Experiments } from '../../../studio/create-experiments.ts';
import { basisOfModel, findExperimentObstacle } from '../../../studio/experiment-basis.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { ComparisonPart } from './comparison-part.tsx';
import classes from './experiments-part.module.css';
import { GrowthPart } from './growth-part.tsx';
import { LearningCurvePart } from './learning-curve-part.tsx';
import { ShiftsPart } from './shifts-part.tsx';

/** Everything in "Compare and explore". */
export function ExperimentsPart() {
  const { general } = useMessages();
  const studio = useStudio();
  const [opened, setOpened] = useState<Experiments | PartFailure | null>(null);

  useEffect(() => {
    if (opened !== null) return;
    let removed = false;
    void studio.openExperiments().then((part) => {
      if (!removed) setOpened(part);
    });
    return () => {
      removed = true;
    };
  }, [studio, opened]);

  if (opened === null) return null;
  if ('kind' in opened) {
    return (
      <FailureNotice
        failure={opened}
        action={
          <Button variant="subtle" onClick={() => setOpened(null)}>
            {general.tryAgain}
          </Button>
        }
      />
    );
  }
  return <OpenedPart experiments={opened} />;
}

function OpenedPart({ experiments }: { readonly experiments: Experiments }) {
  const { experiments: words } = useLateMessages();
  const state = useStore(experiments.store);
  const obstacle = useStudioState(findExperimentObstacle);
  const basis = useStudioState(({ model }) => model && basisOfModel(model));
  const isOutdated = obstacle === 'out-of-date';
  return (
    <div className={classes.parts}>
      <p className={classes.intro}>
        {words.intro} {basis !== null && words.judgedOn[basis.judgedSet](basis.judgedIds.length)}
      </p>
      {obstacle !== null && state.running === null && (
        <Notice kind="hint">{words.obstacles[obstacle]}</Notice>
      )}
      <ComparisonPart
        experiments={experiments}
        state={state}
        ready={obstacle === null}
        basis={isOutdated ? null : basis}
      />
      <LearningCurvePart
        experiments={experiments}
        state={state}
        ready={obstacle === null}
        basis={isOutdated ? null : basis}
      />
      <GrowthPart
        experiments={experiments}
        state={state}
        ready={obstacle === null}
        basis={isOutdated ? null : basis}
      />
      <ShiftsPart ready={obstacle === null} />
    </div>
  );
}
