import { createEngine } from '../create-engine.ts';
import { keepWeightsInCache } from './base-models/kept-weights.ts';
import { createBaseModelLoader } from './base-models/load-base-model.ts';
import { createBrowserBackends } from './browser-backends.ts';
import { createBrowserImages } from './browser-images.ts';
import { exposeEngine } from './expose-engine.ts';
import { announceLife } from './worker-life.ts';

exposeEngine(({ builtInBaseUrl, baseModelCache }) =>
  createEngine({
    backends: createBrowserBackends(),
    loadBaseModel: createBaseModelLoader(
      builtInBaseUrl,
      baseModelCache === undefined ? undefined : keepWeightsInCache(baseModelCache),
    ),
    images: createBrowserImages(),
    clock: {
      now: () => performance.now(),
      wait: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
    },
    // An error that nobody catches is what the page takes for the worker's death.
    onDeviceLost: (detail) => reportError(new Error(detail)),
  }),
);
announceLife();
