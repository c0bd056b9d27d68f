import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { countLeftOut } from '../../../studio/count-left-out.ts';
import { describeFailure } from '../../../studio/describe-failure.ts';
import { describeRemark } from '../../../studio/describe-remark.ts';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './problem-list.module.css';

const firstCount = 5;

/** Files that did not come in, and below them those of which a part came in, until the person dismisses them. */
export function ProblemList() {
  const studio = useStudio();
  const messages = useMessages();
  const problems = useStudioState((state) => state.problems);
  const remarks = useStudioState((state) => state.remarks);
  return (
    <>
      <FileList
        kind="problem"
        title={messages.images.problems(countLeftOut(problems))}
        files={problems}
        describe={({ failure }) => describeFailure(failure, messages)}
        dismissLabel={messages.images.dismissProblems}
        onDismiss={studio.dismissProblems}
      />
      <FileList
        kind="hint"
        title={messages.images.remarks(remarks.length)}
        files={remarks}
        describe={({ remark }) => describeRemark(remark, messages)}
        dismissLabel={messages.images.dismissRemarks}
        onDismiss={studio.dismissRemarks}
      />
    </>
  );
}

interface FileListProps<File> {
  readonly kind: 'problem' | 'hint';
  readonly title: string;
  readonly files: readonly File[];
  readonly describe: (file: File) => string;
  /** The accessible name of the button. */
  readonly dismissLabel: string;
  readonly onDismiss: () => void;
}

/** Files by name, each with a sentence. */
function FileList<File extends { readonly id: string; readonly file: string }>(props: FileListProps<File>) {
  const { kind, title, files, describe, dismissLabel, onDismiss } = props;
  const { general, images } = useMessages();
  const titleId = useId();
  const [all, setAll] = useState(false);
  if (files.length === 0) return null;

  const shown = all ? files : files.slice(0, firstCount);
  return (
    <Notice
      kind={kind}
      action={
        <Button
          ref={handOnFocus}
          variant="subtle"
          color="gray"
          px={10}
          aria-label={dismissLabel}
          onClick={onDismiss}
        >
          {images.dismissProblems}
        </Button>
      }
    >
      <strong id={titleId}>{title}</strong>
      <ul className={classes.list} aria-labelledby={titleId}>
        {shown.map((file) => (
          <li key={file.id}>
            <bdi className={classes.file}>{file.file}</bdi>
            <span>{describe(file)}</span>
          </li>
        ))}
      </ul>
      {files.length > firstCount && (
        <Button variant="subtle" color="gray" px={10} ml={-10} onClick={() => setAll(!all)}>
          {all ? general.showFewer : general.showAll(files.length)}
        </Button>
      )}
    </Notice>
  );
}
