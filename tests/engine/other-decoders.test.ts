import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { hostileFilesMissing, listHostileFiles } from '../support/hostile-files.ts';
import { buildEnginePage, type EnginePage } from './support/build-engine-page.ts';
import { embedFiles, type Grid, type TestFile } from './support/embed-files.ts';
import { withOrientation } from './support/flat-jpeg.ts';
import { type MadeTiff, makeTiff } from './support/make-tiff.ts';
import { startServer, type TestServer } from './support/serve.ts';

let enginePage: EnginePage;
let server: TestServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  enginePage = await buildEnginePage();
  server = await startServer({}, enginePage.folder);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await enginePage?.remove();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(`${server.origin}/engine-page.html`);
  server.requests.length = 0;
  return () => page.close();
});

function file(name: string, bytes: Iterable<number>, mimeType = ''): TestFile {
  return { name, mimeType, buffer: Buffer.from(Uint8Array.from(bytes)) };
}

/** Looks at the four corners of the thumbnail. */
function expectCorners(
  outcome: { readonly grid?: Grid } | undefined,
  expected: readonly (readonly number[] | null)[],
  distance = 14,
) {
  const corners = [0, 15, 240, 255].map((at) => outcome?.grid?.[at]);
  for (const [i, colour] of expected.entries()) {
    for (const [channel, value] of (colour ?? []).entries()) {
      const difference = Math.abs((corners[i]?.[channel] ?? 999) - value);
      expect(difference, `corners: ${corners.join(' | ')}`).toBeLessThan(distance);
    }
  }
}

const [red, lime, blue, white] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
] as const satisfies readonly number[][];
const corners = [[...red], [...lime], [...blue], [...white]];
const rgb: MadeTiff = { width: 2, height: 2, samples: corners.flat(), samplesPerPixel: 3, photometric: 2 };

describe('a TIFF file', () => {
  test('comes in, in every common kind', async () => {
    const wide = corners.flat().map((value) => value * 257);
    const kinds: Record<string, MadeTiff> = {
      rgb,
      'rgb, big-endian': { ...rgb, littleEndian: false },
      '16 bits': { ...rgb, samples: wide, bitsPerSample: 16 },
      '16 bits, big-endian': { ...rgb, samples: wide, bitsPerSample: 16, littleEndian: false },
      'planes one after the other': {
        ...rgb,
        samples: [0, 1, 2].flatMap((channel) => corners.map((corner) => corner[channel] ?? 0)),
        tags: [
          [273, [8, 12, 16]],
          [279, [4, 4, 4]],
          [284, [2]],
        ],
      },
      palette: {
        ...rgb,
        samplesPerPixel: 1,
        photometric: 3,
        samples: [0, 1, 2, 3],
        tags: [
          [
            320,
            [0, 1, 2].flatMap((c) => Array.from({ length: 256 }, (_, i) => (corners[i]?.[c] ?? 0) * 257)),
          ],
        ],
      },
      cmyk: {
        ...rgb,
        samplesPerPixel: 4,
        photometric: 5,
        samples: [...[0, 255, 255, 0], ...[255, 0, 255, 0], ...[255, 255, 0, 0], ...[0, 0, 0, 0]],
      },
    };
    const outcomes = await embedFiles(
      page,
      Object.entries(kinds).map(([name, made]) => file(`${name}.tif`, makeTiff(made), 'image/tiff')),
    );
    for (const [i, name] of Object.keys(kinds).entries()) {
      expect(outcomes[i], name).toMatchObject({ size: [2, 2], remark: null });
      expectCorners(outcomes[i], corners);
    }
  });

  test('is turned upright', async () => {
    const outcomes = await embedFiles(
      page,
      [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) =>
        file(`${orientation}.tif`, makeTiff({ ...rgb, tags: [[274, [orientation]]] })),
      ),
    );
    const [a, b, c, d] = corners as [number[], number[], number[], number[]];
    const upright = [
      [a, b, c, d],
      [b, a, d, c],
      [d, c, b, a],
      [c, d, a, b],
      [a, c, b, d],
      [c, a, d, b],
      [d, b, c, a],
      [b, d, a, c],
    ];
    for (const [i, expected] of upright.entries()) expectCorners(outcomes[i], expected);
  });

  test('that is broken, huge or made to confuse is refused, and the next one comes in', async () => {
    const whole = makeTiff(rgb);
    const tiles = [
      [322, [1]],
      [323, [1]],
      [324, [8]],
      [325, [12]],
    ] as const;
    const outcomes = await embedFiles(page, [
      file('short.tif', whole.slice(0, 40)),
      file('huge.tif', makeTiff({ ...rgb, width: 60_000, height: 60_000 })),
      file('dust.tif', makeTiff({ ...rgb, width: 9000, height: 9000, tags: tiles, tiled: true })),
      file('unknown-colours.tif', makeTiff({ ...rgb, photometric: 8 })),
      file('unknown-packing.tif', makeTiff({ ...rgb, tags: [[259, [34712]]] })),
      file('ring.tif', makeTiff({ ...rgb, next: 'self' })),
      file('nowhere.tif', makeTiff({ ...rgb, next: 0x7fffffff })),
      file('fine.tif', whole),
    ]);
    expect(outcomes.slice(0, 5).map(({ failure }) => failure)).toEqual([
      { kind: 'file-damaged', format: 'tiff' },
      { kind: 'file-too-many-pixels', width: 60_000, height: 60_000, limit: 1e8 },
      { kind: 'file-too-many-pixels', width: 9000, height: 9000, limit: 1e8 },
      { kind: 'file-format-unsupported', format: 'tiff' },
      { kind: 'file-format-unsupported', format: 'tiff' },
    ]);
    expect(outcomes[5]?.remark).toEqual({ kind: 'first-page' });
    expect(outcomes[6]?.remark).toBeNull();
    expectCorners(outcomes[7], corners);
  });
});

