import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { figuresOf } from '../../../studio/evaluate-model.ts';
import type { TrainingRun } from '../../../studio/trained-model.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import { describeSettings } from './describe-settings.ts';
import classes from './run-list.module.css';
import { styleRun } from './style-run.ts';

interface RunRowProps {
  readonly run: TrainingRun;
  readonly inUse: boolean;
  /** While a head is trained, no other one can be taken into use. */
  readonly busy: boolean;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

/** One run: what it was made by, how well it does, and what can be done with it. */
export function RunRow({ run, inUse, busy, shown, onShow }: RunRowProps) {
  const studio = useStudio();
  const { general } = useMessages();
  const { runs: words, recipe, trainOn } = useLateMessages();
  const [draft, setDraft] = useState<string | null>(null);
  const { model, name } = run;
  const validation = figuresOf(model.evaluation.validation)?.evaluation.accuracy ?? null;
  const test = figuresOf(model.evaluation.test)?.evaluation.accuracy ?? null;

  function rename() {
    if (draft !== null) studio.renameRun(run.id, draft);
    setDraft(null);
  }

  return (
    <li className={classes.run} data-used={inUse || undefined} style={styleRun(run)}>
      <div className={classes.head}>
        <input
          type="checkbox"
          className={classes.show}
          aria-label={words.show(name)}
          checked={shown}
          onChange={(event) => onShow(event.currentTarget.checked)}
        />
        <span aria-hidden className={classes.line} data-dashed={run.number % 2 === 0 || undefined} />
        {draft === null ? (
          <button
            type="button"
            className={classes.name}
            aria-label={words.rename(name)}
            onClick={() => setDraft(name)}
          >
            {name}
          </button>
        ) : (
          <form
            className={classes.rename}
            onSubmit={(event) => {
              event.preventDefault();
              rename();
            }}
          >
            <TextInput
              aria-label={words.name}
              autoFocus
              value={draft}
              onChange={(event) => setDraft(event.currentTarget.value)}
              onBlur={rename}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setDraft(null);
              }}
            />
          </form>
        )}
        {inUse && <span className={classes.tag}>{words.inUse}</span>}
      </div>
      <p className={classes.figures}>
        <strong>{words.validation(validation)}</strong>
        {test !== null && <strong>{words.test(test)}</strong>}
        <span>{words.epochs(model.history.length, model.bestEpoch)}</span>
        <span>{general.seconds(model.durationMs)}</span>
        <span>{words.when(run.createdAt)}</span>
      </p>
      <p className={classes.settings}>{describeSettings(model.settings, recipe.short)}</p>
      {model.trainedOn !== undefined && (
        <p className={classes.settings}>
          {trainOn.inRun(
            model.trainedOn.accuracyBefore,
            model.trainedOn.accuracyAfter,
            model.trainedOn.newClassCount,
          )}
        </p>
      )}
      <div className={classes.actions}>
        {!inUse && (
          <Button
            variant="light"
            disabled={busy}
            aria-label={words.use(name)}
            onClick={() => void studio.takeRun(run.id)}
          >
            {words.useShort}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          aria-label={words.delete(name)}
          onClick={() => studio.deleteRun(run.id)}
        >
          {words.deleteShort}
        </Button>
      </div>
    </li>
  );
}
