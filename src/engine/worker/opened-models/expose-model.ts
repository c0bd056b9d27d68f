import * as Comlink from 'comlink';
import { type Failure, isFailure } from '../../../core/shared/failure.ts';
import type { EnginePorts } from '../../engine-ports.ts';
import { explainOutOfMemory } from '../../explain-out-of-memory.ts';
import { prepareForClassification } from '../../prepare-image.ts';
import type { ModelWorkerApi } from './model-worker-api.ts';
import { openModel } from './open-model.ts';
import type { RunningModel } from './run-model.ts';

/** Serves one opened model to the other end of `endpoint`. */
export function exposeModel(
  {
    images,
    backends,
    checkPrograms,
    clock,
  }: Pick<EnginePorts, 'images' | 'backends' | 'checkPrograms' | 'clock'>,
  endpoint?: Comlink.Endpoint,
): void {
  let model: RunningModel | null = null;
  const api: ModelWorkerApi = {
    async open(source, onFetching) {
      const opened = await openModel(source, { backends, checkPrograms }, onFetching);
      if (isFailure(opened)) return opened;
      model?.dispose();
      model = opened;
      return opened.facts;
    },
    async classify(image, inputRange) {
      const notOpened: Failure = { kind: 'model-stopped', detail: 'it has not been opened' };
      if (model === null) return notOpened;
      const startMs = clock.now();
      const { inputSize } = model.facts;
      const prepared = await prepareForClassification(image, inputSize, images);
      if (isFailure(prepared)) return prepared;
      try {
        const probabilities = await model.predict(prepared.pixels, inputRange);
        if (isFailure(probabilities)) return probabilities;
        const durationMs = clock.now() - startMs;
        const thumbnail =
          image instanceof Blob ? await images.encodeThumbnail(prepared.rgba, inputSize) : null;
        return Comlink.transfer({ probabilities, thumbnail, remark: prepared.remark, durationMs }, [
          probabilities.buffer,
        ]);
      } catch (error) {
        return explainOutOfMemory(error);
      }
    },
  };
  Comlink.expose(api, endpoint);
}
