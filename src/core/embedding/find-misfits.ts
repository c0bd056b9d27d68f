import { matMul, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import type { Misfit, MisfitRequest } from './misfits.ts';
import { normalizeRows } from './normalize-rows.ts';

/**
 * Where an image does not fit its class. Cosines are to the mean of a class, an image's own class without itself.
 * `margin`: so much nearer to another class. `deviations` and `drop`: so far below the class's median, in robust standard
 * deviations (1.4826 times the median absolute deviation) and as a cosine; both, because a class whose images are all
 * alike has tiny deviations. Measured by `npm run bench -- --data DIR --health`: src/README.md has the figures.
 */
const limits = { margin: 0.06, deviations: 3, drop: 0.15 } as const;

/** Classes with fewer images say too little about what belongs to them. */
const smallestClass = 8;

/**
 * Finds images whose embeddings lie nearer to another class than to their own, or far from their own. Runs on the
 * current TF.js backend; takes time proportional to images times classes.
 */
export async function findMisfits({
  embeddings,
  classIndexes,
  classCount,
}: MisfitRequest): Promise<readonly Misfit[]> {
  const { sampleCount, embeddingSize } = embeddings;
  if (sampleCount === 0) return [];
  const units = normalizeRows(embeddings);
  const sums = new Float32Array(classCount * embeddingSize);
  const counts = new Int32Array(classCount);
  const lengths = new Float32Array(sampleCount);
  for (let row = 0; row < sampleCount; row++) {
    const classIndex = classIndexes[row] as number;
    counts[classIndex] = (counts[classIndex] as number) + 1;
    for (let i = 0; i < embeddingSize; i++) {
      const at = classIndex * embeddingSize + i;
      const value = units[row * embeddingSize + i] as number;
      sums[at] = (sums[at] as number) + value;
      if (value !== 0) lengths[row] = 1;
    }
  }
  const product = tidy(() =>
    matMul(
      tensor2d(units, [sampleCount, embeddingSize]),
      transpose(tensor2d(sums, [classCount, embeddingSize])),
    ),
  );
  try {
    return judge(await product.data());
  } finally {
    product.dispose();
  }

  /** @param products of each row with the sum of each class */
  function judge(products: ArrayLike<number>): readonly Misfit[] {
    const squares = Array.from({ length: classCount }, (_, classIndex) =>
      sums
        .subarray(classIndex * embeddingSize, (classIndex + 1) * embeddingSize)
        .reduce((sum, value) => sum + value * value, 0),
    );
    const ownCosines = Array.from({ length: sampleCount }, (_, row) => {
      const classIndex = classIndexes[row] as number;
      const own = products[row * classCount + classIndex] as number;
      // Without itself: the sum less this row, whose length is 1, or 0 where the embedding is empty.
      const self = lengths[row] as number;
      return divide(own - self, Math.sqrt(Math.max(0, (squares[classIndex] as number) - 2 * own + self)));
    });
    const spreads = measureSpreads(ownCosines);
    const misfits: Misfit[] = [];
    for (const [row, cosine] of ownCosines.entries()) {
      const spread = spreads[classIndexes[row] as number];
      if (spread === undefined || spread === null) continue;
      let nearest = { classIndex: -1, cosine: -1 };
      for (let other = 0; other < classCount; other++) {
        if (other === classIndexes[row] || (counts[other] as number) < smallestClass) continue;
        const otherCosine = divide(
          products[row * classCount + other] as number,
          Math.sqrt(squares[other] as number),
        );
        if (otherCosine > nearest.cosine) nearest = { classIndex: other, cosine: otherCosine };
      }
      const margin = nearest.cosine - cosine;
      const drop = spread.median - cosine;
      if (margin > limits.margin)
        misfits.push({ kind: 'nearer-to-other', row, classIndex: nearest.classIndex, margin });
      else if (drop > limits.drop && drop > limits.deviations * spread.deviation)
        misfits.push({ kind: 'far-from-own', row, drop });
    }
    return misfits;
  }

  /** Null for a class that is too small. */
  function measureSpreads(cosines: readonly number[]) {
    const ofClasses = Array.from({ length: classCount }, (): number[] => []);
    for (const [row, cosine] of cosines.entries()) ofClasses[classIndexes[row] as number]?.push(cosine);
    return ofClasses.map((ofClass) => {
      if (ofClass.length < smallestClass) return null;
      const median = findMedian(ofClass);
      return { median, deviation: 1.4826 * findMedian(ofClass.map((cosine) => Math.abs(cosine - median))) };
    });
  }
}

function divide(product: number, length: number): number {
  return length < 1e-6 ? 0 : product / length;
}

function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
