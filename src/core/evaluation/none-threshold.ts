/** What a threshold for "None of these" would have done on a set. */
export interface ThresholdRates {
  /** Images that are named rightly, and how many of these would be called "None of these". */
  readonly rightCount: number;
  readonly falseAlarmCount: number;
  /** Stand-ins for something unknown, and how many of these would be given the name of a class all the same. */
  readonly unknownCount: number;
  readonly missCount: number;
}

/** Confidences from which the rates of every threshold follow; each list in ascending order. */
export interface ThresholdBasis {
  /** Of the images that are named rightly. */
  readonly rights: Float32Array;
  /**
   * Of the same images, as if their own class were not among those that the model knows: its probability is taken away and the
   * others are scaled to sum to 1, as the softmax without its logit would give them. A head that had never seen the class would
   * do otherwise, so this is only near the truth. Empty with two classes: the only one left would always be sure.
   */
  readonly unknowns: Float32Array;
}

/**
 * What is needed to weigh false alarms against misses, where nobody has brought images of something else.
 * @param probabilities sampleCount * classCount numbers, row by row
 */
export function findThresholdBasis(
  probabilities: Float32Array,
  trueClassIndexes: ArrayLike<number>,
  classCount: number,
): ThresholdBasis {
  const rights: number[] = [];
  const unknowns: number[] = [];
  for (let row = 0; row < trueClassIndexes.length; row++) {
    const trueClass = trueClassIndexes[row] as number;
    let own = 0;
    let highestOther = 0;
    let others = 0;
    for (let column = 0; column < classCount; column++) {
      const probability = probabilities[row * classCount + column] as number;
      if (column === trueClass) own = probability;
      else {
        highestOther = Math.max(highestOther, probability);
        others += probability;
      }
    }
    if (own > highestOther) rights.push(own);
    if (classCount > 2 && others > 0) unknowns.push(highestOther / others);
  }
  return { rights: Float32Array.from(rights).sort(), unknowns: Float32Array.from(unknowns).sort() };
}

/** What a threshold does: a confidence below it means "None of these". */
export function rateThreshold({ rights, unknowns }: ThresholdBasis, threshold: number): ThresholdRates {
  const below = (sorted: Float32Array) => {
    const first = sorted.findIndex((confidence) => confidence >= threshold);
    return first === -1 ? sorted.length : first;
  };
  return {
    rightCount: rights.length,
    falseAlarmCount: below(rights),
    unknownCount: unknowns.length,
    missCount: unknowns.length - below(unknowns),
  };
}

/** Of right answers so many may be withheld. */
const falseAlarmFraction = 0.05;

/**
 * The threshold that lets the least unknown through while at most one in twenty right answers is withheld.
 * @returns 0 to 1, in whole hundredths; null where no image is named rightly, so that nothing can be fitted
 */
export function fitThreshold({ rights }: ThresholdBasis): number | null {
  const lowestKept = rights[Math.floor(falseAlarmFraction * rights.length)];
  return lowestKept === undefined ? null : Math.floor(100 * lowestKept) / 100;
}
