import { Button, SegmentedControl } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { MapMethod } from '../../../core/embedding/embedding-map.ts';
import type { DrawnMap } from '../../../studio/studio-state.ts';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { countOwnNeighbours } from './count-own-neighbours.ts';
import { countUnmapped } from './count-unmapped.ts';
import { EmbeddingMapCanvas } from './embedding-map-canvas.tsx';
import classes from './embedding-map-panel.module.css';
import { listMapPoints } from './list-map-points.ts';

/** So many classes are named; more would bury the map. */
const namedCount = 24;
const fewestImages = 3;

/** The images as the frozen base model sees them, before anything is trained. */
export function EmbeddingMapPanel() {
  const studio = useStudio();
  const { embeddingMap: words } = useLateMessages();
  const { drawn, run, failure } = useStudioState((state) => state.embeddingMap);
  const readyCount = useStudioState(({ samples }) => samples.filter(({ state }) => state === 'ready').length);
  if (drawn === null && run === null && readyCount < fewestImages) return null;
  return (
    <Panel id="map" title={words.title} icon={<IconChartDots size={20} stroke={1.75} />}>
      <div className={classes.body}>
        {drawn === null && run === null && (
          <>
            <p className={classes.text}>{words.before}</p>
            <Button variant="default" onClick={() => void studio.drawEmbeddingMap('principal-components')}>
              {words.draw}
            </Button>
          </>
        )}
        {run !== null && (
          <TaskProgress
            name={words.drawing}
            fraction={run.method === 'umap' ? run.doneFraction : null}
            stopping={run.stopping}
            onStop={studio.stopEmbeddingMap}
          />
        )}
        {failure !== null && (
          <div role="alert">
            <FailureNotice failure={failure} />
          </div>
        )}
        {drawn !== null && <DrawnMapPart drawn={drawn} running={run !== null} />}
        <Explanation subject={words.title}>
          <p>{words.explanation}</p>
          <p>{words.reading}</p>
        </Explanation>
      </div>
    </Panel>
  );
}

function DrawnMapPart({ drawn, running }: { readonly drawn: DrawnMap; readonly running: boolean }) {
  const studio = useStudio();
  const { embeddingMap: words } = useLateMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const samples = useStudioState((state) => state.samples);
  const model = useStudioState((state) => state.model);
  const { points, scale } = useMemo(() => listMapPoints(drawn, samples, model), [drawn, samples, model]);
  const landing = useLanding(drawn, scale);
  const mistakeCount = points.filter(({ takenFor }) => takenFor !== null).length;
  const newCount = useMemo(
    () => countUnmapped(drawn, studioClasses, samples),
    [drawn, studioClasses, samples],
  );
  const mappedClassIds = new Set(points.map(({ sample }) => sample.classId));
  const mapped = studioClasses.filter(({ id }) => mappedClassIds.has(id));
  const own = useMemo(() => countOwnNeighbours(drawn, samples), [drawn, samples]);
  const tuned = useStudioState((state) => state.model?.tunedLayers != null);

  return (
    <>
      <SegmentedControl
        aria-label={words.method}
        value={drawn.method}
        disabled={running}
        onChange={(value) => void studio.drawEmbeddingMap(value as MapMethod)}
        data={[
          { value: 'principal-components', label: words.principalComponents },
          { value: 'umap', label: words.umap },
        ]}
      />
      {newCount > 0 && !running && (
        <Notice kind="hint">
          {words.outOfDate(newCount)}{' '}
          <Button variant="subtle" onClick={() => void studio.drawEmbeddingMap(drawn.method)}>
            {words.drawAgain}
          </Button>
        </Notice>
      )}
      <EmbeddingMapCanvas points={points} landing={landing} />
      <ul className={classes.legend} aria-label={words.legend}>
        {mapped.slice(0, namedCount).map(({ id, name, colour }) => (
          <li key={id}>
            <ClassSwatch colour={colour} />
            <bdi>{name}</bdi>
          </li>
        ))}
        {mapped.length > namedCount && <li>{words.moreClasses(mapped.length - namedCount)}</li>}
        {mistakeCount > 0 && <li data-mark="mistake">{words.mistakes(mistakeCount)}</li>}
        {landing !== null && <li data-mark="landing">{words.landing}</li>}
      </ul>
      <p className={classes.text}>
        {drawn.axes !== null
          ? words.variance(drawn.axes.varianceFractions[0] + drawn.axes.varianceFractions[1])
          : words.bends}
        {own !== null && ` ${words.ownNeighbours(own.ownCount, own.totalCount)}`}
        {tuned && ` ${words.tuned}`}
      </p>
    </>
  );
}

/** Where the image that Predict shows lies, 0 to 1 on both axes. */
function useLanding(drawn: DrawnMap, scale: ReturnType<typeof listMapPoints>['scale']) {
  const studio = useStudio();
  const prediction = useStudioState((state) => state.prediction);
  const [place, setPlace] = useState<readonly [number, number] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another map gives the same image another place
  useEffect(() => {
    if (prediction === null) setPlace(null);
    if (prediction?.phase !== 'done') return;
    let stale = false;
    void studio.placePrediction().then((found) => !stale && setPlace(found));
    return () => {
      stale = true;
    };
  }, [studio, prediction, drawn]);
  return useMemo(() => (place === null ? null : scale(place[0], place[1])), [place, scale]);
}
