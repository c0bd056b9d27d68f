import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconCpu } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Messages } from '../../../messages/en.ts';
import type { EngineState } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './engine-badge.module.css';

const EngineDialog = lazy(() =>
  import('./engine-dialog.tsx').then((module) => ({ default: module.EngineDialog })),
);

/** Which backend computes and how fast; opens the choice of backend and base model. */
export function EngineBadge() {
  const messages = useMessages();
  const engine = useStudioState((state) => state.engine);
  const [opened, setOpened] = useState(false);
  const { name, text } = describeEngine(engine, messages);
  return (
    <>
      <UnstyledButton
        className={classes.badge}
        data-phase={engine.phase}
        aria-label={name}
        aria-haspopup="dialog"
        onClick={() => setOpened(true)}
      >
        <IconCpu aria-hidden size={18} stroke={1.75} className={classes.icon} />
        <span className={classes.text}>{text}</span>
        <IconChevronDown aria-hidden size={16} stroke={1.75} />
      </UnstyledButton>
      {opened && (
        <Suspense>
          <EngineDialog onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The badge's accessible name, and the shorter text that is seen. */
function describeEngine(
  state: EngineState,
  { engine, general }: Messages,
): { readonly name: string; readonly text: string } {
  switch (state.phase) {
    case 'starting':
      return { name: engine.startingBadge, text: engine.starting };
    case 'restarting':
      return { name: engine.restartingBadge, text: engine.restarting };
    case 'failed':
      return { name: engine.failedBadge, text: engine.failed };
    case 'ready': {
      const backend = engine.names[state.backend];
      const report = state.reports.find((each) => each.backend === state.backend);
      const time = report?.state === 'ready' ? general.milliseconds(report.msPerImage) : null;
      return { name: engine.badge(backend, time), text: time === null ? backend : `${backend} · ${time}` };
    }
  }
}
