import { createEngine } from '../create-engine.ts';
import type { EngineClock } from '../engine-ports.ts';
import { warmKernels } from '../kernels/load-kernels.ts';
import { keepWeightsInCache } from './base-models/kept-weights.ts';
import { createBaseModelLoader } from './base-models/load-base-model.ts';
import { createBrowserBackends } from './browser-backends.ts';
import { createBrowserImages } from './browser-images.ts';
import { browserRuntime } from './browser-runtime.ts';
import { browserPrograms } from './check-programs/browser-programs.ts';
import { exposeEngine } from './expose-engine.ts';
import { createBrowserLanes } from './lanes/browser-lanes.ts';
import { exposeLane } from './lanes/expose-lane.ts';
import { laneName } from './lanes/lane-api.ts';
import { putOnWasm } from './lanes/put-on-wasm.ts';
import { exposeModel } from './opened-models/expose-model.ts';
import { modelWorkerName } from './opened-models/model-worker-api.ts';
import { announceLife } from './worker-life.ts';

const clock: EngineClock = {
  now: () => performance.now(),
  wait: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};

if (self.name === laneName) exposeLane(putOnWasm);
else if (self.name.startsWith(modelWorkerName)) serveModel();
else serveEngine();

function serveModel(): void {
  exposeModel({
    images: createBrowserImages(),
    backends: createBrowserBackends(),
    checkPrograms: browserPrograms,
    clock,
  });
  announceLife();
}

function serveEngine(): void {
  // Where that fails, whoever needs them hears of it.
  warmKernels().catch(() => {});
  exposeEngine(({ builtInBaseUrl, baseModelCache }) =>
    createEngine({
      backends: createBrowserBackends(),
      loadBaseModel: createBaseModelLoader(
        builtInBaseUrl,
        baseModelCache === undefined ? undefined : keepWeightsInCache(baseModelCache),
      ),
      images: createBrowserImages(),
      runtime: browserRuntime,
      lanes: createBrowserLanes(),
      checkPrograms: browserPrograms,
      clock,
      // An error that nobody catches is what the page takes for the worker's death.
      onDeviceLost: (detail) => reportError(new Error(detail)),
    }),
  );
  announceLife();
}
