import { IconEye } from '@tabler/icons-react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Panel } from '../../components/panel.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './predict-panel.module.css';

const PredictBody = createLazyPart(
  async () => (await import('./predict-body.tsx')).PredictBody,
  <div className={classes.loading} />,
);

/** Step four: the trained head at work. */
export function PredictPanel() {
  const { predict, steps, general } = useMessages();
  const prediction = useStudioState((state) => state.prediction);
  return (
    <Panel
      id="predict"
      title={steps.predict}
      icon={<IconEye size={20} stroke={1.75} />}
      summary={
        prediction?.phase === 'done' ? predict.took(general.milliseconds(prediction.durationMs)) : undefined
      }
    >
      <PredictBody />
    </Panel>
  );
}
