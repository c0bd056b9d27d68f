import type { Failure } from '../core/shared/failure.ts';
import type { Messages } from '../messages/en.ts';
import { shortenText } from './shorten-text.ts';

/** One sentence for every kind: a kind without one is a type error where it is used. */
type FailureSentences = {
  readonly [Kind in Failure['kind']]: (failure: Extract<Failure, { readonly kind: Kind }>) => string;
};

/** Says what happened, what was kept and what to do. Names and details in it are cut when they are long. */
export function describeFailure(failure: Failure, messages: Messages): string {
  const sentences: FailureSentences = messages.failures;
  const describe = sentences[failure.kind] as (failure: Failure) => string;
  return describe(shortenFields(failure));
}

function shortenFields(failure: Failure): Failure {
  const fields = Object.entries(failure).map(([field, value]: [string, unknown]) => [field, shorten(value)]);
  return Object.fromEntries(fields) as Failure;
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string') return shortenText(value);
  return Array.isArray(value) ? value.map(shorten) : value;
}
