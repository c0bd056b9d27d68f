import { Button } from '@mantine/core';
import { checkPrograms, findCheckProgram } from '../../../core/export/check-programs.ts';
import type { ExportState } from '../../../studio/export-state.ts';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useTakesLong } from '../../components/use-takes-long.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './export-choice.module.css';

/** How far the export is that is under way, with a way to stop it once it takes long. */
export function ExportProgress() {
  const studio = useStudio();
  const { export: words } = useLateMessages();
  const exporting = useStudioState((state) => state.exporting);
  const describe = useProgressWords();
  const long = useTakesLong();
  if (exporting.phase !== 'running') return null;
  if (!long) return <p className={classes.text}>{words.writing}</p>;
  const { stage, doneCount, totalCount } = exporting;
  return (
    <>
      <TaskProgress
        {...describe(exporting)}
        fraction={totalCount > 0 ? Math.min(1, doneCount / totalCount) : null}
        onStop={studio.stopExport}
      />
      {stage === 'fetching' && (
        <Button variant="subtle" onClick={studio.skipCheck}>
          {words.skipCheck}
        </Button>
      )}
    </>
  );
}

/** What an export is at, and how far. */
function useProgressWords() {
  const { general, images } = useMessages();
  const { export: words } = useLateMessages();
  return (exporting: Extract<ExportState, { phase: 'running' }>) => {
    const { stage, format, doneCount, totalCount } = exporting;
    const program = findCheckProgram(format);
    if (stage === 'fetching' && program !== null) {
      return {
        name: words.fetching(checkPrograms[program].name),
        detail: words.fetched(general.size(doneCount), general.size(totalCount)),
      };
    }
    const name = stage === 'checking' ? words.checking : words.writing;
    return totalCount > 0 ? { name, detail: images.importCount(doneCount, totalCount) } : { name };
  };
}
