import { Button } from '@mantine/core';
import { IconCamera, IconCameraOff } from '@tabler/icons-react';
import { useState } from 'react';
import { noneThresholdOf, selectClassifier } from '../../../studio/classifier.ts';
import { describeRemark } from '../../../studio/describe-remark.ts';
import { ClassifierChoice } from '../../components/classifier-choice.tsx';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useTakesLong } from '../../components/use-takes-long.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { ImageToClassify } from './image-to-classify.tsx';
import { ModelFromFile } from './model-from-file.tsx';
import { OpenedModelHead } from './opened-model-head.tsx';
import classes from './predict-body.module.css';
import { PredictionList, type PredictionListProps } from './prediction-list.tsx';
import { TryOne } from './try-one.tsx';

const NoneNotice = createLazyPart(async () => (await import('./none-of-these.tsx')).NoneNotice);
const NoneSwitch = createLazyPart(async () => (await import('./none-of-these.tsx')).NoneSwitch);
const LiveCamera = createLazyPart(
  async () => (await import('./live-camera.tsx')).LiveCamera,
  <div className={classes.loading} />,
);

const HeatMapOverlay = createLazyPart(
  async () => (await import('./heat-map-overlay.tsx')).HeatMapOverlay,
  <span />,
);
const PredictMany = createLazyPart(async () => (await import('./predict-many.tsx')).PredictMany);
const HeatMapPart = createLazyPart(async () => (await import('./heat-map-part.tsx')).HeatMapPart);

/** Step four: the trained head, or a model from a file, at work on one image or the camera. */
export function PredictBody() {
  const studio = useStudio();
  const messages = useMessages();
  const { predict } = messages;
  const { openedModel } = useLateMessages();
  const trained = useStudioState((state) => state.model);
  const opened = useStudioState((state) => state.opened.model);
  const classifier = useStudioState(selectClassifier);
  const prediction = useStudioState((state) => state.prediction);
  const heatMapShown = useStudioState((state) => state.heatMapShown);
  const [cameraOn, setCameraOn] = useState(false);
  const [heatMapClass, setHeatMapClass] = useState<string | null>(null);
  const [manyShown, setManyShown] = useState(false);
  const openerBusy = useStudioState(
    ({ opened: { opening, problem } }) => opening !== null || problem !== null,
  );
  const [openerShown, setOpenerShown] = useState(false);
  const model = classifier === trained ? trained : null;
  const ready = classifier !== null;
  // An image that is sent here from elsewhere takes the place of the camera.
  const cameraShown = ready && cameraOn && prediction?.source.kind !== 'file';
  const overlay = (mirrored: boolean) => {
    if (!heatMapShown || model === null || prediction?.phase !== 'done' || prediction.heatMaps === null)
      return null;
    const classId = heatMapClass ?? prediction.entries[0]?.classId ?? '';
    return (
      <HeatMapOverlay heatMaps={prediction.heatMaps} classId={classId} model={model} mirrored={mirrored} />
    );
  };

  function switchCamera() {
    studio.clearPrediction();
    setCameraOn(!cameraShown);
  }

  return (
    <div className={classes.body}>
      <ClassifierChoice />
      {opened !== null && opened === classifier && <OpenedModelHead model={opened} />}
      {cameraShown ? (
        <LiveCamera overlay={overlay} />
      ) : (
        <ImageToClassify disabled={!ready}>{overlay(false)}</ImageToClassify>
      )}
      <Button
        variant="default"
        fullWidth
        disabled={!ready}
        leftSection={
          cameraShown ? <IconCameraOff size={18} stroke={1.75} /> : <IconCamera size={18} stroke={1.75} />
        }
        onClick={switchCamera}
      >
        {cameraShown ? predict.stopCamera : predict.useCamera}
      </Button>
      {classifier !== null && !cameraShown && <TryOne classifier={classifier} />}
      {prediction?.phase === 'failed' && (
        <FailureNotice
          failure={prediction.failure}
          {...(prediction.source.kind === 'file' ? { subject: prediction.source.name } : {})}
        />
      )}
      {prediction?.phase === 'done' && prediction.remark !== null && (
        <Notice kind="hint">{describeRemark(prediction.remark, messages)}</Notice>
      )}
      {classifier === null ? (
        <p className={classes.before}>{predict.before}</p>
      ) : prediction?.phase === 'done' ? (
        <Answer entries={prediction.entries} classifier={classifier} />
      ) : (
        prediction?.phase !== 'failed' && <Waiting running={prediction?.phase === 'running'} />
      )}
      {model !== null && <NoneSwitch model={model} />}
      {classifier !== null && (
        <Disclosure title={predict.many} onOpen={() => setManyShown(true)}>
          {manyShown && <PredictMany classifier={classifier} />}
        </Disclosure>
      )}
      {model !== null && (
        <Disclosure
          title={predict.heatMap}
          open={heatMapShown}
          onOpen={() => studio.showHeatMap(true)}
          onClose={() => studio.showHeatMap(false)}
        >
          {heatMapShown && (
            <HeatMapPart
              model={model}
              prediction={prediction}
              classId={heatMapClass}
              onClass={setHeatMapClass}
            />
          )}
        </Disclosure>
      )}
      {trained === null ? (
        <ModelFromFile />
      ) : (
        <Disclosure
          title={openedModel.title}
          // What a file or a link that was opened from elsewhere has come to is not hidden.
          open={openerShown || openerBusy}
          onOpen={() => setOpenerShown(true)}
          onClose={() => setOpenerShown(false)}
        >
          <ModelFromFile />
        </Disclosure>
      )}
    </div>
  );
}

/** What is said of an image: the classes, and that it may be none of them. */
function Answer({ entries, classifier }: PredictionListProps) {
  const confidence = entries[0]?.confidence ?? 0;
  const threshold = noneThresholdOf(classifier) ?? 0;
  const isNone = confidence < threshold;
  return (
    <>
      {isNone && <NoneNotice threshold={threshold} confidence={confidence} />}
      <PredictionList entries={entries} classifier={classifier} isNone={isNone} />
    </>
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
