import type { Head } from './head.ts';

/**
 * A head whose logits are those of `head` divided by `temperature`: its last layer is scaled, so wherever it runs, exported
 * or not, it gives the same probabilities. The order of the classes stays.
 * @param temperature above 0
 */
export function scaleLogits(head: Head, temperature: number): Head {
  const last = head.layers.length - 1;
  return {
    ...head,
    layers: head.layers.map((layer, index) =>
      index === last
        ? {
            ...layer,
            kernel: layer.kernel.map((value) => value / temperature),
            bias: layer.bias.map((value) => value / temperature),
          }
        : layer,
    ),
  };
}
