/** One dense layer: output = activation(input * kernel + bias). */
export interface DenseLayer {
  readonly inputSize: number;
  readonly outputSize: number;
  /** [inputSize, outputSize], row by row. */
  readonly kernel: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
  readonly activation: 'relu' | 'linear';
}

/**
 * What is trained on top of the base model: from an embedding to one logit per class (softmax gives the probabilities).
 * The embedding is standardized (`standardize-embeddings.ts`), then goes through one layer (linear) or two (hidden
 * relu layer, then linear).
 */
export interface Head {
  readonly embeddingSize: number;
  readonly classCount: number;
  readonly layers: readonly DenseLayer[];
}
