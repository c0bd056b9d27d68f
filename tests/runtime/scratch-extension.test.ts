import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportOfflinePage } from '../../src/core/export/offline-page/export-offline-page.ts';
import { exportScratchExtension } from '../../src/core/export/scratch-extension/export-scratch-extension.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import { drawStripesPng } from '../e2e/test-images.ts';
import { nodeRuntime } from '../engine/support/node-ports.ts';
import { type Answer, startServer } from '../engine/support/serve.ts';
import { launchBrowser } from '../support/browser.ts';
import { openOfflinePage } from './open-offline-page.ts';

const labels = ['cat', 'dog "x" & <b>', '</script>', '🦊;\n', "it's"];
const image = drawStripesPng('red', 1);

/** What a block is asked with; what the stand-in of the editor keeps of an extension. */
interface Blocks {
  getInfo(): {
    readonly id: string;
    readonly blocks: readonly { readonly opcode: string; readonly blockType: string }[];
    readonly menus: { readonly LABELS: { readonly items: readonly string[] } };
  };
  look(request: { readonly SOURCE: string }): Promise<void>;
  label(): string;
  confidence(request: { readonly LABEL: string }): number;
  isSeen(request: { readonly LABEL: string }): boolean;
  stopCamera(): void;
  problem(): string;
}

declare global {
  interface Window {
    registered?: Blocks;
    mirrored?: boolean;
  }
}

let browser: Browser;
let extensionText: string;
let server: Awaited<ReturnType<typeof startServer>>;
const answers: Record<string, Answer> = {};

beforeAll(async () => {
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  const runtime = await nodeRuntime.loadScratchExtension();
  const { fileName, mediaType, bytes } = exportScratchExtension(
    await readBuiltInBase(),
    ...makeModel(),
    runtime,
  );
  expect(fileName).toMatch(/^graft-scratch.*\.js$/);
  extensionText = new TextDecoder().decode(bytes);
  answers['/extension.js'] = { body: bytes, type: mediaType };
  answers['/stage.png'] = { body: image.buffer, type: 'image/png' };
  server = await startServer(answers);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

function makeModel() {
  const description = { ...describeTestModel(labels), calibration: { temperature: 1, noneThreshold: null } };
  return [createTestHead(1024, 0, labels.length), description] as const;
}

/** A page that gives an extension what TurboWarp's documentation says, and loads it by a script element. */
async function openEditor(unsandboxed: boolean): Promise<{ page: Page; complaints: string[] }> {
  answers['/'] = {
    type: 'text/html',
    body: `<!doctype html><meta charset="utf-8"><script>
      const stream = document.createElement('video');
      window.Scratch = {
        BlockType: { COMMAND: 'command', REPORTER: 'reporter', BOOLEAN: 'Boolean' },
        ArgumentType: { STRING: 'string' },
        Cast: { toString: String },
        extensions: { unsandboxed: ${unsandboxed}, register: (extension) => { window.registered = extension; } },
        vm: {
          runtime: { ioDevices: { video: {
            async enableVideo() {
              stream.srcObject ??= await navigator.mediaDevices.getUserMedia({ video: true });
              void stream.play();
            },
            disableVideo() {
              for (const track of stream.srcObject.getTracks()) track.stop();
              stream.srcObject = null;
            },
            getFrame({ mirror }) {
              window.mirrored = mirror;
              if (!stream.videoWidth) return null;
              const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 360 });
              canvas.getContext('2d').drawImage(stream, 0, 0, 480, 360);
              return canvas;
            },
          } } },
          renderer: {
            async requestSnapshot(onSnapshot) {
              const blob = await (await fetch('/stage.png')).blob();
              const reader = new FileReader();
              reader.onload = () => onSnapshot(reader.result);
              reader.readAsDataURL(blob);
            },
          },
        },
      };
    </script><script src="/extension.js"></script>`,
  };
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !/^(?:blob|data):/.test(request.url()))
      complaints.push(request.url());
  });
  await page.goto(`${server.origin}/`);
  return { page, complaints };
}

test('its blocks say of the stage what the offline page says of the same picture', async () => {
  const offlinePage = exportOfflinePage(
    await readBuiltInBase(),
    ...makeModel(),
    await nodeRuntime.loadOfflinePage(),
  );
  const { predictions } = await (await openOfflinePage(browser, offlinePage.bytes)).classify(image);
  const [, writtenId] = /^\/\/ ID: (graft[a-z0-9]+)$/m.exec(extensionText) ?? [];
  expect(writtenId).toBeDefined();
  const { page, complaints } = await openEditor(true);
  const said = await page.evaluate(async () => {
    const blocks = window.registered as Blocks;
    const { id, menus } = blocks.getInfo();
    const { items } = menus.LABELS;
    const before = blocks.label();
    await blocks.look({ SOURCE: 'stage' });
    const confidences = items.map((LABEL) => [LABEL, blocks.confidence({ LABEL })] as const);
    const seen = items.filter((LABEL) => blocks.isSeen({ LABEL }));
    return { id, items, before, label: blocks.label(), confidences, seen, problem: blocks.problem() };
  });
  expect(said).toMatchObject({ id: writtenId, items: labels, before: '', problem: '' });
  expect(said.label).toBe(predictions[0]?.label);
  expect(said.seen).toEqual([said.label]);
  for (const { label, confidence } of predictions) {
    expect(new Map(said.confidences).get(label)).toBeCloseTo(100 * confidence, 0);
  }
  expect(complaints).toEqual([]);
});

test('it looks at the camera, unmirrored, and turns it off', async () => {
  const { page, complaints } = await openEditor(true);
  const said = await page.evaluate(async () => {
    const blocks = window.registered as Blocks;
    await blocks.look({ SOURCE: 'camera' });
    blocks.stopCamera();
    return { label: blocks.label(), problem: blocks.problem(), mirrored: window.mirrored };
  });
  expect(said).toEqual({ label: expect.any(String), problem: '', mirrored: false });
  expect(labels).toContain(said.label);
  expect(complaints).toEqual([]);
});

test('without a camera it says what went wrong, and goes on', async () => {
  const { page } = await openEditor(true);
  const said = await page.evaluate(async () => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('Permission denied'));
    const blocks = window.registered as Blocks;
    await blocks.look({ SOURCE: 'camera' });
    const problem = blocks.problem();
    await blocks.look({ SOURCE: 'stage' });
    return { problem, after: blocks.problem(), label: blocks.label() };
  });
  expect(said).toEqual({ problem: 'Permission denied', after: '', label: expect.any(String) });
  expect(labels).toContain(said.label);
});

test('inside of a sandbox it registers nothing, and says how it is loaded', async () => {
  const { page, complaints } = await openEditor(false);
  expect(await page.evaluate(() => window.registered === undefined)).toBe(true);
  expect(complaints.join()).toContain('Run extension without sandbox');
});
