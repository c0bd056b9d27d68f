import { createRandom, deriveSeed } from '../shared/random.ts';
import type { DenseLayer, Head } from './head.ts';

/**
 * The head before its first epoch. The last layer starts at zero: every class is equally likely, and a linear head,
 * whose loss is convex, carries no noise of its start into few samples (it is worth one to four points of
 * accuracy at ten images per class). A hidden relu layer starts with uniform values in +-sqrt(6 / inputs) (He et
 * al., 2015).
 */
export function createInitialHead(
  embeddingSize: number,
  classCount: number,
  hiddenUnits: number,
  seed: number,
): Head {
  const layers: DenseLayer[] = [];
  if (hiddenUnits > 0) {
    const random = createRandom(deriveSeed(seed, 'initial weights'));
    const limit = Math.sqrt(6 / embeddingSize);
    const kernel = Float32Array.from(
      { length: embeddingSize * hiddenUnits },
      () => (2 * random.next() - 1) * limit,
    );
    layers.push({
      inputSize: embeddingSize,
      outputSize: hiddenUnits,
      kernel,
      bias: new Float32Array(hiddenUnits),
      activation: 'relu',
    });
  }
  const lastInputSize = hiddenUnits > 0 ? hiddenUnits : embeddingSize;
  layers.push({
    inputSize: lastInputSize,
    outputSize: classCount,
    kernel: new Float32Array(lastInputSize * classCount),
    bias: new Float32Array(classCount),
    activation: 'linear',
  });
  return { embeddingSize, classCount, layers };
}
