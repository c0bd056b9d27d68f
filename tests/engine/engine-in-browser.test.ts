import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkParity } from '../../src/core/embedding/check-parity.ts';
import { createParityImage } from '../../src/core/embedding/parity-image.ts';
import { readWebpOrientation } from '../../src/core/images/read-webp-orientation.ts';
import type { BackendName } from '../../src/engine/engine-api.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildEnginePage, type EnginePage } from './support/build-engine-page.ts';
import { drawPng, toPng } from './support/draw-image.ts';
import { flatJpeg, withOrientation } from './support/flat-jpeg.ts';
import { startServer, type TestServer } from './support/serve.ts';
import { withWebpOrientation } from './support/webp-orientation.ts';

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
  return () => page.close();
});

function start(backend: BackendName | 'auto') {
  return page.evaluate(
    (wanted) => window.engine.client.start({ backend: wanted, baseModel: { kind: 'built-in' } }, () => {}),
    backend,
  );
}

async function bytesOf(blob: Blob): Promise<number[]> {
  return [...new Uint8Array(await blob.arrayBuffer())];
}

/** Runs the browser's decoder on a file. */
function decode(bytes: readonly number[], type: string, side: number) {
  return page.evaluate(
    async ([bytes, type, side, orientation]) => {
      const { images, toBlob } = window.engine;
      const decoded = await images.decode(toBlob(bytes, type), side, orientation);
      if (decoded === null) return null;
      const thumbnail = await createImageBitmap(await images.encodeThumbnail(decoded.rgba, side));
      const context = new OffscreenCanvas(128, 128).getContext('2d');
      context?.drawImage(thumbnail, 0, 0);
      const thumbnailPixel = [...(context?.getImageData(64, 64, 1, 1).data ?? [])];
      return { ...decoded, rgba: [...decoded.rgba], thumbnailPixel };
    },
    [bytes, type, side, readWebpOrientation(Uint8Array.from(bytes))] as const,
  );
}

/** The four numbers of one pixel. */
function pixelAt(rgba: readonly number[], side: number, x: number, y: number): number[] {
  return rgba.slice((y * side + x) * 4, (y * side + x) * 4 + 4);
}

function expectNear(pixel: readonly number[], expected: readonly number[], distance = 12): void {
  expect(pixel).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((pixel[i] ?? Number.NaN) - value)).toBeLessThan(distance);
  }
}

// An emulated graphics processor is slow.
describe('parity', { timeout: 180_000 }, () => {
  test.for(['wasm', 'webgl', 'webgpu'] as const)('%s gives the stored answer', async (backend, { skip }) => {
    const started = await start(backend);
    if ('kind' in started && started.kind === 'backend-unavailable') {
      skip(`${backend} is not there: ${started.detail}`);
    }
    expect(started).toMatchObject({ backend });
    const image = toPng({ width: 224, height: 224, channels: 3, data: createParityImage(224) });
    const file = { bytes: await bytesOf(image), type: image.type };
    const { results } = await page.evaluate((file) => window.engine.embed([file]), file);
    const [result] = results;
    if (result === undefined || !('embedding' in result)) throw new Error(JSON.stringify(result));
    const manifest = await (await fetch(`${server.builtInBaseUrl}model.json`)).json();
    const parity = checkParity(result.embedding, manifest.parityEmbedding);
    expect(parity.cosine).toBeGreaterThan(0.9999);
  });
});

describe('WebGL without textures of 32-bit numbers', () => {
  test.for([
    ['has no such extension', 'getExtension', null, 'EXT_color_buffer_float'],
    ['refuses them all the same', 'checkFramebufferStatus', 0, null],
  ] as const)('is refused when the driver %s', async ([, method, answer, forArgument], { skip }) => {
    await start('wasm');
    const present = await page.workers()[0]?.evaluate(
      ([method, answer, forArgument]) => {
        if (new OffscreenCanvas(1, 1).getContext('webgl2') === null) return false;
        const gl = WebGL2RenderingContext.prototype as unknown as Record<
          string,
          (argument: unknown) => unknown
        >;
        const original = gl[method];
        gl[method] = function (argument) {
          return forArgument === null || argument === forArgument ? answer : original?.call(this, argument);
        };
        return true;
      },
      [method, answer, forArgument] as const,
    );
    if (present !== true) skip('there is no WebGL 2');
    expect(await start('webgl')).toMatchObject({
      kind: 'backend-unavailable',
      detail: expect.stringContaining('16 bits'),
    });
  });
});

