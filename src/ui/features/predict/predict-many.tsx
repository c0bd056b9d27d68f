import { Button } from '@mantine/core';
import { IconDownload, IconFileZip, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '../../../core/shared/failure.ts';
import type { BatchResult } from '../../../studio/batch-state.ts';
import { describeFailure } from '../../../studio/describe-failure.ts';
import type { Classifier } from '../../../studio/opened-model.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { FilePicker } from '../../components/file-picker.tsx';
import { imageTypes } from '../../components/image-types.ts';
import { Notice } from '../../components/notice.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import table from '../../components/table.module.css';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './predict-many.module.css';

/** A matrix of more classes is too wide for the page. */
const matrixMaximum = 12;
const firstProblems = 5;
const moreProblems = 50;

/** Many images at once: a folder, a ZIP or files in, a table out. */
export function PredictMany({ classifier }: { readonly classifier: Classifier }) {
  const studio = useStudio();
  const ports = usePagePorts();
  const { predictMany: words } = useLateMessages();
  const batch = useStudioState((state) => state.batch);
  const running = batch.phase === 'running';
  const pick = (files: FileList) => void studio.predictMany(ports.readPickedFiles(files));
  return (
    <div className={classes.part}>
      <p className={classes.text}>{words.intro}</p>
      <div className={classes.ways}>
        {ports.canPickFolders && (
          <FilePicker
            label={words.folder}
            icon={<IconFolder size={18} stroke={1.75} />}
            folder
            resting={running}
            onPick={pick}
          />
        )}
        <FilePicker
          label={words.files}
          icon={<IconFileZip size={18} stroke={1.75} />}
          accept={`${imageTypes},.zip,application/zip`}
          multiple
          resting={running}
          onPick={pick}
        />
      </div>
      {running && (
        <TaskProgress
          name={words.running}
          detail={
            batch.totalCount === 0
              ? words.soFar(batch.doneCount)
              : words.of(batch.doneCount, batch.totalCount)
          }
          fraction={batch.totalCount === 0 ? null : batch.doneCount / batch.totalCount}
          stopping={batch.stopping}
          onStop={studio.stopPredictMany}
        />
      )}
      {batch.phase === 'failed' && (
        <div role="alert">
          <FailureNotice failure={batch.failure} />
        </div>
      )}
      {batch.phase === 'done' && <Result result={batch} isOutOfDate={batch.classifier !== classifier} />}
    </div>
  );
}

function Result({ result, isOutOfDate }: { readonly result: BatchResult; readonly isOutOfDate: boolean }) {
  const studio = useStudio();
  const { predictMany: words } = useLateMessages();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { imageCount, problems, ended, confusions } = result;
  return (
    <>
      <p className={classes.verdict}>{words.done(imageCount, problems.length)}</p>
      {ended === 'stopped' && <Notice kind="hint">{words.stopped}</Notice>}
      {ended !== null && ended !== 'stopped' && <FailureNotice failure={ended} />}
      {isOutOfDate && <Notice kind="hint">{words.outOfDate}</Notice>}
      <Button
        variant="default"
        leftSection={<IconDownload size={18} stroke={1.75} />}
        onClick={async () => setFailure(await studio.downloadPredictions())}
      >
        {words.download}
      </Button>
      {failure !== null && <FailureNotice failure={failure} />}
      <Counts result={result} />
      {confusions !== null && <Confusions result={result} confusions={confusions} />}
      {problems.length > 0 && <Problems problems={problems} />}
    </>
  );
}

function Counts({ result: { classNames, classCounts, noneCount } }: { readonly result: BatchResult }) {
  const { predictMany: words } = useLateMessages();
  const { general } = useMessages();
  const rows = classNames
    .map((name, index) => ({ name, count: classCounts[index] ?? 0 }))
    .filter(({ count }) => count > 0 || classNames.length <= matrixMaximum);
  return (
    <table className={table.table} aria-label={words.counts}>
      <thead>
        <tr>
          <th scope="col">{words.className}</th>
          <th scope="col">{words.imageCount}</th>
        </tr>
      </thead>
      <tbody>
        {[...rows, ...(noneCount > 0 ? [{ name: words.none, count: noneCount }] : [])].map(
          ({ name, count }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
            <tr key={index}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>{general.number(count)}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function Confusions({
  result: { classNames },
  confusions,
}: {
  readonly result: BatchResult;
  readonly confusions: readonly (readonly number[])[];
}) {
  const { predictMany: words } = useLateMessages();
  const total = confusions.flat().reduce((sum, count) => sum + count, 0);
  const hasNone = (confusions[0]?.length ?? 0) > classNames.length;
  const columns = hasNone ? [...classNames, words.none] : classNames;
  const rightCount = confusions.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  return (
    <>
      <p className={classes.text}>
        {words.accuracy(rightCount, total)}
        {hasNone && ` ${words.noneIsWrong}`}
      </p>
      {classNames.length > matrixMaximum ? (
        <p className={classes.text}>{words.tooManyClasses}</p>
      ) : (
        <section
          className={classes.scroll}
          aria-label={words.confusion}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
        >
          <table className={table.table} aria-label={words.confusion}>
            <thead>
              <tr>
                <th scope="col">{words.trueClass}</th>
                {columns.map((name, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
                  <th key={column} scope="col">
                    <bdi>{name}</bdi>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {confusions.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
                <tr key={index}>
                  <th scope="row">
                    <bdi>{classNames[index]}</bdi>
                  </th>
                  {row.map((count, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                    <td key={column} data-right={column === index || undefined}>
                      {count}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function Problems({ problems }: Pick<BatchResult, 'problems'>) {
  const messages = useMessages();
  const { predictMany: words } = useLateMessages();
  const [shownCount, setShownCount] = useState(firstProblems);
  const title = words.problems(problems.length);
  return (
    <Notice kind="problem">
      <p className={classes.title}>{title}</p>
      <ul className={classes.problems} aria-label={title}>
        {problems.slice(0, shownCount).map(({ file, failure }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that only grows; files may have one name
          <li key={index}>
            <strong>
              <bdi>{file}</bdi>
            </strong>{' '}
            {describeFailure(failure, messages)}
          </li>
        ))}
      </ul>
      <ShowMore
        shownCount={shownCount}
        totalCount={problems.length}
        pageSize={moreProblems}
        onMore={setShownCount}
      />
    </Notice>
  );
}
