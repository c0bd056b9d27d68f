/** From where to where a share may lie, 0 to 1. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Of the standard normal distribution: 95 % lies within this many standard deviations. */
const z = 1.959964;

/**
 * Where the true share lies, with 95 % confidence, when `count` of `total` were seen: the score interval (Wilson, 1927).
 * Unlike the textbook's share +- 1.96 standard errors it stays within 0 to 1 and holds for few samples, too.
 * @param count 0 to `total`
 * @returns contains `count / total`; 0 to 1 where nothing was seen
 */
export function wilsonInterval(count: number, total: number): Interval {
  if (total === 0) return { lower: 0, upper: 1 };
  const share = count / total;
  const scale = 1 + z ** 2 / total;
  const centre = (share + z ** 2 / (2 * total)) / scale;
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / total + (z / (2 * total)) ** 2);
  return {
    lower: count === 0 ? 0 : Math.max(0, centre - reach),
    upper: count === total ? 1 : Math.min(1, centre + reach),
  };
}
