import { useComputedColorScheme } from '@mantine/core';
import { useParentSize } from '@visx/responsive';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { BlobImage } from '../../components/blob-image.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { drawMap } from './draw-map.ts';
import classes from './embedding-map-canvas.module.css';
import { findNextPoint, findPointAt, isDirection, type MapPoint, type Place } from './map-point.ts';

/** So near a pointer must be to a dot, in pixels; a finger is not exact. */
const reach = 24;

interface EmbeddingMapCanvasProps {
  readonly points: readonly MapPoint[];
  readonly landing: Place | null;
}

/** The dots; the one that is pointed at, or that the arrow keys have led to, is shown as the image that it is. */
export function EmbeddingMapCanvas({ points, landing }: EmbeddingMapCanvasProps) {
  const { embeddingMap } = useLateMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const scheme = useComputedColorScheme('light');
  const { parentRef, width, height } = useParentSize({ debounceTime: 50 });
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shownId, setShownId] = useState<string | null>(null);
  const shown = points.find(({ sample }) => sample.id === shownId) ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page change with the scheme
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const density = window.devicePixelRatio;
    element.width = Math.round(width * density);
    element.height = Math.round(height * density);
    context.scale(density, density);
    const style = getComputedStyle(element);
    const read = (name: string) => style.getPropertyValue(name).trim();
    const colours = new Map(studioClasses.map(({ id, colour }) => [id, read(`--class-${colour}`)]));
    drawMap(context, width, height, {
      points,
      shown,
      landing,
      colourOf: ({ sample }) => colours.get(sample.classId) ?? read('--wood-line'),
      colours: { ink: read('--ink'), ground: read('--surface'), mistake: read('--danger-ink') },
    });
  }, [points, shown, landing, studioClasses, width, height, scheme]);

  function point(event: PointerEvent<HTMLDivElement>) {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const place = { x: event.clientX - left, y: event.clientY - top };
    const found = findPointAt(points, place, ({ x, y }) => ({ x: x * width, y: y * height }), reach);
    setShownId(found?.sample.id ?? null);
  }

  function go(event: KeyboardEvent) {
    if (event.key === 'Escape') return setShownId(null);
    const [first] = points;
    if (!isDirection(event.key) || first === undefined) return;
    event.preventDefault();
    setShownId((shown === null ? first : findNextPoint(points, shown, event.key)).sample.id);
  }

  const nameOf = (classId: string) => studioClasses.find(({ id }) => id === classId)?.name ?? '';
  return (
    <div className={classes.map}>
      <div
        ref={parentRef}
        className={classes.frame}
        role="application"
        aria-label={embeddingMap.picture(points.length)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive, as its keys show
        tabIndex={0}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setShownId(null)}
        onKeyDown={go}
      >
        <canvas ref={canvas} aria-hidden className={classes.canvas} />
      </div>
      <div className={classes.shown} role="status">
        {shown === null ? (
          <p className={classes.hint}>{embeddingMap.pointAt}</p>
        ) : (
          <>
            {shown.sample.thumbnail !== null && (
              <BlobImage className={classes.image} blob={shown.sample.thumbnail} alt="" />
            )}
            <div className={classes.words}>
              <bdi className={classes.className}>{nameOf(shown.sample.classId)}</bdi>
              {shown.takenFor !== null && (
                <span className={classes.mistake}>{embeddingMap.takenFor(nameOf(shown.takenFor))}</span>
              )}
              <bdi className={classes.file}>{shown.sample.file}</bdi>
            </div>
          </>
        )}
      </div>
    </div>
  );
}
