import type { MapPoint, Place } from './map-point.ts';

/** What is drawn, and how. */
export interface MapDrawing {
  readonly points: readonly MapPoint[];
  readonly shown: MapPoint | null;
  /** Where the image that is classified now lies, 0 to 1; null where it has no place. */
  readonly landing: Place | null;
  colourOf(point: MapPoint): string;
  readonly colours: { readonly ink: string; readonly ground: string; readonly mistake: string };
}

/** Draws the map on a canvas whose units are CSS pixels. */
export function drawMap(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { points, shown, landing, colourOf, colours }: MapDrawing,
): void {
  const radius = points.length > 2000 ? 2.5 : points.length > 400 ? 3.5 : 5;
  context.clearRect(0, 0, width, height);
  const circle = ({ x, y }: Place, size: number) => {
    context.beginPath();
    context.arc(x * width, y * height, size, 0, 2 * Math.PI);
  };
  for (const point of points) {
    circle(point, radius);
    context.fillStyle = colourOf(point);
    context.fill();
  }
  context.strokeStyle = colours.mistake;
  context.lineWidth = 2;
  for (const point of points) {
    if (point.takenFor === null) continue;
    circle(point, radius + 3);
    context.stroke();
  }
  if (shown !== null) {
    circle(shown, radius + 4);
    context.fillStyle = colourOf(shown);
    context.fill();
    context.strokeStyle = colours.ink;
    context.lineWidth = 2.5;
    context.stroke();
  }
  if (landing !== null) {
    context.save();
    context.translate(landing.x * width, landing.y * height);
    context.rotate(Math.PI / 4);
    context.fillStyle = colours.ink;
    context.strokeStyle = colours.ground;
    context.lineWidth = 2.5;
    context.beginPath();
    context.rect(-8, -8, 16, 16);
    context.fill();
    context.stroke();
    context.restore();
  }
}
