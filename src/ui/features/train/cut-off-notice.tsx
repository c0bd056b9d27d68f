import { Button } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';

/** After a training that was cut off: its head, beside the model from before, until the person has chosen. */
export function CutOffNotice() {
  const studio = useStudio();
  const { train } = useMessages();
  const cutOff = useStudioState((state) => state.cutOffModel);
  if (cutOff === null) return null;
  const { epochs, tunedBlockCount, tuningEpochs } = cutOff.settings;
  return (
    <Notice
      kind="hint"
      action={
        <>
          <Button variant="light" onClick={() => studio.settleCutOff('take')}>
            {train.takeCutOff}
          </Button>
          <Button variant="subtle" onClick={() => studio.settleCutOff('let-go')}>
            {train.letCutOffGo}
          </Button>
        </>
      }
    >
      {train.cutOff(cutOff.history.length, epochs + (tunedBlockCount > 0 ? tuningEpochs : 0))}
    </Notice>
  );
}
