/** So many neighbours vote, unless a class has fewer training images than that. */
const mostNeighbours = 5;

/**
 * How many neighbours vote: five, or as many as the smallest class has, so that no class is outvoted because it has fewer
 * images than there are votes.
 */
export function chooseNeighbourCount(
  classIndexes: Int32Array,
  trainingRows: Int32Array,
  classCount: number,
): number {
  const counts = new Int32Array(classCount);
  for (const row of trainingRows)
    counts[classIndexes[row] as number] = (counts[classIndexes[row] as number] as number) + 1;
  return Math.max(1, Math.min(mostNeighbours, ...counts));
}

/**
 * The class that most of the nearest training rows have (Cover and Hart, 1967, with cosines); among equals the one whose
 * voters are nearer in sum, then the lower column.
 * @param cosines of the judged row with each row of the table
 * @param trainingRows rows of the table that vote
 */
export function classifyByNeighbours(
  cosines: ArrayLike<number>,
  trainingRows: Int32Array,
  classIndexes: Int32Array,
  classCount: number,
  neighbourCount: number,
): number {
  const nearest: number[] = [];
  for (const row of trainingRows) {
    const cosine = cosines[row] as number;
    const last = nearest.at(-1);
    if (nearest.length === neighbourCount && cosine <= (cosines[last as number] as number)) continue;
    let place = nearest.length;
    while (place > 0 && cosine > (cosines[nearest[place - 1] as number] as number)) place--;
    nearest.splice(place, 0, row);
    if (nearest.length > neighbourCount) nearest.pop();
  }
  const votes = new Int32Array(classCount);
  const sums = new Float64Array(classCount);
  for (const row of nearest) {
    const classIndex = classIndexes[row] as number;
    votes[classIndex] = (votes[classIndex] as number) + 1;
    sums[classIndex] = (sums[classIndex] as number) + (cosines[row] as number);
  }
  let best = 0;
  for (let candidate = 1; candidate < classCount; candidate++) {
    const lead = (votes[candidate] as number) - (votes[best] as number);
    if (
      lead > 0 ||
      (lead === 0 && (votes[best] as number) > 0 && (sums[candidate] as number) > (sums[best] as number))
    )
      best = candidate;
  }
  return best;
}
