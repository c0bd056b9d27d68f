import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { estimateFileSize } from '../../../studio/estimate-file-size.ts';
import { findExportObstacle } from '../../../studio/find-export-obstacle.ts';
import { type ModelFormat, modelFormats } from '../../../studio/model-formats.ts';
import { nameExport } from '../../../studio/name-export.ts';
import { selectModelClassNames } from '../../../studio/select-class-name.ts';
import type { StudioClass } from '../../../studio/studio-state.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { RestingButton } from '../../components/resting-button.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { CheckChoice } from './check-choice.tsx';
import { CheckLine } from './check-line.tsx';
import classes from './export-choice.module.css';
import { ExportDetails } from './export-details.tsx';
import { ExportProgress } from './export-progress.tsx';
import type { SavedFile } from './saved-file.ts';
import { SavedLine } from './saved-line.tsx';

interface ExportChoiceProps {
  readonly format: ModelFormat;
  readonly model: TrainedModel;
  /** The file after it was downloaded. */
  readonly saved: SavedFile | null;
}

/** One format: its button, what is inside, what came of the check, how to use it. */
export function ExportChoice({ format, model, saved }: ExportChoiceProps) {
  const studio = useStudio();
  const { general } = useMessages();
  const { export: words } = useLateMessages();
  const exporting = useStudioState((state) => state.exporting);
  const engine = useStudioState((state) => state.engine);
  const [choice, setChoice] = useState(modelFormats[format].choices[0]);
  const { action, text } = words.formats[format];
  const running = exporting.phase === 'running' && exporting.format === format;
  const obstacle = findExportObstacle(format, model, engine);
  const labels = useStudioState(({ classes }) => listLabels(classes, model).join('\n'));
  const savedLabels = saved === null ? [] : listLabels(saved.madeFrom.classes, saved.madeFrom.model);
  const isCurrent =
    saved !== null &&
    saved.madeFrom.model === model &&
    savedLabels.join('\n') === labels &&
    saved.fileName === nameExport(choice, savedLabels);
  const sizeBytes = estimateFileSize(choice, model);

  return (
    <div className={classes.choice}>
      <RestingButton
        variant={format === 'full-model' ? 'filled' : 'default'}
        fullWidth
        justify="start"
        leftSection={<IconDownload size={18} stroke={1.75} />}
        disabled={obstacle !== null}
        resting={exporting.phase === 'running'}
        onClick={() => void studio.exportModel(choice)}
      >
        {action}
      </RestingButton>
      <p className={classes.text}>
        {obstacle !== null
          ? words.obstacles[obstacle.kind](model.baseModel.name)
          : sizeBytes === null
            ? text
            : words.about(general.size(sizeBytes), text)}
      </p>
      {obstacle === null && <CheckChoice format={format} isFetched={saved?.check?.outcome === 'compared'} />}
      {running && <ExportProgress />}
      {saved !== null && !running && (
        <SavedLine saved={saved} outOfDate={isCurrent ? null : words.savedBefore(saved.fileName)} />
      )}
      {saved?.check != null && isCurrent && !running && <CheckLine check={saved.check} format={format} />}
      {obstacle === null && <ExportDetails choice={choice} model={model} onChoice={setChoice} />}
    </div>
  );
}

function listLabels(classes: readonly StudioClass[], model: TrainedModel | null): readonly string[] {
  return model === null ? [] : selectModelClassNames(classes, model);
}
