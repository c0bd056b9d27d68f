import { Button } from '@mantine/core';
import { type CSSProperties, useState } from 'react';
import type { Classifier } from '../../../studio/opened-model.ts';
import { styleClassColour } from '../../class-colour.ts';
import { useMessages } from '../../messages-context.ts';
import { useColumns } from '../../use-model-classes.ts';
import classes from './prediction-list.module.css';

/** So many are shown before the person asks for all. */
const firstCount = 10;

/** What the list shows. */
export interface PredictionListProps {
  /** Highest first. */
  readonly entries: readonly { readonly classId: string; readonly confidence: number }[];
  readonly classifier: Classifier;
  /** Whether even the first is too unlikely to be named: then none stands out. */
  readonly isNone?: boolean;
}

/** The class probabilities of one image as bars. */
export function PredictionList({ entries, classifier, isNone = false }: PredictionListProps) {
  const { predict, general } = useMessages();
  const { ids, names, colours } = useColumns(classifier);
  const [all, setAll] = useState(false);
  const shown = (all ? entries : entries.slice(0, firstCount)).map((entry) => ({
    ...entry,
    column: ids.indexOf(entry.classId),
  }));
  return (
    <div>
      <ol className={classes.list} data-none={isNone || undefined} aria-label={predict.list}>
        {shown.map(({ classId, column, confidence }) => (
          <li key={classId} style={styleClassColour(colours[column] ?? null)}>
            <bdi className={classes.name}>{names[column] ?? ''}</bdi>
            <span className={classes.confidence}>{general.percent(confidence)}</span>
            <span aria-hidden className={classes.track}>
              <span className={classes.bar} style={{ '--confidence': confidence } as CSSProperties} />
            </span>
          </li>
        ))}
      </ol>
      {entries.length > firstCount && (
        <Button variant="subtle" px={10} ml={-10} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? general.showFewer : general.showAll(entries.length)}
        </Button>
      )}
    </div>
  );
}
