import type { Failure, FileFailure } from './failure.ts';

/** Whether a failure concerns one file only, and not every other one as well. */
export function isFileFailure(failure: Failure): failure is FileFailure {
  return failure.kind.startsWith('file-') || failure.kind.startsWith('decoder-');
}
