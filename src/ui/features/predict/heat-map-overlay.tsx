import { useEffect, useRef } from 'react';
import type { HeatMaps } from '../../../studio/studio-state.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useModelClassNames } from '../../use-model-classes.ts';
import classes from './heat-map-overlay.module.css';

const forColour = [255, 112, 0] as const;
const againstColour = [30, 90, 255] as const;
/** The picture still shows through the strongest colour. */
const mostOpaque = 0.8;

interface HeatMapOverlayProps {
  readonly heatMaps: HeatMaps;
  readonly classId: string;
  readonly model: TrainedModel;
  /** Whether the picture below is shown turned around. */
  readonly mirrored?: boolean;
}

/** Lies over the square that the model saw: orange where it speaks for a class, blue where against it. */
export function HeatMapOverlay({ heatMaps, classId, model, mirrored = false }: HeatMapOverlayProps) {
  const { heatMap } = useLateMessages();
  const names = useModelClassNames(model);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rowCount, columnCount, values } = heatMaps.maps;
  const placeCount = rowCount * columnCount;
  const column = heatMaps.classIds.indexOf(classId);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || column < 0) return;
    const map = values.subarray(column * placeCount, (column + 1) * placeCount);
    context.putImageData(new ImageData(paintMap(map, strongestOf(values)), columnCount, rowCount), 0, 0);
  }, [values, column, placeCount, columnCount, rowCount]);

  if (column < 0) return null;
  const strongest = findStrongest(values.subarray(column * placeCount, (column + 1) * placeCount));
  const place = nameThird(heatMap.places, strongest, rowCount, columnCount, mirrored);
  return (
    <canvas
      ref={canvas}
      className={classes.overlay}
      data-mirrored={mirrored || undefined}
      width={columnCount}
      height={rowCount}
      role="img"
      aria-label={heatMap.describe(names[model.classIds.indexOf(classId)] ?? '', place)}
    />
  );
}

function strongestOf(values: Float32Array): number {
  let strongest = 0;
  for (const value of values) strongest = Math.max(strongest, Math.abs(value));
  return strongest;
}

/** RGBA bytes of one class's map. */
function paintMap(map: Float32Array, strongest: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * map.length);
  map.forEach((value, place) => {
    const opacity = strongest === 0 ? 0 : (mostOpaque * Math.abs(value)) / strongest;
    pixels.set([...(value > 0 ? forColour : againstColour), 255 * opacity], 4 * place);
  });
  return pixels;
}

function findStrongest(map: Float32Array): number {
  return map.reduce((best, value, place) => (value > (map[best] as number) ? place : best), 0);
}

function nameThird(
  places: readonly (readonly string[])[],
  place: number,
  rowCount: number,
  columnCount: number,
  mirrored: boolean,
): string {
  const third = (index: number, count: number) => Math.min(2, Math.floor((3 * index) / count));
  const column = third(place % columnCount, columnCount);
  return places[third(Math.floor(place / columnCount), rowCount)]?.[mirrored ? 2 - column : column] ?? '';
}
