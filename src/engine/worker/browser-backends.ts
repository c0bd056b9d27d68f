import {
  env,
  findBackendFactory,
  backend as getBackend,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import type { BackendName } from '../engine-api.ts';
import type { BackendPort, BackendProbe } from '../engine-ports.ts';
import { prepareWasm } from './prepare-wasm.ts';
import { probeWebGl, probeWebGpu } from './probe-gpu.ts';

/** What is special about one backend; importing a backend's package registers it with TF.js. */
interface BackendDriver {
  probe(): Promise<BackendProbe> | BackendProbe;
  load(): Promise<void>;
  /** Listens on the backend, which is current, for the loss of its device. */
  watch(onLost: (detail: string) => void): Promise<void>;
  destroy(): void;
}

const present: BackendProbe = { state: 'present' };

/** The backends of a browser, each loaded when it is first wanted. */
export function createBrowserBackends(): BackendPort {
  prepareWasm();
  const drivers: Readonly<Record<BackendName, BackendDriver>> = {
    webgpu: createWebGpuDriver(),
    webgl: createWebGlDriver(),
    wasm: {
      probe: () =>
        typeof WebAssembly === 'object'
          ? present
          : { state: 'unavailable', detail: 'this browser has no WebAssembly' },
      async load() {},
      async watch() {},
      destroy() {},
    },
    cpu: {
      probe: () => present,
      async load() {
        await import('@tensorflow/tfjs-backend-cpu');
      },
      async watch() {},
      destroy() {},
    },
  };
  const loaded = new Set<BackendName>();
  // TF.js has no way to ask for a backend without bringing it up.
  const running = new Set<BackendName>();
  return {
    async probe(backend) {
      return drivers[backend].probe();
    },
    async activate(backend, onLost) {
      const driver = drivers[backend];
      if (!loaded.has(backend)) {
        await driver.load();
        loaded.add(backend);
      }
      if (!(await setBackend(backend))) return false;
      if (!running.has(backend)) {
        running.add(backend);
        await driver.watch(onLost);
      }
      return true;
    },
    release(backend) {
      if (!running.delete(backend)) return;
      const factory = findBackendFactory(backend);
      drivers[backend].destroy();
      removeBackend(backend);
      // Removing a backend forgets how to make it, too.
      registerBackend(backend, factory);
    },
  };
}

function createWebGpuDriver(): BackendDriver {
  let device: GPUDevice | null = null;
  return {
    probe: probeWebGpu,
    async load() {
      await import('@tensorflow/tfjs-backend-webgpu');
    },
    async watch(onLost) {
      const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
      const backend = getBackend();
      if (!(backend instanceof WebGPUBackend)) return;
      device = backend.device;
      void device.lost.then((loss) => {
        if (loss.reason !== 'destroyed') onLost(loss.message || 'the graphics device was lost');
      });
    },
    destroy() {
      device?.destroy();
      device = null;
    },
  };
}

function createWebGlDriver(): BackendDriver {
  return {
    probe: probeWebGl,
    async load() {
      await import('@tensorflow/tfjs-backend-webgl');
      // Otherwise TF.js refuses an emulated GPU even when a person asks for it.
      env().set('SOFTWARE_WEBGL_ENABLED', true);
    },
    async watch(onLost) {
      const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
      const backend = getBackend();
      if (!(backend instanceof MathBackendWebGL)) return;
      backend.gpgpu.gl.canvas.addEventListener('webglcontextlost', () =>
        onLost('the graphics context was lost'),
      );
    },
    destroy() {},
  };
}
