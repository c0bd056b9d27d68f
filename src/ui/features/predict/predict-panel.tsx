import { Button } from '@mantine/core';
import { IconCamera, IconCameraOff, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { describeRemark } from '../../../studio/describe-remark.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useTakesLong } from '../../components/use-takes-long.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { ImageToClassify } from './image-to-classify.tsx';
import classes from './predict-panel.module.css';
import { PredictionList } from './prediction-list.tsx';
import { TryOne } from './try-one.tsx';

const LiveCamera = createLazyPart(
  async () => (await import('./live-camera.tsx')).LiveCamera,
  <div className={classes.loading} />,
);

/** Step four: the trained head at work on one image or the camera. */
export function PredictPanel() {
  const studio = useStudio();
  const messages = useMessages();
  const { predict, steps, general } = messages;
  const model = useStudioState((state) => state.model);
  const prediction = useStudioState((state) => state.prediction);
  const [cameraOn, setCameraOn] = useState(false);
  const ready = model !== null;

  function switchCamera() {
    studio.clearPrediction();
    setCameraOn(!cameraOn);
  }

  return (
    <Panel
      id="predict"
      title={steps.predict}
      icon={<IconEye size={20} stroke={1.75} />}
      summary={
        prediction?.phase === 'done' ? predict.took(general.milliseconds(prediction.durationMs)) : undefined
      }
    >
      <div className={classes.body}>
        {cameraOn && ready ? <LiveCamera /> : <ImageToClassify disabled={!ready} />}
        <Button
          variant="default"
          fullWidth
          disabled={!ready}
          leftSection={
            cameraOn ? <IconCameraOff size={18} stroke={1.75} /> : <IconCamera size={18} stroke={1.75} />
          }
          onClick={switchCamera}
        >
          {cameraOn ? predict.stopCamera : predict.useCamera}
        </Button>
        {model !== null && !cameraOn && <TryOne model={model} />}
        {prediction?.phase === 'failed' && (
          <FailureNotice
            failure={prediction.failure}
            {...(prediction.source.kind === 'file' ? { subject: prediction.source.name } : {})}
          />
        )}
        {prediction?.phase === 'done' && prediction.remark !== null && (
          <Notice kind="hint">{describeRemark(prediction.remark, messages)}</Notice>
        )}
        {model === null ? (
          <p className={classes.before}>{predict.before}</p>
        ) : prediction?.phase === 'done' ? (
          <PredictionList entries={prediction.entries} model={model} />
        ) : (
          prediction?.phase !== 'failed' && <Waiting running={prediction?.phase === 'running'} />
        )}
      </div>
    </Panel>
  );
}

/** Before the first answer, and while one is worked out. */
function Waiting({ running }: { readonly running: boolean }) {
  const { predict } = useMessages();
  return running ? <Classifying /> : <p className={classes.before}>{predict.waiting}</p>;
}

function Classifying() {
  const studio = useStudio();
  const { predict } = useMessages();
  const long = useTakesLong();
  if (!long) return <p className={classes.before}>{predict.classifying}</p>;
  return <TaskProgress name={predict.classifying} fraction={null} onStop={studio.clearPrediction} />;
}
