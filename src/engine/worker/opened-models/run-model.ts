import type { GraphModel, LayersModel, Tensor } from '@tensorflow/tfjs';
import { scalePixels } from '../../../core/embedding/embedder.ts';
import { labelLimits } from '../../../core/export/read-model-notes.ts';
import { judgeOutputs, readOutputs } from '../../../core/prediction/read-outputs.ts';
import type { BaseModelFailure, Failure } from '../../../core/shared/failure.ts';
import { createRandom } from '../../../core/shared/random.ts';
import type { OpenedModelFacts } from '../../opened-model-api.ts';
import { findInputSize } from '../base-models/find-input-size.ts';
import { unfit } from '../base-models/unfit.ts';
import { readHead } from './read-head.ts';
import type { ReadModel } from './read-model-source.ts';

/** A model on the current backend. */
export interface RunningModel {
  readonly facts: OpenedModelFacts;
  /**
   * @param pixels RGB bytes of the square that it sees
   * @returns one probability per class, or why there are none
   */
  predict(
    pixels: Uint8Array,
    inputRange: readonly [number, number],
  ): Promise<Float32Array<ArrayBuffer> | Failure>;
  dispose(): void;
}

/** Layers that take bytes as they are, where they come before all others. */
const scalingLayers = ['Rescaling', 'Normalization'];
const usualRange = [-1, 1] as const;
const byteRange = [0, 255] as const;

/**
 * Puts a model on the current backend, and looks by a few made-up images what it gives.
 * @returns why it is no classifier of images, whatever the backend
 * @throws what TF.js or the backend throw where they cannot load or run it; then it is disposed
 */
export async function runModel({ model, notes }: ReadModel): Promise<RunningModel | Failure> {
  const tfjs = await import('@tensorflow/tfjs');
  const handler = { load: async () => model.artifacts };
  const loaded: LayersModel | GraphModel =
    model.format === 'graph-model' ? await tfjs.loadGraphModel(handler) : await tfjs.loadLayersModel(handler);
  try {
    const running = await describe(loaded);
    if ('kind' in running) loaded.dispose();
    return running;
  } catch (error) {
    loaded.dispose();
    throw error;
  }

  async function describe(loaded: LayersModel | GraphModel): Promise<RunningModel | Failure> {
    const { inputs, outputs } = loaded;
    const [input] = inputs;
    if (input === undefined || inputs.length > 1 || outputs.length !== 1) {
      return unfit(`it has ${inputs.length} inputs and ${outputs.length} outputs, one of each is needed`);
    }
    if (notes.contains === 'head') return describeHead(loaded);
    // Some graphs do not say what they take; then it is tried with a colour image.
    const shape = input.shape === undefined || input.shape.length === 0 ? [-1, -1, 3] : input.shape.slice(1);
    const inputSize = findInputSize(shape, notes.inputSize ?? undefined);
    if (typeof inputSize !== 'number') return inputSize;
    const wantsWhole = input.dtype === 'int32';
    const statedRange = notes.inputRange ?? (wantsWhole ? byteRange : null);
    const inputRange = statedRange ?? (scalesItself(loaded) ? byteRange : usualRange);

    const compute = async (pixels: Uint8Array, range: readonly [number, number]) => {
      const output = tfjs.tidy(() => {
        const scaled = scalePixels([pixels], inputSize, 1, range);
        const images = tfjs.tensor4d(scaled, [1, inputSize, inputSize, 3]);
        const result = loaded.predict(wantsWhole ? images.toInt() : images);
        const [first] = Array.isArray(result) ? result : [result as Tensor];
        if (first === undefined) throw new Error('it gives nothing');
        return first;
      });
      try {
        return { shape: output.shape, values: Float32Array.from(await output.data()) };
      } finally {
        output.dispose();
      }
    };

    const tried: Float32Array[] = [];
    for (const pixels of makeUpImages(inputSize)) {
      const { shape, values } = await compute(pixels, inputRange);
      // MobileNet and its like may leave a place of one pixel around the classes.
      if (shape[0] !== 1 || shape.slice(1, -1).some((size) => size !== 1) || shape.length < 2) {
        return unfit(`for one image it gives numbers of shape ${shape.join(' x ')}`);
      }
      tried.push(values);
    }
    const outputCount = tried[0]?.length ?? 0;
    if (outputCount < 1 || outputCount > labelLimits.count) {
      return unfit(`it has ${outputCount} classes, 2 to ${labelLimits.count} are possible`);
    }
    if (!tried.every(areFinite)) return { kind: 'model-not-finite' };
    const output = judgeOutputs(tried);
    return {
      facts: {
        ...stateLabels(Math.max(2, outputCount)),
        format: model.format,
        maker: notes.maker,
        noneThreshold: notes.noneThreshold,
        inputSize,
        inputRange,
        rangeKnown: statedRange !== null,
        output,
        parameterCount: model.parameterCount,
        head: null,
      },
      async predict(pixels, range) {
        const { values } = await compute(pixels, range);
        return areFinite(values) ? readOutputs(values, output) : { kind: 'model-not-finite' };
      },
      dispose: () => loaded.dispose(),
    };
  }

  async function describeHead(loaded: LayersModel | GraphModel): Promise<RunningModel | Failure> {
    const { baseModel, inputSize, inputRange } = notes;
    if (!('layers' in loaded) || baseModel === null) return unfit('it is a head, and does not say of what');
    const head = await readHead(loaded);
    if ('kind' in head) return head;
    if (!head.layers.every(({ kernel, bias }) => areFinite(kernel) && areFinite(bias))) {
      return { kind: 'model-not-finite' };
    }
    const refuse = async (): Promise<BaseModelFailure> => unfit('it is a head, and sees no images by itself');
    return {
      facts: {
        ...stateLabels(head.classCount),
        format: model.format,
        maker: notes.maker,
        noneThreshold: notes.noneThreshold,
        inputSize: inputSize ?? 0,
        inputRange: inputRange ?? usualRange,
        rangeKnown: true,
        output: 'probabilities',
        parameterCount: model.parameterCount,
        head: { head, baseModel },
      },
      predict: refuse,
      dispose: () => loaded.dispose(),
    };
  }

  /** A list of another length names other classes. */
  function stateLabels(classCount: number) {
    const foundLabelCount = notes.labels?.length ?? 0;
    return { classCount, foundLabelCount, labels: foundLabelCount === classCount ? notes.labels : null };
  }
}

/** Whether the first of its layers turn bytes into what the others take. */
function scalesItself(model: LayersModel | GraphModel): boolean {
  if (!('layers' in model)) return false;
  return model.layers.slice(0, 4).some((layer) => scalingLayers.includes(layer.getClassName()));
}

/** Black, and twice noise. */
function makeUpImages(side: number): readonly Uint8Array[] {
  const random = createRandom(1);
  const noise = () => Uint8Array.from({ length: side * side * 3 }, () => 256 * random.next());
  return [new Uint8Array(side * side * 3), noise(), noise()];
}

function areFinite(values: Float32Array): boolean {
  return values.every((value) => Number.isFinite(value));
}
