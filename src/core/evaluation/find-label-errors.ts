/** An image that may be in the wrong class. */
export interface LabelError {
  readonly row: number;
  /** The class column that it seems to belong to. */
  readonly suggestedClassIndex: number;
  /** Out of fold: how much likelier the suggested class is than its own, 0 to 1. */
  readonly margin: number;
}

/** An image that the head cannot decide about: it has two classes in it, say, or shows neither well. */
export interface AmbiguousImage {
  readonly row: number;
  /** The two likeliest classes, the likelier first. */
  readonly classIndexes: readonly [number, number];
  /** How much likelier the first is than the second, 0 to 1. */
  readonly margin: number;
}

/** What out-of-fold probabilities say of the labels. */
export interface LabelCheck {
  /** The worst first. */
  readonly errors: readonly LabelError[];
  /** The least decided first; without those of `errors`. */
  readonly ambiguous: readonly AmbiguousImage[];
}

/** Two classes nearer than this, which together have nearly all of the probability, leave an image undecided. */
const ambiguous = { largestMargin: 0.1, smallestSum: 0.8 };

/**
 * Finds labels that are probably wrong by confident learning (Northcutt, Jiang and Chuang, 2021): a class is confidently
 * another image's when its probability reaches the mean that the class has over the images labelled with it. A label is an error where such
 * a class, the likeliest of them, is not the label ("prune by confusion", with the exact joint instead of its estimate).
 * The worst are those with the largest normalized margin, p(suggested) - p(label).
 * @param probabilities out of fold, sampleCount * classCount numbers, row by row; rows of NaN are passed over
 * @param labels the class column of each row
 */
export function findLabelErrors(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classCount: number,
): LabelCheck {
  const thresholds = meanSelfConfidences(probabilities, labels, classCount);
  const errors: LabelError[] = [];
  const undecided: AmbiguousImage[] = [];
  for (let row = 0; row < labels.length; row++) {
    const ofRow = probabilities.subarray(row * classCount, (row + 1) * classCount);
    if (Number.isNaN(ofRow[0])) continue;
    const label = labels[row] as number;
    const suggested = findConfident(ofRow, thresholds);
    const own = ofRow[label] as number;
    if (suggested !== null && suggested !== label && (ofRow[suggested] as number) > own) {
      errors.push({ row, suggestedClassIndex: suggested, margin: (ofRow[suggested] as number) - own });
      continue;
    }
    const [first, second] = findTwoHighest(ofRow);
    const [high, low] = [ofRow[first] as number, ofRow[second] as number];
    if (high - low < ambiguous.largestMargin && high + low >= ambiguous.smallestSum) {
      undecided.push({ row, classIndexes: [first, second], margin: high - low });
    }
  }
  return {
    errors: errors.sort((a, b) => b.margin - a.margin || a.row - b.row),
    ambiguous: undecided.sort((a, b) => a.margin - b.margin || a.row - b.row),
  };
}

/** The mean probability of each class over the rows labelled with it; infinite where there are none. */
function meanSelfConfidences(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classCount: number,
): Float64Array {
  const sums = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    const own = probabilities[row * classCount + label] as number;
    if (Number.isNaN(own)) continue;
    sums[label] = (sums[label] as number) + own;
    counts[label] = (counts[label] as number) + 1;
  }
  return sums.map((sum, column) =>
    counts[column] === 0 ? Number.POSITIVE_INFINITY : sum / (counts[column] as number),
  );
}

/** The likeliest of the classes that reach their threshold; null where none does. */
function findConfident(row: Float32Array, thresholds: Float64Array): number | null {
  let found: number | null = null;
  for (let column = 0; column < row.length; column++) {
    const probability = row[column] as number;
    if (probability < (thresholds[column] as number)) continue;
    if (found === null || probability > (row[found] as number)) found = column;
  }
  return found;
}

function findTwoHighest(row: Float32Array): readonly [number, number] {
  let [first, second] = (row[1] as number) > (row[0] as number) ? [1, 0] : [0, 1];
  for (let column = 2; column < row.length; column++) {
    const probability = row[column] as number;
    if (probability > (row[first] as number)) [first, second] = [column, first];
    else if (probability > (row[second] as number)) second = column;
  }
  return [first, second];
}
