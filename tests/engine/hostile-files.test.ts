import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { hostileFilesMissing, listHostileFiles } from '../support/hostile-files.ts';
import { buildEnginePage } from './support/build-engine-page.ts';
import { embedFiles, type Grid, type Outcome } from './support/embed-files.ts';
import { startServer } from './support/serve.ts';

const skipped = hostileFilesMissing === null ? '' : `, skipped: ${hostileFilesMissing}`;

describe.skipIf(hostileFilesMissing !== null)(`105 unusual and broken files at once${skipped}`, () => {
  /** By the path inside the folder. */
  let outcomes: ReadonlyMap<string, Outcome>;
  const closings: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const enginePage = await buildEnginePage();
    closings.push(enginePage.remove);
    const server = await startServer({}, enginePage.folder);
    closings.push(server.close);
    const browser = await launchBrowser();
    closings.push(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${server.origin}/engine-page.html`);
    const files = listHostileFiles();
    const list = await embedFiles(page, [...files.values()]);
    outcomes = new Map([...files.keys()].map((file, i) => [file, list[i] as Outcome]));
  }, 300_000);

  afterAll(async () => {
    for (const close of closings.reverse()) await close();
  });

  const outcome = (file: string) => outcomes.get(file);
  const gridOf = (file: string): Grid => outcome(file)?.grid ?? [];

  test('each comes in or has its reason, and the figures are these', () => {
    expect(outcomes.size).toBe(105);
    const entries = [...outcomes];
    const reasons = entries.flatMap(([file, { failure }]) => (failure ? [[file, failure.kind]] : []));
    expect(Object.fromEntries(reasons.filter(([file]) => file !== 'modern/sample.jxl'))).toEqual({
      'constructed/.DS_Store': 'file-not-an-image',
      'constructed/first-4k-of-photo.jpg': 'file-cut-off',
      'constructed/notes.txt': 'file-not-an-image',
      'constructed/text.jpg': 'file-not-an-image',
      'constructed/zero-byte.jpg': 'file-empty',
      'corrupt/broken.png': 'file-damaged',
      'corrupt/corrupt-header.jpg': 'file-damaged',
      'corrupt/sample-garbled.avif': 'file-damaged',
      'corrupt/sample.png': 'file-damaged',
      'corrupt/sample_fried.png': 'file-damaged',
      'corrupt/truncated.jpg': 'file-cut-off',
      'corrupt/truncated.png': 'file-cut-off',
      'huge/65536-uint32-limit.png': 'file-too-many-pixels',
      'huge/decompression_bomb.gif': 'file-damaged',
      'huge/zero_width.gif': 'file-damaged',
      'modern/check.svg': 'file-format-unsupported',
      'modern/relax.jp2': 'file-format-unsupported',
      'modern/sample.jp2': 'file-format-unsupported',
      'png-depth-palette/full-transparent.png': 'file-fully-transparent',
    });
    const remarked = entries.filter(([, { remark }]) => remark);
    const came = entries.length - reasons.length;
    console.log(`${came} came in, ${remarked.length} of them with a remark; ${reasons.length} are listed.`);
    // Not every browser shows JPEG XL.
    expect(came).toBeGreaterThanOrEqual(85);
  });

  test('what moves or is cut off says so, and nothing else does', () => {
    const remarks = [...outcomes].flatMap(([file, { remark }]) => (remark ? [[file, remark] as const] : []));
    const animated = remarks.filter(([, { kind }]) => kind === 'animated').map(([file]) => file);
    expect(animated).toEqual([
      'animated/animated-loop-3.gif',
      'animated/animated-loop-3.webp',
      'animated/dispose_prev.gif',
      'animated/iss634.apng',
      'animated/rotating-squares.gif',
      'animated/rotating-squares.webp',
      'animated/star.avifs',
      'animated/star.gif',
      'huge/big-height.webp',
      'huge/decompression_bomb_extents.gif',
      'png-depth-palette/mode_palette_1bit_alpha.png',
    ]);
    expect(Object.fromEntries(remarks.filter(([, { kind }]) => kind !== 'animated'))).toEqual({
      'corrupt/broken_data_stream.png': { kind: 'cut-off', readFraction: 0.6875 },
      'corrupt/truncated_end_chunk.png': { kind: 'cut-off', readFraction: 1 },
      'corrupt/truncated_image.png': { kind: 'cut-off', readFraction: 400 / 480 },
      'corrupt/truncated_jpeg.jpg': { kind: 'cut-off', readFraction: 1 },
    });
  });

  test.each(['Landscape', 'Portrait'])('all Exif orientations of %s stand upright', (name) => {
    const upright = `exif-orientation/${name}_1.jpg`;
    const [width = 0, height = 0] = outcome(upright)?.size ?? [];
    expect(width > height).toBe(name === 'Landscape');
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const file = `exif-orientation/${name}_${orientation}.jpg`;
      // This one came before under another name.
      const known = outcome(file)?.isCopy ? findCopyOf('constructed', 'JPG') : file;
      expect(outcome(known)?.size, file).toEqual([width, height]);
      expectLikeUpright(gridOf(known), gridOf(upright), file);
    }
  });

  test('so do WebP files, whose orientation Chromium overlooks, and HEIC and AVIF files', () => {
    const upright = gridOf('modern/hopper.avif');
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const file = `exif-orientation/hopper_orientation_${orientation}.webp`;
      expectLikeUpright(gridOf(file), upright, file);
    }
    expectLikeUpright(gridOf('modern/hopper.heif'), upright, 'hopper.heif');
    const [turned, mirrored] = ['rot1mir0', 'rot3mir1'].map((name) => `exif-orientation/${name}.avif`);
    expect(outcome(turned ?? '')?.size).toEqual(outcome(mirrored ?? '')?.size);
  });

  test('HEIC and TIFF files show what the same picture shows in other formats', () => {
    for (const file of ['modern/sample.heic', 'modern/little-endian.tiff']) {
      expect(outcome(file)?.size, file).toEqual(outcome('modern/sample.bmp')?.size);
      expect(distance(gridOf(file), gridOf('modern/sample.bmp')), file).toBeLessThan(6);
    }
  });

  function findCopyOf(folder: string, ending: string): string {
    return (
      [...outcomes.keys()].find((file) => file.startsWith(folder) && path.extname(file) === `.${ending}`) ??
      ''
    );
  }
});

/** Nearer to the upright picture than that is to itself in any other position. */
function expectLikeUpright(grid: Grid, upright: Grid, file: string): void {
  const own = distance(grid, upright);
  for (const wrong of otherPositions(upright)) expect(own, file).toBeLessThan(0.5 * distance(wrong, upright));
}

/** The picture turned and mirrored in the seven ways that are not upright. */
function otherPositions(grid: Grid): readonly Grid[] {
  const moves: readonly ((x: number, y: number) => readonly [number, number])[] = [
    (x, y) => [15 - x, y],
    (x, y) => [15 - x, 15 - y],
    (x, y) => [x, 15 - y],
    (x, y) => [y, x],
    (x, y) => [y, 15 - x],
    (x, y) => [15 - y, 15 - x],
    (x, y) => [15 - y, x],
  ];
  return moves.map((move) =>
    grid.map((_, at) => {
      const [x, y] = move(at % 16, Math.floor(at / 16));
      return grid[y * 16 + x] ?? [];
    }),
  );
}

/** Mean difference of the channels, 0 to 255; infinite where a picture is missing. */
function distance(a: Grid, b: Grid): number {
  if (a.length === 0 || a.length !== b.length) return Number.POSITIVE_INFINITY;
  const differences = a.flatMap((colour, i) =>
    colour.map((value, c) => Math.abs(value - (b[i]?.[c] ?? Number.NaN))),
  );
  return differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
}
