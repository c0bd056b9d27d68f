import { SegmentedControl, Switch } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { estimateFileSize } from '../../../studio/estimate-file-size.ts';
import { hasKnownLayers } from '../../../studio/find-export-obstacle.ts';
import { type ModelChoice, modelFormats } from '../../../studio/model-formats.ts';
import { nameExport } from '../../../studio/name-export.ts';
import { selectModelClassNames } from '../../../studio/select-class-name.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { CodeSnippet } from './code-snippet.tsx';
import classes from './export-details.module.css';
import { ModelCardForm } from './model-card-form.tsx';
import { writeSnippets } from './write-snippet.ts';

interface ExportDetailsProps {
  readonly choice: ModelChoice;
  readonly model: TrainedModel;
  readonly onChoice: (choice: ModelChoice) => void;
}

/** What only some need to know, or have to say, of a format. */
export function ExportDetails({ choice, model, onChoice }: ExportDetailsProps) {
  const { export: words, modelCard } = useLateMessages();
  const isCard = choice.format === 'model-card';
  const [opened, setOpened] = useState(false);
  // Their own first lines say how they are used.
  if (choice.format === 'c-header' || choice.format === 'scratch-extension') return null;
  return (
    <details className={classes.details} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        <IconChevronRight aria-hidden className={classes.chevron} size={16} stroke={2} />
        {isCard ? modelCard.fieldsTitle : words.howTo}
      </summary>
      {opened && (
        <div className={classes.content}>
          {isCard ? (
            <ModelCardForm />
          ) : (
            <>
              <PrecisionChoice choice={choice} model={model} onChoice={onChoice} />
              <PreprocessingSwitch choice={choice} onChoice={onChoice} />
              <UsageCode choice={choice} model={model} />
            </>
          )}
        </div>
      )}
    </details>
  );
}

/** Code that uses the file, in one of several languages. */
function UsageCode({ choice, model }: Omit<ExportDetailsProps, 'onChoice'>) {
  const { general } = useMessages();
  const { export: words } = useLateMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const labels = selectModelClassNames(studioClasses, model);
  const { baseModel, noneThreshold } = model;
  const fileName = nameExport(choice, labels);
  const snippets = writeSnippets(choice, baseModel, { fileName, labels, noneThreshold });
  const [language, setLanguage] = useState(snippets[0]?.language);
  const shown = snippets.find((snippet) => snippet.language === language) ?? snippets[0];
  if (shown === undefined) return null;
  return (
    <>
      {snippets.length > 1 && (
        <SegmentedControl
          className={classes.control ?? ''}
          aria-label={words.programme}
          value={shown.language}
          onChange={setLanguage}
          data={snippets.map((snippet) => snippet.language)}
        />
      )}
      {fileName.endsWith('.zip') && <p className={classes.note}>{words.unzip(fileName)}</p>}
      <CodeSnippet code={shown.code} />
      {noneThreshold !== null && choice.format !== 'report' && (
        <p className={classes.note}>{words.noneInCode(general.percent(noneThreshold))}</p>
      )}
      {shown.resizer !== undefined && <p className={classes.note}>{words.fromFiles[shown.resizer]}</p>}
    </>
  );
}

function PrecisionChoice({ choice, model, onChoice }: ExportDetailsProps) {
  const { general } = useMessages();
  const { export: words, compression } = useLateMessages();
  const engine = useStudioState((state) => state.engine);
  const { choices } = modelFormats[choice.format];
  // A base model that only TF.js knows is written by TF.js, which writes 32 bits.
  const canChoose = choices.length > 1 && (choice.format === 'head' || hasKnownLayers(engine));
  if (!canChoose || !('precision' in choice)) return null;
  return (
    <SegmentedControl
      className={classes.control ?? ''}
      aria-label={words.precision}
      value={choice.precision}
      onChange={(value) => {
        const chosen = choices.find((other) => 'precision' in other && other.precision === value);
        if (chosen !== undefined) onChoice(keepPreprocessing(chosen, choice));
      }}
      data={choices.flatMap((other) => {
        if (!('precision' in other)) return [];
        const name = compression.precisions[other.precision];
        const sizeBytes = estimateFileSize(other, model);
        const label = sizeBytes === null ? name : `${name}, ${general.size(sizeBytes)}`;
        return { value: other.precision, label };
      })}
    />
  );
}

/** Of a format that can do itself what stands between a picture and the base model. */
function PreprocessingSwitch({ choice, onChoice }: Omit<ExportDetailsProps, 'model'>) {
  const { export: words } = useLateMessages();
  if (choice.format !== 'onnx') return null;
  return (
    <Switch
      className={classes.switch ?? ''}
      label={words.withPreprocessing}
      description={words.withPreprocessingHelp}
      checked={choice.withPreprocessing}
      onChange={(event) => onChoice({ ...choice, withPreprocessing: event.currentTarget.checked })}
    />
  );
}

function keepPreprocessing(chosen: ModelChoice, before: ModelChoice): ModelChoice {
  if (chosen.format !== 'onnx' || before.format !== 'onnx') return chosen;
  return { ...chosen, withPreprocessing: before.withPreprocessing };
}
