/** How far a backend may be from the stored answer: float16 weights and half-precision GPUs stay well inside. */
const parityBounds = { cosine: 0.999, relativeError: 0.05 } as const;

/** How an embedding compares with the one that is known to be right. */
export interface Parity {
  /** Cosine of the angle between them: 1 when they point the same way. */
  readonly cosine: number;
  /** |computed - expected| / |expected|, Euclidean. */
  readonly relativeError: number;
  readonly right: boolean;
}

/** Compares a backend's embedding of the parity image with the stored answer. NaN and all zeros are wrong. */
export function checkParity(computed: ArrayLike<number>, expected: ArrayLike<number>): Parity {
  if (computed.length !== expected.length) {
    return { cosine: 0, relativeError: Number.POSITIVE_INFINITY, right: false };
  }
  let dot = 0;
  let computedSquares = 0;
  let expectedSquares = 0;
  let errorSquares = 0;
  for (let i = 0; i < expected.length; i++) {
    const a = computed[i] as number;
    const b = expected[i] as number;
    dot += a * b;
    computedSquares += a * a;
    expectedSquares += b * b;
    errorSquares += (a - b) * (a - b);
  }
  const cosine = dot / Math.sqrt(computedSquares * expectedSquares);
  const relativeError = Math.sqrt(errorSquares / expectedSquares);
  // Written so that NaN fails.
  const right = cosine >= parityBounds.cosine && relativeError <= parityBounds.relativeError;
  return { cosine, relativeError, right };
}
