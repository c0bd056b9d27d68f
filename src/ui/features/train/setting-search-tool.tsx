import { Button, SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import type { SettingSearch } from '../../../studio/settings-finder-state.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { describeSettings } from './describe-settings.ts';
import classes from './settings-finder-tools.module.css';
import { useFinderBlocked } from './use-finder-blocked.ts';

const budgets = [15, 60, 300] as const;

/** A random search with a budget in seconds, and a table of what it tried. */
export function SettingSearchTool() {
  const studio = useStudio();
  const words = useLateMessages().settingsFinder.search;
  const search = useStudioState((state) => state.settingsFinder.search);
  const running = useStudioState((state) => state.settingsFinder.work.phase === 'running');
  const blocked = useFinderBlocked();
  const [budget, setBudget] = useState<number>(60);
  const id = useId();

  return (
    <>
      <div className={classes.row}>
        <div className={classes.choice}>
          <span id={id} className={classes.label}>
            {words.budget}
          </span>
          <SegmentedControl
            aria-labelledby={id}
            fullWidth
            disabled={running}
            value={String(budget)}
            onChange={(value) => setBudget(Number(value))}
            data={budgets.map((seconds) => ({ value: String(seconds), label: words.seconds(seconds) }))}
          />
        </div>
        <Button variant="default" disabled={blocked} onClick={() => void studio.searchSettings(budget)}>
          {words.start}
        </Button>
      </div>
      {search !== null && <Found search={search} running={running} />}
    </>
  );
}

function Found({ search, running }: { readonly search: SettingSearch; readonly running: boolean }) {
  const studio = useStudio();
  const { general } = useMessages();
  const { recipe, settingsFinder } = useLateMessages();
  const words = settingsFinder.search;
  const blocked = useFinderBlocked();
  const settings = useStudioState((state) => state.settings);
  const { trials, bestIndex, validationCount } = search;
  const [first, best] = [trials[0], trials[bestIndex]];
  if (first === undefined || best === undefined) return null;
  const ranked = trials
    .map((trial, index) => ({ ...trial, index }))
    .sort((a, b) => b.validationAccuracy - a.validationAccuracy || a.validationLoss - b.validationLoss);
  const gainCount = Math.round((best.validationAccuracy - first.validationAccuracy) * validationCount);
  const firstIsBest = bestIndex === 0;
  const taken = describeSettings(settings, recipe.short) === describeSettings(best.settings, recipe.short);

  return (
    <>
      <p className={classes.result}>
        {words.result(trials.length, firstIsBest, gainCount, validationCount)}{' '}
        {!running && words.next(firstIsBest, gainCount)}
      </p>
      {!running && !taken && (
        <div className={classes.row}>
          <Button
            variant="light"
            disabled={blocked}
            onClick={() => studio.changeSettings({ ...best.settings, refit: settings.refit })}
          >
            {words.take}
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={classes.scroll} aria-label={words.table} tabIndex={0}>
        <table className={classes.table} aria-label={words.table}>
          <thead>
            <tr>
              <th scope="col">{words.accuracy}</th>
              <th scope="col">{words.loss}</th>
              <th scope="col">{words.epoch}</th>
              <th scope="col" className={classes.words}>
                {words.settings}
              </th>
            </tr>
          </thead>
          <tbody>
            {ranked.map((trial) => (
              <tr key={trial.index}>
                <td>{general.percent(trial.validationAccuracy)}</td>
                <td>{general.score(trial.validationLoss)}</td>
                <td>{trial.bestEpoch}</td>
                <td className={classes.words}>
                  {describeSettings(trial.settings, recipe.short)}
                  {trial.index === bestIndex && <span className={classes.tag}>{words.best}</span>}
                  {trial.index === 0 && <span className={classes.tag}>{words.first}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
