import type { Head } from '../training/head.ts';
import type { SequentialLayer } from './write-layers-model.ts';

/** The head as dense layers; the softmax that turns logits into probabilities is part of the last one. */
export function listHeadLayers(head: Head): readonly SequentialLayer[] {
  const lastIndex = head.layers.length - 1;
  return head.layers.map((layer, index) => ({
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
  }));
}
