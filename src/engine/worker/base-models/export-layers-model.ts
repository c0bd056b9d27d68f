import type * as Tfjs from '@tensorflow/tfjs';
import type { io, LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import type { ExportedFile } from '../../../core/export/exported-file.ts';
import type { ModelDescription } from '../../../core/export/model-description.ts';
import { createModelMetadata } from '../../../core/export/model-metadata.ts';
import { nameModelFile } from '../../../core/export/name-model-file.ts';
import { zipModel } from '../../../core/export/zip-model.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import type { Head } from '../../../core/training/head.ts';
import { standardizeEpsilon } from '../../../core/training/standardize-embeddings.ts';
import { cutLayersModel } from './load-layers-model.ts';
import type { TfjsModel } from './tfjs-model.ts';

/**
 * A layers model from elsewhere, cut at its embedding, and the head on top of it, as one TF.js layers model in float32:
 * from images [batch, side, side, 3] in the base's input range to probabilities [batch, classCount].
 */
export async function exportLayersModel(
  model: TfjsModel,
  head: Head,
  description: ModelDescription,
): Promise<ExportedFile | BaseModelFailure> {
  const tfjs = await import('@tensorflow/tfjs');
  const cut = await cutLayersModel(model);
  if ('kind' in cut) return cut;
  try {
    const takenNames = new Set(cut.whole.layers.map(({ name }) => name));
    const grafted = graftHead(tfjs, cut.embedding, head, takenNames);
    try {
      const full = tfjs.model({ inputs: cut.input, outputs: grafted.probabilities, name: 'graft_model' });
      grafted.setWeights();
      return zipModel(
        nameModelFile({ format: 'full-model' }, description.labels),
        await writeFiles(tfjs, full),
        createModelMetadata('full', head, description),
      );
    } finally {
      grafted.dispose();
    }
  } finally {
    cut.whole.dispose();
  }
}

interface GraftedHead {
  readonly probabilities: SymbolicTensor;
  /** Fills the layers with the numbers of the head, once they belong to a model. */
  setWeights(): void;
  /** Frees the layers of the head only: those of the base belong to its own model. */
  dispose(): void;
}

/** The layers that core/export/list-head-layers.ts describes, behind an embedding or a feature map. */
function graftHead(
  tfjs: typeof Tfjs,
  embedding: SymbolicTensor,
  head: Head,
  takenNames: Set<string>,
): GraftedHead {
  const { layers, tensor, tidy } = tfjs;
  const nameOf = (wish: string) => {
    let name = `graft_${wish}`;
    while (takenNames.has(name)) name += '_';
    takenNames.add(name);
    return name;
  };
  const grafted: Tfjs.layers.Layer[] = [];
  const apply = (layer: Tfjs.layers.Layer, to: SymbolicTensor) => {
    grafted.push(layer);
    return layer.apply(to) as SymbolicTensor;
  };

  const isMap = embedding.shape.length === 4;
  const pooled = isMap
    ? apply(layers.globalAveragePooling2d({ name: nameOf('average') }), embedding)
    : embedding;
  const standardize = layers.layerNormalization({ name: nameOf('standardize'), epsilon: standardizeEpsilon });
  let last = apply(standardize, pooled);
  const dense = head.layers.map((layer, index) => {
    const isLast = index === head.layers.length - 1;
    const made = layers.dense({
      name: nameOf(isLast ? 'probabilities' : `hidden_${index + 1}`),
      units: layer.outputSize,
      activation: isLast ? 'softmax' : layer.activation,
    });
    last = apply(made, last);
    return made;
  });
  return {
    probabilities: last,
    setWeights() {
      tidy(() => {
        head.layers.forEach(({ kernel, bias, inputSize, outputSize }, index) => {
          dense[index]?.setWeights([tensor(kernel, [inputSize, outputSize]), tensor(bias, [outputSize])]);
        });
      });
    },
    dispose() {
      for (const layer of grafted) layer.dispose();
    },
  };
}

async function writeFiles(tfjs: typeof Tfjs, model: LayersModel) {
  let saved: io.ModelArtifacts | null = null;
  await model.save(
    tfjs.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const { modelTopology, weightSpecs, weightData } = saved as unknown as io.ModelArtifacts;
  const json = {
    format: 'layers-model',
    generatedBy: 'Graft',
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    'weights.bin': new Uint8Array(tfjs.io.concatenateArrayBuffers([weightData ?? []].flat())),
  };
}