describe('auto', () => {
  test('times no emulated graphics processor, and takes what computes rightly', async () => {
    const started = await start('auto');
    if ('kind' in started) throw new Error(JSON.stringify(started));
    const chosen = started.reports.find(({ backend }) => backend === started.backend);
    expect(chosen).toMatchObject({ state: 'ready' });
    for (const report of started.reports) {
      if (report.state === 'ready' && chosen?.state === 'ready') {
        expect(chosen.msPerImage).toBeLessThanOrEqual(report.msPerImage);
      }
    }
    const usesRealGpu = started.backend === 'webgpu' || started.backend === 'webgl';
    if (!usesRealGpu) {
      const gpus = started.reports.filter(({ backend }) => backend === 'webgpu' || backend === 'webgl');
      expect(gpus.map(({ state }) => state)).not.toContain('untried');
    }
  });
});

describe('decoding', () => {
  /** 40 x 20 pixels: the left half red, the right half blue, but the lower left quarter green. */
  function drawQuarters(type: string) {
    return page.evaluate(async (type) => {
      const canvas = new OffscreenCanvas(40, 20);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const parts = [
        ['red', 0, 0],
        ['blue', 20, 0],
        ['blue', 20, 10],
        ['lime', 0, 10],
      ] as const;
      for (const [colour, x, y] of parts) {
        context.fillStyle = colour;
        context.fillRect(x, y, 20, 10);
      }
      const blob = await canvas.convertToBlob({ type, quality: 1 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    }, type);
  }

  test.each([
    [1, { width: 40, height: 20 }, 'red', 'blue', 'lime', 'blue'],
    [2, { width: 40, height: 20 }, 'blue', 'red', 'blue', 'lime'],
    [3, { width: 40, height: 20 }, 'blue', 'lime', 'blue', 'red'],
    [4, { width: 40, height: 20 }, 'lime', 'blue', 'red', 'blue'],
    [5, { width: 20, height: 40 }, 'red', 'lime', 'blue', 'blue'],
    [6, { width: 20, height: 40 }, 'lime', 'red', 'blue', 'blue'],
    [7, { width: 20, height: 40 }, 'blue', 'blue', 'lime', 'red'],
    [8, { width: 20, height: 40 }, 'blue', 'blue', 'red', 'lime'],
  ])('turns a photograph of EXIF orientation %i upright', async (orientation, size, ...corners) => {
    const jpeg = withOrientation(await drawQuarters('image/jpeg'), orientation);
    const drawn = await drawQuarters('image/webp');
    const webps = [true, false].map((marker) =>
      withWebpOrientation(drawn, { width: 40, height: 20 }, orientation, marker),
    );
    const colours: Record<string, number[]> = {
      red: [255, 0, 0, 255],
      blue: [0, 0, 255, 255],
      lime: [0, 255, 0, 255],
    };
    const places = [
      [1, 1],
      [18, 1],
      [1, 18],
      [18, 18],
    ] as const;
    for (const [bytes, type] of [
      [jpeg, 'image/jpeg'],
      ...webps.map((webp) => [webp, 'image/webp'] as const),
    ] as const) {
      const decoded = await decode(bytes, type, 20);
      expect(decoded).toMatchObject(size);
      for (const [i, [x, y]] of places.entries()) {
        const pixel = pixelAt(decoded?.rgba ?? [], 20, x, y);
        expectNear(pixel, colours[corners[i] ?? ''] ?? [], 30);
      }
    }
  });

  test('crops the middle of a wide image', async () => {
    const data = new Uint8Array(30 * 10 * 3);
    for (let i = 0; i < 300; i++) data[i * 3 + Math.floor((i % 30) / 10)] = 255;
    const png = toPng({ width: 30, height: 10, channels: 3, data });
    const decoded = await decode(await bytesOf(png), png.type, 10);
    for (const x of [0, 5, 9]) expect(pixelAt(decoded?.rgba ?? [], 10, x, 5)).toEqual([0, 255, 0, 255]);
  });

  test('keeps alpha for the model and lays the thumbnail over white', async () => {
    const data = new Uint8Array(64 * 4);
    for (let i = 0; i < 64; i++) data.set([255, 0, 0, 128], i * 4);
    const png = toPng({ width: 8, height: 8, channels: 4, data });
    const decoded = await decode(await bytesOf(png), png.type, 16);
    expectNear(pixelAt(decoded?.rgba ?? [], 16, 8, 8), [255, 0, 0, 128], 3);
    expectNear(decoded?.thumbnailPixel ?? [], [255, 127, 127, 255]);
  });

  test('leaves nothing of one image in the next', async () => {
    const opaque = toPng({ width: 8, height: 8, channels: 3, data: new Uint8Array(8 * 8 * 3) });
    const empty = toPng({ width: 8, height: 8, channels: 4, data: new Uint8Array(8 * 8 * 4) });
    await decode(await bytesOf(opaque), opaque.type, 8);
    const decoded = await decode(await bytesOf(empty), empty.type, 8);
    expect(decoded?.rgba.every((value) => value === 0)).toBe(true);
  });

  test.each([
    ['grey', [200], [200, 200, 200]],
    ['YCbCr', [76, 85, 255], [254, 0, 0]],
    ['CMYK', [255, 0, 255, 255], [255, 0, 255]],
  ])('reads a %s JPEG', async (_, stored, rgb) => {
    const decoded = await decode([...flatJpeg(stored)], 'image/jpeg', 16);
    expectNear(pixelAt(decoded?.rgba ?? [], 16, 8, 8), [...rgb, 255]);
    expectNear(decoded?.thumbnailPixel ?? [], [...rgb, 255]);
  });

  test('reads a 16-bit grey PNG', async () => {
    const png = toPng({
      width: 4,
      height: 4,
      channels: 1,
      depth: 16,
      data: new Uint16Array(16).fill(0x8000),
    });
    const decoded = await decode(await bytesOf(png), png.type, 4);
    expectNear(pixelAt(decoded?.rgba ?? [], 4, 2, 2), [128, 128, 128, 255], 3);
  });

  test('names what the browser cannot decode', async () => {
    await start('wasm');
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    const text = (content: string, type: string) => ({ bytes: [...Buffer.from(content, 'latin1')], type });
    const { results } = await page.evaluate(
      (files) => window.engine.embed(files),
      [
        text(svg, 'image/svg+xml'),
        text('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'image/heic'),
        { bytes: [...flatJpeg([200])].slice(0, 60), type: 'image/jpeg' },
        text('no image at all', 'image/png'),
      ],
    );
    expect(results.map((result) => 'failure' in result && result.failure)).toEqual([
      { kind: 'file-format-unsupported', format: 'svg' },
      { kind: 'file-damaged', format: 'heic' },
      { kind: 'file-damaged', format: 'jpeg' },
      { kind: 'file-not-an-image', mediaType: 'image/png' },
    ]);
  });

  test('closes a frame once it is drawn', async () => {
    const width = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(64, 48);
      canvas.getContext('2d');
      const frame = canvas.transferToImageBitmap();
      const decoded = await window.engine.images.decode(frame, 32, 1);
      if (decoded?.width !== 64) throw new Error('the frame was not drawn');
      return frame.width;
    });
    expect(width).toBe(0);
  });

  test('classifies a frame, and answers an overtaken one with the newer result', async () => {
    await start('wasm');
    const { answers, widths } = await page.evaluate(async () => {
      const frame = (colour: string) => {
        const canvas = new OffscreenCanvas(64, 48);
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.fillStyle = colour;
        context.fillRect(0, 0, 64, 48);
        return canvas.transferToImageBitmap();
      };
      const head = {
        embeddingSize: 1024,
        classCount: 2,
        layers: [
          {
            inputSize: 1024,
            outputSize: 2,
            kernel: Float32Array.from({ length: 2048 }, (_, i) => Math.sin(i)),
            bias: new Float32Array(2),
            activation: 'linear' as const,
          },
        ],
      };
      const frames = ['red', 'blue', 'lime'].map(frame);
      const results = await Promise.all(
        frames.map((picture) => window.engine.client.classifyImage(picture, head)),
      );
      return {
        answers: results.map((result) => ('kind' in result ? result : [...result.embedding])),
        widths: frames.map(({ width }) => width),
      };
    });
    const [first, second, third] = answers;
    // A frame that was handed over or closed has no size; one that is forgotten holds its memory.
    expect(widths).toEqual([0, 0, 0]);
    expect(Array.isArray(first)).toBe(true);
    expect(second).toEqual(third);
    expect(first).not.toEqual(third);
  });
});

describe('a worker that dies', () => {
  /** Made in the page: sent there one by one they would take longer than all the rest. */
  const embedMany = async (count: number) => {
    const bytes = await bytesOf(drawPng('discs', 1));
    return page.evaluate(
      ([bytes, count]) => {
        // Behind the end of a PNG there may be anything: it makes each of them a file of its own.
        const files = Array.from({ length: count }, (_, i) => ({ bytes: [...bytes, i], type: 'image/png' }));
        return window.engine.embed(files);
      },
      [bytes, count] as const,
    );
  };

  test.each([
    ['is killed', () => self.close(), /ended/],
    [
      'throws',
      () => {
        setTimeout(() => {
          throw new Error('out of cheese');
        });
      },
      /out of cheese/,
    ],
  ])('and %s answers its calls, and another one takes over', async (_, kill, detail) => {
    await start('wasm');
    const embedding = embedMany(200);
    await page.waitForTimeout(300);
    await page.workers()[0]?.evaluate(kill);
    const { ending } = await embedding;
    expect(ending).toMatchObject({ kind: 'engine-crashed', detail: expect.stringMatching(detail) });
    expect(await page.evaluate(() => window.engine.crashes)).toEqual([ending]);

    expect(await start('wasm')).toMatchObject({ backend: 'wasm' });
    const again = await embedMany(2);
    expect(again.ending).toMatchObject({ imagesEmbedded: 2 });
  });

  test('is what giving up its start makes of it', async () => {
    const spawned = page.waitForEvent('worker');
    const starting = start('wasm');
    await spawned;
    await page.evaluate(() => window.engine.client.abandon({ kind: 'start-stopped' }));
    expect(await starting).toEqual({ kind: 'start-stopped' });
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0);
    expect(await page.evaluate(() => window.engine.crashes)).toEqual([]);
  });

  test('is what a lost graphics context makes of it', { timeout: 180_000 }, async ({ skip }) => {
    await start('wasm');
    await page.workers()[0]?.evaluate(() => {
      const { getContext } = OffscreenCanvas.prototype;
      OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...rest: [never]) {
        const context = getContext.apply(this, rest);
        Object.assign(self, { lastContext: context });
        return context;
      } as typeof getContext;
    });
    const started = await start('webgl');
    if ('kind' in started) skip(`WebGL is not there: ${JSON.stringify(started)}`);
    await page.workers()[0]?.evaluate(() => {
      const { lastContext } = self as unknown as { lastContext: WebGL2RenderingContext };
      lastContext.getExtension('WEBGL_lose_context')?.loseContext();
    });
    await page.waitForFunction(() => window.engine.crashes.length > 0);
    const [crash] = await page.evaluate(() => window.engine.crashes);
    expect(crash).toMatchObject({ kind: 'engine-crashed', detail: expect.stringContaining('lost') });
  });
});
