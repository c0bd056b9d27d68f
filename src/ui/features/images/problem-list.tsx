import { Button } from '@mantine/core';
import { useState } from 'react';
import { describeFailure } from '../../../studio/describe-failure.ts';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './problem-list.module.css';

const firstCount = 5;

/** Files that did not come in, by name and with the reason, until the person dismisses them. */
export function ProblemList() {
  const studio = useStudio();
  const messages = useMessages();
  const problems = useStudioState((state) => state.problems);
  const [all, setAll] = useState(false);
  if (problems.length === 0) return null;

  const shown = all ? problems : problems.slice(0, firstCount);
  return (
    <Notice
      kind="problem"
      action={
        <Button ref={handOnFocus} variant="subtle" color="gray" px={10} onClick={studio.dismissProblems}>
          {messages.images.dismissProblems}
        </Button>
      }
    >
      <strong id="problems-title">{messages.images.problems(problems.length)}</strong>
      <ul className={classes.list} aria-labelledby="problems-title">
        {shown.map((problem) => (
          <li key={problem.id}>
            <bdi className={classes.file}>{problem.file}</bdi>
            <span>{describeFailure(problem.failure, messages)}</span>
          </li>
        ))}
      </ul>
      {problems.length > firstCount && (
        <Button variant="subtle" color="gray" px={10} ml={-10} onClick={() => setAll(!all)}>
          {all ? messages.general.showFewer : messages.general.showAll(problems.length)}
        </Button>
      )}
    </Notice>
  );
}
