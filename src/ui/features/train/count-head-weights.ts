/** Weights and biases of a head: linear where there are no hidden units, else a hidden layer and an output layer. */
export function countHeadWeights(embeddingSize: number, hiddenUnits: number, classCount: number): number {
  if (hiddenUnits === 0) return (embeddingSize + 1) * classCount;
  return (embeddingSize + 1) * hiddenUnits + (hiddenUnits + 1) * classCount;
}
