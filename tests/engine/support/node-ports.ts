import { env, findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { readFile } from 'node:fs/promises';
import { convertIndexedToRgb, decode } from 'fast-png';
import { centreCrop } from '../../../src/core/images/centre-crop.ts';
import type {
  BackendPort,
  CheckProgramPort,
  EnginePorts,
  ImagePort,
  LanePort,
  RuntimePort,
} from '../../../src/engine/engine-ports.ts';
import { createBaseModelLoader } from '../../../src/engine/worker/base-models/load-base-model.ts';

// Otherwise TF.js advertises its native build at each first use of the cpu backend.
env().set('IS_TEST', true);

/** Everything an engine needs, in Node: TF.js on wasm and cpu, and a decoder for PNG files. */
export function createNodePorts(builtInBaseUrl: string): EnginePorts {
  return {
    backends: nodeBackends,
    loadBaseModel: createBaseModelLoader(builtInBaseUrl),
    images: pngImages,
    runtime: nodeRuntime,
    lanes: noLanes,
    checkPrograms: noPrograms,
    clock: {
      now: () => performance.now(),
      wait: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs).unref()),
    },
    onDeviceLost: (detail) => {
      throw new Error(detail);
    },
  };
}

/** What the studio fetches, from where it lies here. */
export const nodeRuntime: RuntimePort = {
  async loadOfflinePage() {
    const { default: script } = await import('../../../src/runtime/offline-page/offline-page.ts?bundled');
    return { script, ...(await readWasmFiles()) };
  },
  async loadScratchExtension() {
    const { default: script } = await import(
      '../../../src/runtime/scratch-extension/scratch-extension.ts?bundled'
    );
    return { script, ...(await readWasmFiles()) };
  },
  async loadWebComponent() {
    const { default: script } = await import('../../../src/runtime/web-component/web-component.ts?bundled');
    const { default: example } = await import('../../../src/runtime/web-component/example.html?raw');
    const { default: readme } = await import('../../../src/runtime/web-component/README.md?raw');
    return { script, example, readme, ...(await readWasmFiles()) };
  },
};

async function readWasmFiles() {
  const [simdWasm, plainWasm] = await Promise.all([
    readWasm('tfjs-backend-wasm-simd.wasm'),
    readWasm('tfjs-backend-wasm.wasm'),
  ]);
  return { simdWasm, plainWasm };
}

function readWasm(file: string): Promise<Uint8Array> {
  return readFile(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`);
}

/** Programs that check files are fetched in browsers. */
export const noPrograms: CheckProgramPort = {
  start: async () => ({ reason: 'client-unreachable', detail: 'there are none in Node' }),
};

/** Node's tests run the base model on the thread of the engine. */
const noLanes: LanePort = {
  laneCount: 0,
  open: () => Promise.reject(new Error('there are no lanes in Node')),
};

/** TF.js has one registry of backends per process. */
const running = new Set<string>();

/** The two backends of TF.js that run in Node without a native part. */
export const nodeBackends: BackendPort = {
  async probe(backend) {
    if (backend === 'wasm' || backend === 'cpu') return { state: 'present' };
    return { state: 'unavailable', detail: 'there is no graphics processor in Node' };
  },
  async activate(backend) {
    const active = await setBackend(backend);
    if (active) running.add(backend);
    return active;
  },
  release(backend) {
    if (!running.delete(backend)) return;
    const factory = findBackendFactory(backend);
    removeBackend(backend);
    registerBackend(backend, factory);
  },
};

/** Decodes 8-bit PNG files; scales by the mean of the pixels that fall into each new one, or by the nearest. */
export const pngImages: ImagePort = {
  async decode(image, side) {
    if (!(image instanceof Blob)) return null;
    let png: ReturnType<typeof decode>;
    try {
      png = decode(await image.arrayBuffer());
    } catch {
      return null;
    }
    const { width, height, channels } = png;
    const data = png.palette ? convertIndexedToRgb(png) : png.data;
    const crop = centreCrop(width, height);
    const rgba = new Uint8ClampedArray(side * side * 4);
    const edge = (place: number) => Math.floor((place * crop.side) / side);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const sums = [0, 0, 0, 0];
        let count = 0;
        for (let fromY = edge(y); fromY < Math.max(edge(y + 1), edge(y) + 1); fromY++) {
          for (let fromX = edge(x); fromX < Math.max(edge(x + 1), edge(x) + 1); fromX++) {
            const at = ((crop.y + fromY) * width + crop.x + fromX) * channels;
            const grey = channels < 3;
            for (let c = 0; c < 3; c++) sums[c] = (sums[c] as number) + (data[at + (grey ? 0 : c)] as number);
            sums[3] = (sums[3] as number) + (channels % 2 === 0 ? (data[at + channels - 1] as number) : 255);
            count++;
          }
        }
        rgba.set(
          sums.map((sum) => sum / count),
          (y * side + x) * 4,
        );
      }
    }
    return { rgba, width, height };
  },
  decodeOtherwise: async () => null,
  decodeScaled: async () => null,
  async encodeThumbnail(rgba) {
    return new Blob([rgba.slice(0, 16)], { type: 'image/test' });
  },
};
