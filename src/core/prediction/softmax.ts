/**
 * Turns logits into probabilities: exp(logit) / sum of all exp(logit). The highest logit is taken off first, which
 * changes nothing in the result and keeps exp from overflowing.
 * @param logits finite numbers, at least one; overwritten with the probabilities
 */
export function softmaxInPlace(logits: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (let index = 0; index < logits.length; index++) {
    const power = Math.exp((logits[index] as number) - highest);
    logits[index] = power;
    sum += power;
  }
  for (let index = 0; index < logits.length; index++) logits[index] = (logits[index] as number) / sum;
}
