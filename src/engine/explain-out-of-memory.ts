import type { Failure } from '../core/shared/failure.ts';

/** What browsers and TF.js backends say when memory runs out. */
const outOfMemory =
  /out of memory|allocation failed|failed to allocate|cannot enlarge memory|memory access out of bounds|invalid typed array length/i;

/**
 * The failure for an error that means exhausted memory.
 * @throws any other error: it is a bug
 */
export function explainOutOfMemory(error: unknown): Failure {
  const detail = error instanceof Error ? error.message : String(error);
  if (!outOfMemory.test(detail)) throw error;
  return { kind: 'out-of-memory', detail };
}