/** A JPEG with the four colours, `width` pixels wide and high. */
function drawJpeg(width: number): Promise<number[]> {
  return page.evaluate(async (width) => {
    const canvas = new OffscreenCanvas(width, width);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    for (const [i, colour] of ['red', 'lime', 'blue', 'white'].entries()) {
      context.fillStyle = colour;
      context.fillRect((i % 2) * (width / 2), Math.floor(i / 2) * (width / 2), width / 2, width / 2);
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, width);
}

describe('a JPEG file that was cut off', () => {
  test('is used as far as it can be read, upright, and says so', async () => {
    const jpeg = await drawJpeg(256);
    const scanAt = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xda);
    const cut = (part: number) => scanAt + 14 + Math.round((jpeg.length - scanAt - 14) * part);
    const outcomes = await embedFiles(page, [
      file('end.jpg', jpeg.slice(0, -2)),
      file('half.jpg', jpeg.slice(0, cut(0.6))),
      file(
        'half-turned.jpg',
        withOrientation(jpeg, 6).slice(0, cut(0.6) + (withOrientation(jpeg, 6).length - jpeg.length)),
      ),
      file('little.jpg', jpeg.slice(0, cut(0.1))),
      file('nothing.jpg', jpeg.slice(0, scanAt + 4)),
    ]);
    expect(outcomes[0]).toMatchObject({ size: [256, 256], remark: { kind: 'cut-off', readFraction: 1 } });
    expectCorners(outcomes[0], corners);
    const [width, height] = outcomes[1]?.size ?? [];
    expect(width).toBe(256);
    expect(height).toBeGreaterThan(100);
    expect(height).toBeLessThan(220);
    expect(outcomes[1]?.remark).toEqual({ kind: 'cut-off', readFraction: (height ?? 0) / 256 });
    // Nothing grey is in it: the upper half is red and green.
    expectCorners(outcomes[1], [red, lime]);
    // Turned by a quarter: what stands at the top goes to the right.
    expect(outcomes[2]?.size).toEqual([height, 256]);
    expectCorners(outcomes[2], [null, red, null, lime]);
    expect(outcomes[3]?.failure).toMatchObject({ kind: 'file-cut-off', format: 'jpeg' });
    expect(outcomes[4]?.failure).toEqual({ kind: 'file-damaged', format: 'jpeg' });
  });
});

describe('a giant JPEG', () => {
  test('is scaled while it is decoded where the browser can, upright; else its size is said', async ({
    skip,
  }) => {
    const can = await page.evaluate(() => 'ImageDecoder' in window);
    if (!can) skip('this browser has no ImageDecoder');
    // 10,240 x 10,240 pixels.
    const jpeg = await drawJpeg(10_240);
    const [upright, turned] = await embedFiles(page, [
      file('giant.jpg', jpeg, 'image/jpeg'),
      file('giant-turned.jpg', withOrientation(jpeg, 6), 'image/jpeg'),
    ]);
    expect(upright).toMatchObject({ size: [1280, 1280], remark: null });
    expectCorners(upright, corners);
    expectCorners(turned, [blue, red, white, lime]);
  });
});

describe('a HEIC file', () => {
  const made = file('made.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'image/heic');
  const tiff = file('fine.tif', makeTiff(rgb));
  const decoderFiles = () => server.requests.filter((path) => path.includes('libheif'));

  test('brings its decoder, which no other image asks for', async () => {
    await embedFiles(page, [tiff]);
    expect(decoderFiles()).toEqual([]);
    expect((await embedFiles(page, [made]))[0]?.failure).toEqual({ kind: 'file-damaged', format: 'heic' });
    expect(
      decoderFiles()
        .map((path) => path.replace(/.*\.(\w+)$/, '$1'))
        .sort(),
    ).toEqual(['js', 'wasm']);
  });

  test.each(['js', 'wasm'])(
    'whose decoder (%s) cannot be fetched says so, and others go on; later it is tried again',
    async (ending) => {
      const pattern = `**/libheif-*.${ending}`;
      await page.context().route(pattern, (route) => route.abort());
      const [failed, fine] = await embedFiles(page, [made, tiff]);
      expect(failed?.failure).toMatchObject({ kind: 'decoder-unreachable', format: 'heic' });
      expectCorners(fine, corners);
      await page.context().unroute(pattern);
      expect((await embedFiles(page, [made]))[0]?.failure).toEqual({ kind: 'file-damaged', format: 'heic' });
    },
  );

  test('comes in like the same picture in another format', async ({ skip }) => {
    if (hostileFilesMissing !== null) return skip(hostileFilesMissing);
    const files = listHostileFiles();
    const paths = ['modern/hopper.heif', 'modern/hopper.avif', 'modern/sample.heic', 'modern/sample.avif'];
    const [heif, avif, heic, other] = await embedFiles(
      page,
      paths.map((path) => files.get(path) as string),
    );
    expect([heif?.size, heic?.size]).toEqual([avif?.size, other?.size]);
    // They are compressed apart from each other.
    const corners = [0, 15, 240, 255].map((at) => avif?.grid?.[at] ?? []);
    expectCorners(heif, corners, 40);
  });
});
