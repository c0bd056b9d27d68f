import { IconCircleCheck } from '@tabler/icons-react';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './export-choice.module.css';
import type { SavedFile } from './saved-file.ts';

interface SavedLineProps {
  readonly saved: SavedFile;
  /** What is said instead where the file is out of date; null where it is not. */
  readonly outOfDate: string | null;
}

/** What was downloaded; where what it was made from has changed since, that it is from before. */
export function SavedLine({ saved, outOfDate }: SavedLineProps) {
  const { general } = useMessages();
  const { export: words } = useLateMessages();
  if (outOfDate !== null) return <p className={classes.text}>{outOfDate}</p>;
  return (
    <p className={classes.saved}>
      <IconCircleCheck aria-hidden size={16} stroke={2} />
      <bdi>{words.saved(saved.fileName, general.size(saved.sizeBytes))}</bdi>
    </p>
  );
}
