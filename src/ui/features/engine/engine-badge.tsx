import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconCpu } from '@tabler/icons-react';
import { useState } from 'react';
import type { Messages } from '../../../messages/en.ts';
import type { EngineState } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { describeStep } from './describe-step.ts';
import classes from './engine-badge.module.css';

const EngineDialog = createLazyPart(async () => (await import('./engine-dialog.tsx')).EngineDialog);

/** Which backend computes and how fast; opens the choice of backend and base model. */
export function EngineBadge() {
  const messages = useMessages();
  const engine = useStudioState((state) => state.engine);
  const [opened, setOpened] = useState(false);
  const { name, text, time } = describeEngine(engine, messages);
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
        <span>{text}</span>
        {time !== null && <span className={classes.time}>{time}</span>}
        <IconChevronDown aria-hidden size={16} stroke={1.75} />
      </UnstyledButton>
      {opened && (
        <div className={classes.dialogPlace}>
          <EngineDialog onClose={() => setOpened(false)} />
        </div>
      )}
    </>
  );
}

/** The badge's accessible name, and what is seen of it. */
function describeEngine(
  state: EngineState,
  messages: Messages,
): { readonly name: string; readonly text: string; readonly time: string | null } {
  const { engine, general } = messages;
  switch (state.phase) {
    case 'starting':
      return { name: engine.startingBadge, text: describeStep(state.step, messages), time: null };
    case 'restarting':
      return { name: engine.restartingBadge, text: engine.restarting, time: null };
    case 'failed':
      return { name: engine.failedBadge, text: engine.failed, time: null };
    case 'ready': {
      const backend = engine.names[state.backend];
      const report = state.reports.find((each) => each.backend === state.backend);
      const time = report?.state === 'ready' ? general.milliseconds(report.msPerImage) : null;
      return { name: engine.badge(backend, time), text: backend, time };
    }
  }
}
