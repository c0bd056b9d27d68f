import type { ReactNode } from 'react';
import type { Failure } from '../../core/shared/failure.ts';
import { describeFailure } from '../../studio/describe-failure.ts';
import { useMessages } from '../messages-context.ts';
import { Notice } from './notice.tsx';

/** What went wrong and what to do, in a sentence. */
export function FailureNotice({
  failure,
  action,
  subject,
}: {
  readonly failure: Failure;
  readonly action?: ReactNode;
  /** The name of what it is about, such as a file. */
  readonly subject?: string;
}) {
  return (
    <Notice kind="problem" action={action}>
      {subject !== undefined && (
        <strong>
          <bdi>{subject}</bdi>
          <br />
        </strong>
      )}
      {describeFailure(failure, useMessages())}
    </Notice>
  );
}
