import { encode } from 'fast-png';
import { zipSync } from 'fflate';
import { createRandom } from '../../src/core/shared/random.ts';

/** A file for a file input. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** What stripes can look like. */
export type Stripes = 'red' | 'blue' | 'green';

/** RGB bytes of a square with stripes: `red` ones lie across, `blue` ones stand upright, `green` is a checkerboard. */
export function drawStripes(kind: Stripes, seed: number, side = 224): Uint8Array {
  const random = createRandom(seed);
  const width = 8 + Math.floor(random.next() * 24);
  const rgb = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const across = Math.floor(y / width) % 2;
      const upright = Math.floor(x / width) % 2;
      const lit = { red: across, blue: upright, green: across ^ upright }[kind] === 1;
      const channel = { red: 0, green: 1, blue: 2 }[kind];
      const noise = 40 * random.next();
      for (let c = 0; c < 3; c++) rgb[(y * side + x) * 3 + c] = (lit && c === channel ? 200 : 30) + noise;
    }
  }
  return rgb;
}

/** The same as a PNG file of exactly the size that the base model sees, so that no resizing comes between. */
export function drawStripesPng(kind: Stripes, seed: number, side = 224): TestFile {
  const data = drawStripes(kind, seed, side);
  return {
    name: `${kind}-${seed}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(encode({ width: side, height: side, data, channels: 3, depth: 8 })),
  };
}

/** `count` images of one kind. */
export function drawMany(kind: Stripes, count: number, firstSeed = 1, side = 224): TestFile[] {
  return Array.from({ length: count }, (_, i) => drawStripesPng(kind, firstSeed + i, side));
}

/** A ZIP of files by their paths. */
export function packZip(name: string, files: Readonly<Record<string, Uint8Array>>): TestFile {
  return { name, mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) };
}

/** A ZIP with a class for each kind of stripes, of so many images. */
export function packStripes(counts: Partial<Record<Stripes, number>>): TestFile {
  const files: Record<string, Uint8Array> = {};
  for (const [kind, count] of Object.entries(counts) as [Stripes, number][]) {
    for (const image of drawMany(kind, count)) files[`${kind}/${image.name}`] = image.buffer;
  }
  return packZip('stripes.zip', files);
}

/** A ZIP of so many tiny images, each with bytes of its own. */
export function packTiny(count: number, name: (index: number) => string): TestFile {
  const files: Record<string, Uint8Array> = {};
  for (let index = 0; index < count; index++) {
    const data = Uint8Array.from({ length: 12 }, (_, byte) => (index >> (byte % 2 === 0 ? 0 : 8)) & 255);
    files[name(index)] = encode({ width: 2, height: 2, data, channels: 3, depth: 8 });
  }
  return packZip('tiny.zip', files);
}

interface Pattern {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** Waves are as long as so many pixels or a few times longer. */
  readonly fineness: number;
  readonly seeThrough?: boolean;
}

/** A PNG of crossing waves with noise; a `seeThrough` one fades from nothing to opaque and back. */
export function drawPattern({ width, height, seed, fineness, seeThrough = false }: Pattern): Uint8Array {
  const random = createRandom(seed);
  const channels = seeThrough ? 4 : 3;
  const waves = Array.from({ length: 3 }, () => [fineness + 3 * random.next(), fineness + 3 * random.next()]);
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    waves.forEach(([across = 1, down = 1], channel) => {
      data[pixel * channels + channel] =
        100 + 70 * Math.sin(x / across) * Math.cos(y / down) + 60 * random.next();
    });
    if (seeThrough) data[pixel * channels + 3] = 127.5 + 127.5 * Math.sin((x + y) / 40);
  }
  return encode({ width, height, data, channels, depth: 8 });
}

/** Where every resizer shows: no square, odd sides, larger and smaller than what the model sees, fine detail, half transparent. */
export const resizingTrials = {
  'wide.png': drawPattern({ width: 641, height: 428, seed: 1, fineness: 1.5 }),
  'tall.png': drawPattern({ width: 301, height: 500, seed: 2, fineness: 3 }),
  'glass.png': drawPattern({ width: 467, height: 350, seed: 3, fineness: 2, seeThrough: true }),
  'small.png': drawPattern({ width: 150, height: 101, seed: 4, fineness: 2 }),
};
