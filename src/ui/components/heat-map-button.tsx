import { Button } from '@mantine/core';
import { IconFlame } from '@tabler/icons-react';
import type { StudioSample } from '../../studio/studio-state.ts';
import { useLateMessages } from '../messages-context.ts';
import { useStudio, useStudioState } from '../studio-context.tsx';
import classes from './heat-map-button.module.css';

interface HeatMapButtonProps {
  readonly sample: StudioSample;
  /** Called before Predict is shown: a dialog closes. */
  readonly onLeave: () => void;
  /** Small, for one of many images; then it is read out with the image's name. */
  readonly compact?: boolean;
}

/** Sends an image to Predict, with its heat map; nothing before there is a head. For lazy parts. */
export function HeatMapButton({ sample, onLeave, compact = false }: HeatMapButtonProps) {
  const studio = useStudio();
  const { heatMap } = useLateMessages();
  const trained = useStudioState(({ model }) => model !== null);
  if (!trained) return null;
  return (
    <Button
      {...(compact ? { size: 'compact-sm', px: 12, 'aria-label': heatMap.showOf(sample.file) } : {})}
      className={compact ? (classes.compact ?? '') : ''}
      variant={compact ? 'default' : 'subtle'}
      leftSection={<IconFlame size={compact ? 16 : 18} stroke={1.75} />}
      onClick={() => {
        onLeave();
        studio.chooseClassifier('trained');
        studio.showHeatMap(true);
        void studio.predictFile({ path: sample.file, blob: sample.image });
        // Once the dialog has given the focus back.
        setTimeout(() => {
          const panel = document.getElementById('predict');
          panel?.scrollIntoView({ block: 'start' });
          panel?.focus({ preventScroll: true });
        });
      }}
    >
      {compact ? heatMap.title : heatMap.show}
    </Button>
  );
}
