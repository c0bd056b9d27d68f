import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import type { BatchPlan, Embedder } from '../../../core/embedding/embedder.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { findEmbedding, type NetworkView, type NodeRole } from './find-embedding.ts';
import { createTfjsEmbedder } from './tfjs-embedder.ts';
import type { TfjsModel } from './tfjs-model.ts';
import { unfit } from './unfit.ts';

/** A layers model on the current backend, with the place where it is cut. */
export interface CutLayersModel {
  readonly whole: LayersModel;
  readonly input: SymbolicTensor;
  /** [batch, size], or a feature map [batch, height, width, size]. */
  readonly embedding: SymbolicTensor;
}

/** Puts a TF.js layers model on the current backend and finds its embedding; to be freed with `whole.dispose()`. */
export async function cutLayersModel({ artifacts }: TfjsModel): Promise<CutLayersModel | BaseModelFailure> {
  const { loadLayersModel } = await import('@tensorflow/tfjs');
  let whole: LayersModel;
  try {
    whole = await loadLayersModel({ load: async () => artifacts });
  } catch (error) {
    return unfit(error instanceof Error ? error.message : String(error));
  }
  const [input] = whole.inputs;
  const [output] = whole.outputs;
  if (input === undefined || output === undefined || whole.inputs.length > 1 || whole.outputs.length > 1) {
    whole.dispose();
    return unfit(
      `it has ${whole.inputs.length} inputs and ${whole.outputs.length} outputs, one of each is needed`,
    );
  }
  const embedding = findEmbedding(output, symbolicView);
  if (embedding === input) {
    whole.dispose();
    return unfit('nothing lies between its input and its classifier');
  }
  return { whole, input, embedding };
}

/** Puts a TF.js layers model on the current backend, cut at its embedding. */
export async function createLayersEmbedder(
  tfjsModel: TfjsModel,
  inputRange: readonly [number, number],
  plan: BatchPlan,
): Promise<Embedder | BaseModelFailure> {
  const { model: createModel } = await import('@tensorflow/tfjs');
  const parts = await cutLayersModel(tfjsModel);
  if ('kind' in parts) return parts;
  const { whole, input, embedding } = parts;
  const isUncut = embedding === whole.outputs[0];
  const cut = isUncut ? whole : createModel({ inputs: input, outputs: embedding });
  return createTfjsEmbedder(
    {
      inputShape: input.shape.slice(1),
      inputRange,
      run(images) {
        const result = cut.predictOnBatch(images);
        return Array.isArray(result) ? (result[0] ?? images) : result;
      },
      dispose: () => whole.dispose(),
    },
    plan,
  );
}

/** A layers model, walked from tensor to tensor. */
const symbolicView: NetworkView<SymbolicTensor> = {
  roleOf(tensor) {
    return roleOfLayer(tensor.sourceLayer, tensor.shape);
  },
  before({ sourceLayer, nodeIndex }) {
    return sourceLayer.inboundNodes[nodeIndex]?.inputTensors[0] ?? null;
  },
};

type Layer = SymbolicTensor['sourceLayer'];

const roleOfClass: Readonly<Record<string, NodeRole>> = {
  Dense: 'classifier',
  Activation: 'activation',
  Softmax: 'activation',
  Dropout: 'form',
  Flatten: 'form',
  Reshape: 'form',
};

function roleOfLayer(layer: Layer, outputShape: readonly (number | null)[]): NodeRole {
  const className = layer.getClassName();
  // A convolution whose result is one place is a dense layer in another form, as at the end of Keras' MobileNet.
  if (className === 'Conv2D') {
    const onePlace = outputShape.length === 4 && outputShape[1] === 1 && outputShape[2] === 1;
    return onePlace ? 'classifier' : 'other';
  }
  const inner = 'layers' in layer && Array.isArray(layer.layers) ? (layer.layers as Layer[]) : null;
  // A model inside the model that only classifies, as in what Teachable Machine writes.
  if (inner !== null) return inner.every(isPartOfClassifier) ? 'classifier' : 'other';
  return roleOfClass[className] ?? 'other';
}

function isPartOfClassifier(layer: Layer): boolean {
  return layer.getClassName() === 'InputLayer' || roleOfClass[layer.getClassName()] !== undefined;
}
