import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';

/** How far reading and embedding are; nothing while there is none. */
export function ImportTask() {
  const studio = useStudio();
  const { images, general } = useMessages();
  const importing = useStudioState((state) => state.importing);
  if (importing === null) return null;
  const { phase, name, doneCount, totalCount, stopping } = importing;
  return (
    <TaskProgress
      name={phase === 'reading' ? images.reading(name) : images.importing(name)}
      detail={totalCount > 0 ? images.importCount(doneCount, totalCount) : general.images(doneCount)}
      fraction={totalCount > 0 ? doneCount / totalCount : null}
      onStop={() => studio.stopImport()}
      stopping={stopping}
    />
  );
}
