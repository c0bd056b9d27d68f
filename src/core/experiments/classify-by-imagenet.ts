import { add, dispose, matMul, softmax, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { ImagenetHead } from '../embedding/imagenet-head.ts';
import type { ExperimentData } from './experiment-data.ts';

/** What the pretrained model makes of the person's classes without any training. */
export interface ImagenetAnswer {
  /** A class column for each judged row. */
  readonly predictedClassIndexes: Int32Array<ArrayBuffer>;
  /** For each class, what the pretrained model thinks of its training images on average: the most probable name. */
  readonly commonNames: readonly string[];
}

/** So many rows go through the head at once: their probabilities are 4 MB. */
const blockLength = 1024;

/**
 * Classifies with the pretrained 1000-class head as it is. What it says on the training images maps its classes onto the
 * person's: P(class | image) is the sum over ImageNet classes z of P(class | z) P(z | image), where P(class | z) is how the
 * probability of z is shared out among the training images of the classes (the expected empirical predictor of LEEP,
 * Nguyen et al., 2020). Classes count the same, however many images they have. No weight is trained.
 */
export async function classifyByImagenet(
  head: ImagenetHead,
  { embeddings, classIndexes, classCount, trainingRows, judgedRows }: ExperimentData,
): Promise<ImagenetAnswer> {
  const { embeddingSize, kernel, bias, classNames } = head;
  const size = classNames.length;
  const [kernelTensor, biasTensor] = [tensor2d(kernel, [embeddingSize, size]), tensor1d(bias)];

  /** Calls `take` with the ImageNet probabilities of each of the rows. */
  const classify = async (
    rows: Int32Array,
    take: (row: number, index: number, probabilities: Float32Array) => void,
  ) => {
    for (let first = 0; first < rows.length; first += blockLength) {
      const length = Math.min(blockLength, rows.length - first);
      const block = new Float32Array(length * embeddingSize);
      for (let i = 0; i < length; i++) {
        const start = (rows[first + i] as number) * embeddingSize;
        block.set(embeddings.values.subarray(start, start + embeddingSize), i * embeddingSize);
      }
      const output = tidy(() =>
        softmax(add(matMul(tensor2d(block, [length, embeddingSize]), kernelTensor), biasTensor)),
      );
      try {
        const values = (await output.data()) as Float32Array;
        for (let i = 0; i < length; i++) {
          take(rows[first + i] as number, first + i, values.subarray(i * size, (i + 1) * size));
        }
      } finally {
        output.dispose();
      }
    }
  };

  try {
    const means = new Float64Array(classCount * size);
    const counts = new Int32Array(classCount);
    await classify(trainingRows, (row, _, probabilities) => {
      const classIndex = classIndexes[row] as number;
      counts[classIndex] = (counts[classIndex] as number) + 1;
      for (let z = 0; z < size; z++) {
        const at = classIndex * size + z;
        means[at] = (means[at] as number) + (probabilities[z] as number);
      }
    });
    const shares = shareOut(means, counts, size);
    const predictedClassIndexes = new Int32Array(judgedRows.length);
    await classify(judgedRows, (_, index, probabilities) => {
      predictedClassIndexes[index] = findLikeliest(shares, probabilities, classCount);
    });
    const commonNames = Array.from(counts, (_, classIndex) => {
      const ofClass = means.subarray(classIndex * size, (classIndex + 1) * size);
      return classNames[ofClass.indexOf(ofClass.reduce((a, b) => Math.max(a, b), 0))] as string;
    });
    return { predictedClassIndexes, commonNames };
  } finally {
    dispose([kernelTensor, biasTensor]);
  }
}

/** P(class | z), [classCount, size], from the sums of P(z | image); divides `means` by the counts on the way. */
function shareOut(means: Float64Array, counts: Int32Array, size: number): Float64Array {
  counts.forEach((count, classIndex) => {
    for (let z = 0; z < size; z++) {
      const at = classIndex * size + z;
      means[at] = (means[at] as number) / count;
    }
  });
  const shares = Float64Array.from(means);
  for (let z = 0; z < size; z++) {
    let total = 0;
    for (let at = z; at < means.length; at += size) total += means[at] as number;
    for (let at = z; at < means.length && total > 0; at += size) shares[at] = (means[at] as number) / total;
  }
  return shares;
}

function findLikeliest(shares: Float64Array, probabilities: Float32Array, classCount: number): number {
  let best = 0;
  let highest = -1;
  for (let classIndex = 0; classIndex < classCount; classIndex++) {
    let sum = 0;
    const start = classIndex * probabilities.length;
    for (let z = 0; z < probabilities.length; z++)
      sum += (shares[start + z] as number) * (probabilities[z] as number);
    if (sum > highest) {
      highest = sum;
      best = classIndex;
    }
  }
  return best;
}
