import type { BaseModelFailure } from '../../../core/shared/failure.ts';

/** @param detail what is wrong with the model, as it stands in brackets behind a sentence: lower case, no full stop */
export function unfit(detail: string): BaseModelFailure {
  return { kind: 'base-model-unfit', detail };
}
