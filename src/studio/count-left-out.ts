import type { Failure } from '../core/shared/failure.ts';

/** How many files did not come in, by their list: one entry of it may stand for many. */
export function countLeftOut(problems: readonly { readonly failure: Failure }[]): number {
  return problems.reduce(
    (sum, { failure }) => sum + (failure.kind === 'project-more-left-out' ? failure.imageCount : 1),
    0,
  );
}
