import { TaskProgress } from '../../components/task-progress.tsx';
import { useTakesLong } from '../../components/use-takes-long.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './export-choice.module.css';

/** How far the export is that is under way, with a way to stop it once it takes long. */
export function ExportProgress() {
  const studio = useStudio();
  const { images } = useMessages();
  const { export: words } = useLateMessages();
  const exporting = useStudioState((state) => state.exporting);
  const long = useTakesLong();
  if (exporting.phase !== 'running') return null;
  if (!long) return <p className={classes.text}>{words.writing}</p>;
  const { doneCount, totalCount } = exporting;
  return (
    <TaskProgress
      name={words.writing}
      {...(totalCount > 0 ? { detail: images.importCount(doneCount, totalCount) } : {})}
      fraction={totalCount > 0 ? doneCount / totalCount : null}
      onStop={studio.stopExport}
    />
  );
}
