import { Switch } from '@mantine/core';
import { IconDeviceFloppy, IconFileZip } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { ExportFormat } from '../../../studio/export-state.ts';
import { isSameDataSet, isSameProject } from '../../../studio/is-same-work.ts';
import { selectEmbeddingsBytes } from '../../../studio/select-saved-embeddings.ts';
import { RestingButton } from '../../components/resting-button.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import choice from './export-choice.module.css';
import { ExportProgress } from './export-progress.tsx';
import classes from './save-work.module.css';
import type { SavedFile } from './saved-file.ts';
import { SavedLine } from './saved-line.tsx';

type WorkFormat = Extract<ExportFormat, 'project' | 'data-set'>;

/** What the person made, as files: the whole project, or its images. */
export function SaveWork({ saved }: { readonly saved: ReadonlyMap<ExportFormat, SavedFile> }) {
  const studio = useStudio();
  const { general } = useMessages();
  const { export: words } = useLateMessages();
  const [withEmbeddings, setWithEmbeddings] = useState(true);
  const embeddingsBytes = useStudioState(selectEmbeddingsBytes);
  const hasClasses = useStudioState((state) => state.classes.length > 0);
  const hasImages = useStudioState((state) => state.samples.length > 0);
  const [project, dataSet] = [saved.get('project') ?? null, saved.get('data-set') ?? null];
  const isProjectCurrent = useStudioState((now) => project === null || isSameProject(project.madeFrom, now));
  const isDataSetCurrent = useIsDataSetCurrent(dataSet);

  return (
    <section className={classes.work} aria-labelledby="save-work-title">
      <h3 id="save-work-title" className={classes.title}>
        {words.workTitle}
      </h3>
      <WorkFile
        format="project"
        icon={<IconDeviceFloppy size={18} stroke={1.75} />}
        possible={hasClasses}
        saved={project}
        isCurrent={isProjectCurrent}
        onSave={() => void studio.saveProject({ withEmbeddings })}
      >
        {embeddingsBytes > 0 && (
          <Switch
            className={classes.switch}
            label={words.withEmbeddings(general.size(embeddingsBytes))}
            checked={withEmbeddings}
            onChange={(event) => setWithEmbeddings(event.currentTarget.checked)}
          />
        )}
      </WorkFile>
      <WorkFile
        format="data-set"
        icon={<IconFileZip size={18} stroke={1.75} />}
        possible={hasImages}
        saved={dataSet}
        isCurrent={isDataSetCurrent}
        onSave={() => void studio.downloadDataSet()}
      />
    </section>
  );
}

/** Looks again only where something of it may be different: with thousands of images that takes some milliseconds. */
function useIsDataSetCurrent(saved: SavedFile | null): boolean {
  const classes = useStudioState((state) => state.classes);
  const samples = useStudioState((state) => state.samples);
  const model = useStudioState((state) => state.model);
  return useMemo(
    () => saved === null || isSameDataSet(saved.madeFrom, { classes, samples, model }),
    [saved, classes, samples, model],
  );
}

interface WorkFileProps {
  readonly format: WorkFormat;
  readonly icon: ReactNode;
  readonly possible: boolean;
  /** The file after it was downloaded. */
  readonly saved: SavedFile | null;
  /** Whether a new one would hold the same work. */
  readonly isCurrent: boolean;
  readonly onSave: () => void;
  readonly children?: ReactNode;
}

const wordKeys = { project: 'project', 'data-set': 'dataSet' } as const;

function WorkFile({ format, icon, possible, saved, isCurrent, onSave, children }: WorkFileProps) {
  const { export: words } = useLateMessages();
  const exporting = useStudioState((state) => state.exporting);
  const { action, text, savedBefore } = words[wordKeys[format]];
  const running = exporting.phase === 'running' && exporting.format === format;
  return (
    <div className={choice.choice}>
      <RestingButton
        variant="default"
        fullWidth
        justify="start"
        leftSection={icon}
        disabled={!possible}
        resting={exporting.phase === 'running'}
        onClick={onSave}
      >
        {action}
      </RestingButton>
      <p className={choice.text}>{text}</p>
      {children}
      {running && <ExportProgress />}
      {saved !== null && !running && (
        <SavedLine saved={saved} outOfDate={isCurrent ? null : savedBefore(saved.fileName)} />
      )}
    </div>
  );
}
