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
  const { epochs, tunedBlockCount } = cutOff.settings;
  const epochCount = cutOff.history.length;
  // With blocks to come, a head that is done waited for them.
  const withBlocks = tunedBlockCount > 0 && epochCount >= epochs;
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
      {train.cutOff(epochCount, epochs, withBlocks)}
    </Notice>
  );
}
