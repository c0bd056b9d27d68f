import type { Head } from '../training/head.ts';
import { standardizeEpsilon } from '../training/standardize-embeddings.ts';
import type { SequentialLayer } from './write-layers-model.ts';

/**
 * The head as layers: the standardizing of the embedding, then dense layers; the softmax that turns logits into
 * probabilities is part of the last one.
 */
export function listHeadLayers(head: Head): readonly SequentialLayer[] {
  const lastIndex = head.layers.length - 1;
  const denseLayers = head.layers.map(
    (layer, index): SequentialLayer => ({
      className: 'Dense',
      name: index === lastIndex ? 'probabilities' : `hidden_${index + 1}`,
      config: {
        units: layer.outputSize,
        activation: index === lastIndex ? 'softmax' : layer.activation,
        use_bias: true,
      },
      weights: [
        { name: 'kernel', shape: [layer.inputSize, layer.outputSize], values: layer.kernel },
        { name: 'bias', shape: [layer.outputSize], values: layer.bias },
      ],
    }),
  );
  return [standardizeLayer(head.embeddingSize), ...denseLayers];
}

/** Scale and offset are written as ones and zeros instead of being switched off: every client knows the full layer. */
function standardizeLayer(embeddingSize: number): SequentialLayer {
  return {
    className: 'LayerNormalization',
    name: 'standardize',
    config: { axis: [-1], epsilon: standardizeEpsilon, center: true, scale: true },
    weights: [
      { name: 'gamma', shape: [embeddingSize], values: new Float32Array(embeddingSize).fill(1) },
      { name: 'beta', shape: [embeddingSize], values: new Float32Array(embeddingSize) },
    ],
  };
}
