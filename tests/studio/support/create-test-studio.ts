import 'fake-indexeddb/auto';
import { zipSync } from 'fflate';
import type { ExportedFile } from '../../../src/core/export/exported-file.ts';
import type { Failure } from '../../../src/core/shared/failure.ts';
import type { EngineClient } from '../../../src/engine/engine-api.ts';
import { en } from '../../../src/messages/en.ts';
import { createProjectStore } from '../../../src/platform/create-project-store.ts';
import type { NamedBlob } from '../../../src/platform/named-blob.ts';
import { readZip } from '../../../src/platform/read-zip.ts';
import { salvageZip } from '../../../src/platform/salvage-zip.ts';
import { createStudio } from '../../../src/studio/create-studio.ts';
import type { Studio } from '../../../src/studio/studio.ts';
import type { StudioPorts } from '../../../src/studio/studio-ports.ts';
import type { StudioState } from '../../../src/studio/studio-state.ts';
import { createPlainEngine } from './plain-engine.ts';
import { createPlainKeptModel } from './plain-kept-model.ts';
import { createPlainModelHost } from './plain-model-host.ts';

let databaseCount = 0;

/** A studio with everything around it in the hands of the test. */
export interface TestStudio {
  readonly studio: Studio;
  readonly state: () => StudioState;
  /** Everything that was said, in order. */
  readonly said: readonly string[];
  readonly downloads: readonly ExportedFile[];
  /** Large files that were downloaded. */
  readonly downloadedBlobs: readonly NamedBlob[];
  readonly preferences: Map<string, string>;
  readonly clock: { nowMs: number };
}

export function createTestStudio(
  engine: EngineClient,
  change: Partial<StudioPorts> = {},
  preferences: Map<string, string> = new Map(),
): TestStudio {
  const downloads: ExportedFile[] = [];
  const downloadedBlobs: NamedBlob[] = [];
  const said: string[] = [];
  const clock = { nowMs: 0 };
  let idCount = 0;
  const studio = createStudio({
    engine,
    createProbe: () => createPlainEngine(),
    drawPhotos: async (count) => Array.from({ length: count }, (_, i) => new Blob([`red ${i}`])),
    modelHost: createPlainModelHost().host,
    fetchLinkedModel: async (address) => ({ kind: 'model-link-unreachable', address, detail: '404' }),
    keptModel: createPlainKeptModel().port,
    readZip,
    salvageZip,
    fetchSampleImages: async () => zipFile('samples.zip', { red: ['red 1'], blue: ['blue 1'] }),
    downloadFile: async (file): Promise<Failure | null> => {
      downloads.push(file);
      return null;
    },
    downloadBlob: async (path, blob): Promise<Failure | null> => {
      downloadedBlobs.push({ path, blob });
      return null;
    },
    createPageFrame: null,
    preferences: {
      read: (key) => preferences.get(key) ?? null,
      write: (key, value) => void preferences.set(key, value),
      forget: () => preferences.clear(),
    },
    savesData: false,
    tabMemory: { read: () => null, write() {}, forget() {} },
    projects: createProjectStore(`test ${++databaseCount}`),
    lockProject: async () => () => {},
    storage: {
      readFacts: async () => ({ persisted: true, usageBytes: 0, quotaBytes: 1e9 }),
      askToPersist: async () => {},
    },
    keepsNothing: false,
    forgetting: { tellOtherTabs() {}, forgetMemory: async () => preferences.clear() },
    askedBackend: null,
    messages: en,
    clock: { now: () => clock.nowMs, today: () => '2026-01-02T03:04:05.000Z' },
    createId: () => `id-${++idCount}`,
    graftVersion: '0.0.0',
    userAgent: 'test browser',
    ...change,
  });
  studio.store.subscribe(({ announcement }, before) => {
    if (announcement !== before.announcement) said.push(announcement);
  });
  return { studio, state: studio.store.getState, said, downloads, downloadedBlobs, preferences, clock };
}

/** An "image" of the plain engine. */
export function textFile(path: string, text: string): NamedBlob {
  return { path, blob: new Blob([text]) };
}

/** A ZIP of class folders; each text is one image. */
export function zipFile(path: string, classes: Readonly<Record<string, readonly string[]>>): NamedBlob {
  const files: Record<string, Uint8Array> = {};
  for (const [name, texts] of Object.entries(classes)) {
    texts.forEach((text, index) => {
      files[`${name}/${index}.png`] = new TextEncoder().encode(text);
    });
  }
  return { path, blob: new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]) };
}

/** `red 1`, `red 2`, ... */
export function texts(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
}

/** A promise that the test lets through, and one that tells when somebody came to it. */
export function createGate() {
  let open: () => void = () => {};
  let tell: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    reached,
    open,
    async pass(): Promise<null> {
      tell();
      await opened;
      return null;
    },
  };
}

/** So many edits that nothing from before them can be taken back. The first class keeps its colour. */
export function makeFinal(studio: Studio): void {
  const classId = studio.store.getState().classes[0]?.id ?? '';
  for (let count = 1; count <= 120; count++) studio.recolourClass(classId, count % 12);
}

/** Class names with how many images each has, ready ones and waiting ones. */
export function countImages({ classes, samples }: StudioState): Record<string, [number, number]> {
  return Object.fromEntries(
    classes.map(({ id, name }) => {
      const members = samples.filter(({ classId }) => classId === id);
      const ready = members.filter(({ state }) => state === 'ready').length;
      return [name, [ready, members.length - ready]];
    }),
  );
}
