import type { ReactNode } from 'react';
import type { Failure } from '../../core/shared/failure.ts';
import { describeFailure } from '../../studio/describe-failure.ts';
import { useMessages } from '../messages-context.ts';
import { Notice } from './notice.tsx';

/** What went wrong and what to do, in a sentence. */
export function FailureNotice({
  failure,
  action,
}: {
  readonly failure: Failure;
  readonly action?: ReactNode;
}) {
  return (
    <Notice kind="problem" action={action}>
      {describeFailure(failure, useMessages())}
    </Notice>
  );
}
