import { expect, test } from 'vitest';
import { imageShifts, shiftImage } from '../../../src/core/images/shift-image.ts';

const side = 100;

function draw(colourAt: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) pixels.set(colourAt(x, y), 3 * (y * side + x));
  }
  return pixels;
}

const at = (pixels: Uint8Array, x: number, y: number) => [
  ...pixels.subarray(3 * (y * side + x), 3 * (y * side + x) + 3),
];

const edge = draw((x) => (x < 50 ? [200, 100, 40] : [40, 60, 80]));

test('light and colour change as the names say', () => {
  expect(at(shiftImage(edge, side, 'darker'), 10, 10)).toEqual([100, 50, 20]);
  expect(at(shiftImage(edge, side, 'brighter'), 90, 10)).toEqual([60, 90, 120]);
  const [red, green, blue] = at(shiftImage(edge, side, 'grey'), 10, 10);
  expect(red).toBe(green);
  expect(green).toBe(blue);
});

test('out of focus, edges are wide, flat parts stay, and light is neither lost nor gained', () => {
  const blurred = shiftImage(edge, side, 'blurred');
  expect(at(blurred, 10, 50)).toEqual([200, 100, 40]);
  const [red = 0] = at(blurred, 50, 50);
  expect(red).toBeGreaterThan(80);
  expect(red).toBeLessThan(160);
  const mean = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  expect(mean(blurred)).toBeCloseTo(mean(edge), 0);
});

test('from nearer, the middle fills the square; turned, the middle stays', () => {
  const framed = draw((x, y) =>
    Math.min(x, y, side - 1 - x, side - 1 - y) < 19 ? [255, 0, 0] : [0, 255, 0],
  );
  const near = shiftImage(framed, side, 'closer');
  expect(at(near, 1, 1)).toEqual([0, 255, 0]);
  expect(at(shiftImage(edge, side, 'turned'), 5, 50)).toEqual([200, 100, 40]);
  expect(at(shiftImage(edge, side, 'turned'), 45, 5)).not.toEqual(at(edge, 45, 5));
});

test('in other surroundings the middle stays as it is, and what is around it is no longer the image', () => {
  const [ours, others] = [draw(() => [200, 100, 40]), draw(() => [10, 20, 250])].map((pixels) =>
    shiftImage(pixels, side, 'surroundings'),
  ) as [Uint8Array, Uint8Array];
  for (const [x, y] of [
    [50, 50],
    [20, 50],
    [70, 70],
  ] as const)
    expect(at(ours, x, y)).toEqual([200, 100, 40]);
  const around = [0, 1, 2, 3].flatMap((edgeY) => Array.from({ length: side }, (_, x) => at(ours, x, edgeY)));
  expect(around).toEqual(
    [0, 1, 2, 3].flatMap((edgeY) => Array.from({ length: side }, (_, x) => at(others, x, edgeY))),
  );
  // Neither one colour nor noise: neighbours are alike, far places are not.
  const reds = around.map(([red = 0]) => red);
  expect(Math.max(...reds) - Math.min(...reds)).toBeGreaterThan(60);
  const steps = reds.slice(1, side).map((red, index) => Math.abs(red - (reds[index] as number)));
  expect(Math.max(...steps)).toBeLessThan(30);
});

test('each leaves the image that it is given alone', () => {
  for (const shift of imageShifts) {
    const own = Uint8Array.from(edge);
    expect(shiftImage(own, side, shift)).toHaveLength(edge.length);
    expect(own).toEqual(edge);
  }
});
