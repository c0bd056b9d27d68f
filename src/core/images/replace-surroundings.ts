import { createRandom } from '../shared/random.ts';

/** Up to this distance from the middle nothing is changed, as a fraction of the side; from the second one on all is. */
const keptRadius = 0.34;
const replacedRadius = 0.44;

/** Cells of the ground along a side, the coarse ones first; each layer is half as strong as the one before. */
const layers = [5, 17, 53] as const;

/**
 * The square with what is around its middle taken away: a circle stays, beyond a soft edge there is a mottled ground, the same
 * for every image.
 * @param pixels RGB bytes, row by row, `side * side * 3` long
 * @returns as many bytes
 */
export function replaceSurroundings(pixels: Uint8Array, side: number): Uint8Array<ArrayBuffer> {
  const ground = findGround(side);
  const replaced = new Uint8Array(ground.length);
  const middle = (side - 1) / 2;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const distance = Math.hypot(x - middle, y - middle) / side;
      const share = smoothStep((distance - keptRadius) / (replacedRadius - keptRadius));
      const at = 3 * (y * side + x);
      for (let index = at; index < at + 3; index++) {
        replaced[index] = Math.round(
          share * (ground[index] as number) + (1 - share) * (pixels[index] as number),
        );
      }
    }
  }
  return replaced;
}

/** By the side: drawing one takes several times as long as using it. */
const grounds = new Map<number, Uint8Array>();

function findGround(side: number): Uint8Array {
  const ground = grounds.get(side) ?? drawGround(side);
  grounds.set(side, ground);
  return ground;
}

/** Colours drawn at the corners of cells, with soft transitions between them (value noise), in layers of finer cells. */
function drawGround(side: number): Uint8Array {
  const sums = new Float32Array(side * side * 3);
  let total = 0;
  for (const [layer, cellCount] of layers.entries()) {
    const strength = 2 ** -layer;
    total += strength;
    addLayer(sums, side, cellCount, strength);
  }
  return Uint8Array.from(sums, (sum) => Math.round((255 * sum) / total));
}

function addLayer(sums: Float32Array, side: number, cellCount: number, strength: number): void {
  const random = createRandom(cellCount);
  const cornerRow = 3 * (cellCount + 1);
  const corners = Float32Array.from({ length: cornerRow * (cellCount + 1) }, () => random.next());
  const cells = Array.from({ length: side }, (_, place) => (place / side) * cellCount);
  for (const [y, row] of cells.entries()) {
    const down = smoothStep(row % 1);
    for (const [x, column] of cells.entries()) {
      const right = smoothStep(column % 1);
      const corner = Math.floor(row) * cornerRow + 3 * Math.floor(column);
      for (let upper = corner; upper < corner + 3; upper++) {
        const lower = upper + cornerRow;
        const above = (corners[upper] as number) * (1 - right) + (corners[upper + 3] as number) * right;
        const below = (corners[lower] as number) * (1 - right) + (corners[lower + 3] as number) * right;
        const index = 3 * (y * side + x) + upper - corner;
        sums[index] = (sums[index] as number) + strength * (above * (1 - down) + below * down);
      }
    }
  }
}

/** 0 up to 0, 1 from 1 on, without a kink in between. */
function smoothStep(value: number): number {
  const inside = Math.min(1, Math.max(0, value));
  return inside * inside * (3 - 2 * inside);
}
