import type { EmbeddingTable } from '../embedding/embedding-table.ts';
import type { DenseLayer, Head } from '../training/head.ts';
import { standardizeEmbedding } from '../training/standardize-embeddings.ts';
import { softmaxInPlace } from './softmax.ts';

/**
 * Class probabilities of every embedding in the table, in plain TypeScript: small enough to need no backend, and the
 * same to the last bit wherever it runs.
 * @returns sampleCount * classCount numbers, row by row; each row sums to 1
 */
export function predictTable(head: Head, table: EmbeddingTable): Float32Array<ArrayBuffer> {
  if (head.embeddingSize !== table.embeddingSize) {
    throw new RangeError(`head for ${head.embeddingSize} numbers, embeddings of ${table.embeddingSize}`);
  }
  const probabilities = new Float32Array(table.sampleCount * head.classCount);
  const standardized = new Float64Array(head.embeddingSize);
  const outputs = head.layers.map((layer) => new Float64Array(layer.outputSize));
  for (let row = 0; row < table.sampleCount; row++) {
    standardizeEmbedding(
      table.values.subarray(row * table.embeddingSize, (row + 1) * table.embeddingSize),
      standardized,
    );
    let values: Float64Array = standardized;
    head.layers.forEach((layer, depth) => {
      const output = outputs[depth] as Float64Array;
      applyLayer(layer, values, output);
      values = output;
    });
    const logits = Float64Array.from(values);
    softmaxInPlace(logits);
    probabilities.set(logits, row * head.classCount);
  }
  return probabilities;
}

/** output = activation(input * kernel + bias). Walks the kernel row by row, as it lies in memory. */
function applyLayer(layer: DenseLayer, input: Float64Array, output: Float64Array): void {
  const { kernel, outputSize } = layer;
  output.set(layer.bias);
  for (let from = 0; from < layer.inputSize; from++) {
    const value = input[from] as number;
    // Half of all hidden units are zero, because of relu.
    if (value === 0) continue;
    const start = from * outputSize;
    for (let to = 0; to < outputSize; to++) {
      output[to] = (output[to] as number) + value * (kernel[start + to] as number);
    }
  }
  if (layer.activation === 'relu') {
    for (let to = 0; to < outputSize; to++) output[to] = Math.max(output[to] as number, 0);
  }
}
