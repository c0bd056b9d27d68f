import { Button, SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './settings-finder-tools.module.css';
import { useFinderBlocked } from './use-finder-blocked.ts';

const foldCounts = [3, 5, 10] as const;

/** How well the settings do on all images, a fold at a time. */
export function CrossValidationTool() {
  const studio = useStudio();
  const { general } = useMessages();
  const words = useLateMessages().settingsFinder.folds;
  const found = useStudioState((state) => state.settingsFinder.crossValidation);
  const settings = useStudioState((state) => state.settings);
  const running = useStudioState((state) => state.settingsFinder.work.phase === 'running');
  const blocked = useFinderBlocked();
  const [foldCount, setFoldCount] = useState<number>(5);
  const id = useId();
  const accuracies = found?.folds.map(({ accuracy }) => accuracy) ?? [];

  return (
    <>
      <div className={classes.row}>
        <div className={classes.choice}>
          <span id={id} className={classes.label}>
            {words.count}
          </span>
          <SegmentedControl
            aria-labelledby={id}
            fullWidth
            disabled={running}
            value={String(foldCount)}
            onChange={(value) => setFoldCount(Number(value))}
            data={foldCounts.map(String)}
          />
        </div>
        <Button variant="default" disabled={blocked} onClick={() => void studio.crossValidate(foldCount)}>
          {words.start}
        </Button>
      </div>
      {found !== null && accuracies.length > 0 && (
        <>
          <p className={classes.result}>
            {words.result(accuracies, found.foldCount)}{' '}
            {found.neverHeldOutCount > 0 && `${words.neverHeldOut(found.neverHeldOutCount)} `}
            {found.settings !== settings && words.outdated}
          </p>
          <table className={classes.table} aria-label={words.table}>
            <thead>
              <tr>
                <th scope="col">{words.fold}</th>
                <th scope="col">{words.images}</th>
                <th scope="col">{words.accuracy}</th>
              </tr>
            </thead>
            <tbody>
              {found.folds.map(({ accuracy, imageCount }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a fold is its number
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  <td>{imageCount}</td>
                  <td>{general.percent(accuracy)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {!running && <p className={classes.note}>{words.next(accuracies)}</p>}
        </>
      )}
    </>
  );
}
