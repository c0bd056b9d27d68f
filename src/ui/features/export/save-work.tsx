import { Switch } from '@mantine/core';
import { IconCircleCheck, IconDeviceFloppy, IconFileZip } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { selectEmbeddingsBytes } from '../../../studio/select-saved-embeddings.ts';
import type { ExportFormat } from '../../../studio/studio-state.ts';
import { RestingButton } from '../../components/resting-button.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import choice from './export-choice.module.css';
import { ExportProgress } from './export-progress.tsx';
import classes from './save-work.module.css';

type WorkFormat = Extract<ExportFormat, 'project' | 'data-set'>;

/** What the person made, as files: the whole project, or its images. */
export function SaveWork({ saved }: { readonly saved: ReadonlyMap<ExportFormat, string> }) {
  const studio = useStudio();
  const { general } = useMessages();
  const { export: words } = useLateMessages();
  const [withEmbeddings, setWithEmbeddings] = useState(true);
  const embeddingsBytes = useStudioState(selectEmbeddingsBytes);
  const hasClasses = useStudioState((state) => state.classes.length > 0);
  const hasImages = useStudioState((state) => state.samples.length > 0);

  return (
    <section className={classes.work} aria-labelledby="save-work-title">
      <h3 id="save-work-title" className={classes.title}>
        {words.workTitle}
      </h3>
      <WorkFile
        format="project"
        icon={<IconDeviceFloppy size={18} stroke={1.75} />}
        possible={hasClasses}
        saved={saved.get('project') ?? null}
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
        saved={saved.get('data-set') ?? null}
        onSave={() => void studio.downloadDataSet()}
      />
    </section>
  );
}

interface WorkFileProps {
  readonly format: WorkFormat;
  readonly icon: ReactNode;
  readonly possible: boolean;
  /** Name and size of the file after it was downloaded. */
  readonly saved: string | null;
  readonly onSave: () => void;
  readonly children?: ReactNode;
}

const wordKeys = { project: 'project', 'data-set': 'dataSet' } as const;

function WorkFile({ format, icon, possible, saved, onSave, children }: WorkFileProps) {
  const { export: words } = useLateMessages();
  const exporting = useStudioState((state) => state.exporting);
  const { action, text } = words[wordKeys[format]];
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
        <p className={choice.saved}>
          <IconCircleCheck aria-hidden size={16} stroke={2} />
          <bdi>{saved}</bdi>
        </p>
      )}
    </div>
  );
}
