import { IconChevronRight, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import type { ModelFormat } from '../../../studio/studio-state.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { RestingButton } from '../../components/resting-button.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { CodeSnippet } from './code-snippet.tsx';
import classes from './export-choice.module.css';
import { ExportProgress } from './export-progress.tsx';
import { type SnippetBase, writeSnippet } from './write-snippet.ts';

interface ExportChoiceProps {
  readonly format: ModelFormat;
  readonly model: TrainedModel | null;
  /** Name and size of the file after it was downloaded. */
  readonly saved: string | null;
}

/** Stands in the code until the engine has said what it runs. */
const usualBaseModel: SnippetBase = {
  name: 'MobileNet V1',
  inputSize: 224,
  embeddingSize: 1024,
  inputRange: [-1, 1],
};

const wordKeys = { head: 'head', 'full-model': 'fullModel', report: 'report' } as const;

/** One format: its button, what is inside, how to use it. */
export function ExportChoice({ format, model, saved }: ExportChoiceProps) {
  const studio = useStudio();
  const { export: words } = useLateMessages();
  const exporting = useStudioState((state) => state.exporting);
  const { action, text } = words[wordKeys[format]];
  const running = exporting.phase === 'running' && exporting.format === format;
  const isTunedHead = format === 'head' && model !== null && model.tunedLayers !== null;
  const isKnown = format !== 'full-model' || model === null || model.baseModel.exportable;
  const possible = isKnown && !isTunedHead;
  const baseModel = useStudioState((state) =>
    state.engine.phase === 'ready' ? state.engine.baseModel : usualBaseModel,
  );
  const snippet = writeSnippet(format, model?.baseModel ?? baseModel);

  return (
    <div className={classes.choice}>
      <RestingButton
        variant={format === 'full-model' ? 'filled' : 'default'}
        fullWidth
        justify="start"
        leftSection={<IconDownload size={18} stroke={1.75} />}
        disabled={model === null || !possible}
        resting={exporting.phase === 'running'}
        onClick={() => void studio.exportModel(format)}
      >
        {action}
      </RestingButton>
      <p className={classes.text}>
        {isTunedHead ? words.tunedHead : isKnown ? text : words.notExportable(model?.baseModel.name ?? '')}
      </p>
      {running && <ExportProgress />}
      {saved !== null && !running && (
        <p className={classes.saved}>
          <IconCircleCheck aria-hidden size={16} stroke={2} />
          <bdi>{saved}</bdi>
        </p>
      )}
      {possible && (
        <details className={classes.howTo}>
          <summary>
            <IconChevronRight aria-hidden className={classes.chevron} size={16} stroke={2} />
            {words.howTo}
          </summary>
          <CodeSnippet code={snippet} />
        </details>
      )}
    </div>
  );
}
